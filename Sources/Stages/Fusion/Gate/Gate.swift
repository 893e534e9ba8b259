import Layout

/// A learned gate: whom to trust at a region, beside what the variances say.
///
/// `g = σ(logit(w) + f(x))` where w is the teacher's weight by inverse variance and f a network whose
/// last layer starts at zero: an untrained gate is inverse-variance fusion (Shihab et al. 2025,
/// arXiv 2511.08903, the instance-adaptive gate; the residual form is ours). Inference is plain
/// Swift.
public struct Gate: Hashable, Codable, Sendable {
  /// The form of the file that this program writes and reads.
  public static let currentVersion = 1

  /// What the gate does to class probabilities and scores.
  public enum PoolUse: String, Codable, CaseIterable, Sendable {
    /// Nothing: they are pooled as without a gate.
    case none
    /// Shifts the teacher's share as it does that of the box.
    case same
    /// Shifts it by a head of its own.
    case own
    /// Replaces the teacher's share in the class pool by g itself, as the paper does; with
    /// `ClassPoolRule.linear` that is `g p_t + (1−g) p_l`. Not the current pooling, even untrained.
    case weight
  }

  /// Where a gate comes from.
  public struct Provenance: Hashable, Codable, Sendable {
    /// SHA-256 (hex) of the labels.
    public var truthHash: String
    /// The classes.
    public var taxonomy: String
    /// By source the model whose estimates it was trained on.
    public var models: [String: String]
    /// Documents that it was trained on.
    public var documents: Int
    /// Their pages.
    public var pages: Int
    /// Pairs on them.
    public var pairs: Int

    /// Makes a provenance.
    public init(
      truthHash: String = "", taxonomy: String = "", models: [String: String] = [:],
      documents: Int = 0, pages: Int = 0, pairs: Int = 0
    ) {
      self.truthHash = truthHash
      self.taxonomy = taxonomy
      self.models = models
      self.documents = documents
      self.pages = pages
      self.pairs = pairs
    }
  }

  /// The form of the file.
  public var version = Gate.currentVersion
  /// How large it is, and what it looks at.
  public let size: GateSize
  /// What it does to class probabilities and scores.
  public let pools: PoolUse
  /// Gives f, one number a head.
  public internal(set) var network: GateNetwork
  /// Where it comes from.
  public var provenance: Provenance

  /// An untrained gate.
  public init(
    _ size: GateSize, pools: PoolUse = .none, seed: UInt64 = 1,
    provenance: Provenance = Provenance()
  ) {
    self.size = size
    self.pools = pools
    self.provenance = provenance
    network = size.network(heads: pools == .own ? 2 : 1, seed: seed)
  }

  /// A gate with a network in the place of this one's.
  ///
  /// - Throws: `GateError.misfit` where it takes or gives another count of numbers.
  public func with(_ network: GateNetwork) throws(GateError) -> Gate {
    guard network.fits(self.network) else {
      throw .misfit(
        inputs: network.inputCount, outputs: network.outputCount,
        wanted: [self.network.inputCount, self.network.outputCount])
    }
    var gate = self
    gate.network = network
    return gate
  }

  /// f for the box and, with `PoolUse.own`, for the pools.
  ///
  /// - Returns: `nil` where not both a teacher and a text source see the region.
  public func shifts(for estimates: [RegionEstimate], on page: PageContext?) -> [Double]? {
    GateInput(estimates).map { network($0.numbers(for: size, on: page)) }
  }
}

extension GateNetwork {
  /// Whether it takes and gives as many numbers, and its layers follow one another.
  func fits(_ other: GateNetwork) -> Bool {
    var width = inputCount
    for layer in layers {
      guard layer.inputCount == width else { return false }
      width = layer.outputCount
    }
    return !layers.isEmpty && scalings.allSatisfy { $0.spread > 0 }
      && normalisations.allSatisfy { $0.scale.count == $0.shift.count }
      && normalisations.map(\.scale.count) == other.normalisations.map(\.scale.count)
      && scalings.count == other.scalings.count && width == other.outputCount
  }
}
