/// The students that are ready made, by size.
public enum StudentPreset: String, Codable, CaseIterable, Sendable {
  case tiny = "swiftformer-tiny"
  case small = "swiftformer-small"
  case l1 = "swiftformer-l1"
  case large = "swiftformer-26m"

  /// The body.
  public var backbone: SwiftFormerShape {
    switch self {
    case .tiny: SwiftFormerShape(widths: [32, 48, 96, 160], depths: [2, 2, 4, 2])
    case .small: SwiftFormerShape(widths: [32, 56, 120, 200], depths: [2, 2, 5, 3])
    case .l1: .l1
    case .large: SwiftFormerShape(widths: [56, 112, 264, 464], depths: [4, 3, 10, 5])
    }
  }

  /// Pyramid and head.
  public var detector: DetectorShape {
    switch self {
    case .tiny, .small: DetectorShape(channels: 96, convolutions: 2, isLight: true, levels: 4)
    case .l1, .large: DetectorShape(channels: 256, convolutions: 4, isLight: false, levels: 5)
    }
  }
}
