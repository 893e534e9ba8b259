/// What a number of a gate's input is commonly like, so that the network sees it about 0 and 1 wide.
///
/// The numbers are fixed beforehand and never fitted: a certificate's prior must not know the
/// documents.
public struct GateInputScaling: Hashable, Codable, Sendable {
  /// Taken off.
  public var centre: Double
  /// Divided by, above 0.
  public var spread: Double

  /// Makes a scaling.
  public init(centre: Double = 0, spread: Double = 1) {
    self.centre = centre
    self.spread = spread
  }

  /// Leaves the number as it is.
  public static let none = GateInputScaling()
  /// For the logit of a score.
  public static let logit = GateInputScaling(centre: 1.5, spread: 1.5)
  /// For the score of a detector.
  public static let teacherScore = GateInputScaling(centre: 0.8, spread: 0.2)
  /// For the score of a text source.
  public static let textScore = GateInputScaling(centre: 0.78, spread: 0.13)
  /// For the overlap of two boxes of one region.
  public static let overlap = GateInputScaling(centre: 0.75, spread: 0.15)
  /// For a quality of text or of its layout.
  public static let quality = GateInputScaling(centre: 0.75, spread: 0.25)
}
