import CTorch

/// What a tensor's elements are.
public enum ElementType: Int32, Hashable, Sendable, CaseIterable {
  case uint8 = 0
  case int32 = 3
  case int64 = 4
  case float32 = 6
  case float64 = 7
  case bool = 11

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .uint8, .bool: 1
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }
}

/// A Swift type that a tensor can hold.
public protocol TensorElement: BitwiseCopyable, Sendable {
  /// How a tensor calls it.
  static var elementType: ElementType { get }
}

extension UInt8: TensorElement {
  /// How a tensor calls it.
  public static var elementType: ElementType { .uint8 }
}
extension Int32: TensorElement {
  /// How a tensor calls it.
  public static var elementType: ElementType { .int32 }
}
extension Int64: TensorElement {
  /// How a tensor calls it.
  public static var elementType: ElementType { .int64 }
}
extension Int: TensorElement {
  /// How a tensor calls it.
  public static var elementType: ElementType { .int64 }
}
extension Float: TensorElement {
  /// How a tensor calls it.
  public static var elementType: ElementType { .float32 }
}
extension Double: TensorElement {
  /// How a tensor calls it.
  public static var elementType: ElementType { .float64 }
}
extension Bool: TensorElement {
  /// How a tensor calls it.
  public static var elementType: ElementType { .bool }
}
