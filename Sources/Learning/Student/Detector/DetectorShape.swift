/// The pyramid and the head of a student.
public struct DetectorShape: Hashable, Codable, Sendable {
  /// Channels of all levels.
  public var channels: Int
  /// Convolutions before each of the head's outputs.
  public var convolutions: Int
  /// Whether convolutions are depthwise and pointwise ones.
  public var isLight: Bool
  /// Levels, the finest at stride 8.
  public var levels: Int
  /// The last bin of a side's distribution; a side is at most that many strides long.
  public var lastBin = 16

  /// Makes a shape.
  public init(channels: Int, convolutions: Int, isLight: Bool, levels: Int) {
    self.channels = channels
    self.convolutions = convolutions
    self.isLight = isLight
    self.levels = levels
  }

  /// Pixels between neighbouring points, by level.
  public var strides: [Int] { (0..<levels).map { 8 << $0 } }
}
