import ArgumentParser
import Tensors
import Student

/// What a student computes, for `Tests/Parity/onnx_student.py`.
struct StudentOutputs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outputs",
    abstract: "Write boxes, scores and variances of all points for an input image.",
    discussion: "The input is a safetensors file with 'image'; the output is one with the rest.")

  @Argument(help: "Folder of a run, or a model file of it.")
  var model: String

  @Argument(help: "Safetensors file with 'image', [1, 3, side, side], normalised.")
  var input: String

  @Argument(help: "Safetensors file to write.")
  var output: String

  func run() throws {
    let loaded = try StudentModel(contentsOf: model)
    guard let image = try Safetensors(contentsOf: input).tensors["image"] else {
      throw ValidationError("\(input) has no 'image'")
    }
    let found = try withoutGradient { () throws(TensorError) in
      try loaded.student(image, .inference)
    }
    try Safetensors([
      "boxes": try found.boxes(), "scores": try found.classLogits.sigmoid(),
      "variances": try found.variances(),
    ]).write(to: output)
  }
}
