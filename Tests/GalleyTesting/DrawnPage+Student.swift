import Layout
import Student
import Tensors

extension DrawnPage {
  /// The page as a student's input, `[1, 3, size, size]`.
  public func image() throws(TensorError) -> Tensor {
    let grey = try Tensor(pixels, shape: [1, 1, size, size]).converted(to: .float32) / 255
    return try ((grey - 0.45) / 0.225).expanded([1, 3, size, size])
  }

  /// Its regions as what a student is to find.
  public var truths: [Truth] {
    regions.map {
      Truth(
        box: Box(
          x: Double($0.x), y: Double($0.y), width: Double($0.width), height: Double($0.height)),
        classIndex: $0.kind.rawValue)
    }
  }
}
