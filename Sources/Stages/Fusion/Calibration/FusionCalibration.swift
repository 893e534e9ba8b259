import Layout

/// What labelled pages tell of the sources: the file that `galley fit-fusion` writes and `galley
/// label --calibration` reads.
public struct FusionCalibration: Hashable, Codable, Sendable {
  /// The form of the file that this program writes and reads.
  public static let currentVersion = 2

  /// Where the numbers come from.
  public struct Provenance: Hashable, Codable, Sendable {
    /// The file of labels.
    public var truth: String
    /// Its SHA-256, hex.
    public var truthHash: String
    /// The classes.
    public var taxonomy: String
    /// Pages that were used.
    public var pages: Int
    /// Documents that they are of.
    public var documents: Int

    /// Makes a provenance.
    public init(truth: String, truthHash: String, taxonomy: String, pages: Int, documents: Int) {
      self.truth = truth
      self.truthHash = truthHash
      self.taxonomy = taxonomy
      self.pages = pages
      self.documents = documents
    }
  }

  /// The form of the file.
  public var version: Int
  /// Which variances the maps are for.
  public var mode: VarianceMode
  /// Where the numbers come from.
  public var provenance: Provenance
  /// The sources that enough is known of.
  public var sources: [SourceCalibration]
  /// The roles whose boxes the sources' biases and variances make better on documents left out.
  public var served: Set<RegionRole>
  /// How far the sources' classes are believed; `nil` where too little is known.
  public var classes: ClassCalibration?
  /// Whom to trust at a region; `nil` where a gate is no better on documents left out.
  public var gate: Gate?
  /// A small gate over the built-in numbers, and what is guaranteed of it.
  public var certified: CertifiedGate?
}

extension FusionCalibration {
  /// The settings with what is known of the sources in the place of the built-in numbers.
  public func applied(to settings: FusionSettings) -> FusionSettings {
    var settings = settings
    settings.variances.mode = mode
    for source in sources {
      settings.trust.isEarned[source.source] = false
      for role in served {
        settings.variances.bias[source.source][role] = source.bias[role]
        settings.variances.maps[source.source][role] = source.maps[role]
        settings.variances.doubt[source.source][role] = source.doubt
      }
      settings.boxes.grossShares[source.source] =
        1 - (1 - source.unmatched) * (1 - source.gross)
      settings.scores.temperatures[source.source] = source.scoreTemperature
      settings.classes.temperatures[source.source] = source.classTemperature
    }
    if let classes {
      settings.classes.exponents = classes.exponents
      settings.classes.leanings = classes.leanings
      settings.classes.temperatures = SourceTable(1)
    }
    return settings
  }
}
