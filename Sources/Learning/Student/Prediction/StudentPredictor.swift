import Foundation
import Layout
import Tensors
import TrainingData

/// Finds regions on pages with a trained student.
///
/// `@unchecked`: the tensors are only read.
public struct StudentPredictor: @unchecked Sendable {
  /// What the student says of itself.
  public let card: StudentCard
  private let student: Student
  private let decoder: StudentDecoder

  /// Predicts with a model as it is now.
  public init(_ model: StudentModel, _ settings: DecodingSettings = DecodingSettings()) {
    card = model.card
    student = model.student
    decoder = StudentDecoder(settings)
  }

  /// The regions of a page in its pixels, strongest first.
  ///
  /// - Throws: `StudentError`.
  public func detections(_ image: PageImage) throws(StudentError) -> [DetectedBox] {
    try StudentError.translating {
      let input = try InputImage(image, inputSize: card.input)
      return detections(try predictions(input), of: input, on: image)
    }
  }

  /// What the student says of an input, run by libtorch.
  func predictions(_ input: InputImage) throws -> StudentPredictions {
    let tensor = try input.tensor()
    return try withoutGradient { () throws(TensorError) in
      try student(tensor, .inference).predictions()
    }[0]
  }

  /// The regions of a page in its pixels, from what the student says of its input.
  func detections(
    _ predictions: StudentPredictions, of input: InputImage, on image: PageImage
  ) -> [DetectedBox] {
    let bounds = Box(x1: 0, y1: 0, x2: Double(image.width), y2: Double(image.height))
    return decoder.detections(predictions).compactMap {
      var detection = $0
      detection.box = detection.box.scaled(by: 1 / input.scale).clipped(to: bounds)
      detection.variance = detection.variance.scaled(by: 1 / (input.scale * input.scale))
      return detection.box.isValid ? detection : nil
    }
  }
}

extension Box {
  fileprivate func scaled(by factor: Double) -> Box {
    Box(x1: x1 * factor, y1: y1 * factor, x2: x2 * factor, y2: y2 * factor)
  }
}

extension BoxVariance {
  fileprivate func scaled(by factor: Double) -> BoxVariance {
    BoxVariance { self[$0] * factor }
  }
}
