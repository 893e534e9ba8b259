/// Widths and depths of a SwiftFormer's four stages, at strides 4, 8, 16 and 32.
public struct SwiftFormerShape: Hashable, Codable, Sendable {
  /// Channels by stage.
  public var widths: [Int]
  /// Blocks by stage; the last of each is an attention block.
  public var depths: [Int]

  /// Makes a shape of four stages.
  public init(widths: [Int], depths: [Int]) {
    self.widths = widths
    self.depths = depths
  }

  /// 3.0 million parameters.
  public static let extraSmall = Self(widths: [48, 56, 112, 220], depths: [3, 3, 6, 4])
  /// 5.6 million parameters.
  public static let small = Self(widths: [48, 64, 168, 224], depths: [3, 3, 9, 6])
  /// 11.3 million parameters.
  public static let l1 = Self(widths: [48, 96, 192, 384], depths: [4, 3, 10, 5])
  /// 27.5 million parameters.
  public static let l3 = Self(widths: [64, 128, 320, 512], depths: [4, 4, 12, 6])
}
