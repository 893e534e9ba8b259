/// A vector of fixed width for anything that has features.
///
/// Each feature adds its value, with a sign, at a place; both come from a hash (Weinberger et al.
/// 2009).
public struct HashedEmbedding: Hashable, Sendable {
  /// Numbers of a vector.
  public static let width = 256
  /// Part of every hash; another seed is another embedding.
  public static let seed: UInt64 = 0x6761_6c6c_6579_0001

  private var sums = [Double](repeating: 0, count: HashedEmbedding.width)

  /// An embedding of nothing.
  public init() {}

  /// Adds a feature.
  public mutating func add(_ feature: some Sequence<UInt32>, value: Double = 1) {
    // FNV-1a, then the finaliser of SplitMix64: the low bits of FNV alone are not mixed well.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ Self.seed
    for word in feature { hash = (hash ^ UInt64(word)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    hash ^= hash >> 31
    sums[Int(hash % UInt64(Self.width))] += hash >> 63 == 0 ? value : -value
  }

  /// The vector, of Euclidean norm 1; zeros where nothing was added.
  public var vector: [Double] {
    let norm = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > 0 ? sums.map { $0 / norm } : sums
  }
}
