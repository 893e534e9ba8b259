extension Tensor: CustomStringConvertible {
  /// Shape, type and the first and last few values, such as `[2, 3] float32 [1.0, 2.0 … 6.0]`.
  public var description: String {
    guard let elementType else { return "\(shape) of an unknown type" }
    return "\(shape) \(elementType) \(values)"
  }

  private static let shown = 6

  private var values: String {
    do {
      let flat = try detached().reshaped([-1])
      let count = self.count
      guard count > Self.shown else { return "[\(try flat.texts().joined(separator: ", "))]" }
      let half = Self.shown / 2
      let start = try flat.narrowed(0, from: 0, count: half).texts()
      let end = try flat.narrowed(0, from: count - half, count: half).texts()
      return "[\(start.joined(separator: ", ")) … \(end.joined(separator: ", "))]"
    } catch {
      return "(\(error))"
    }
  }

  private func texts() throws(TensorError) -> [String] {
    switch elementType {
    case .float32: try array(of: Float.self).map(\.description)
    case .float64: try array(of: Double.self).map(\.description)
    case .bool: try array(of: Bool.self).map(\.description)
    default: try array(of: Int.self).map(\.description)
    }
  }
}
