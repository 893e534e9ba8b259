import ArgumentParser
import Student

extension StudentExport.Format: ExpressibleByArgument {}

/// `galley export-model`: a trained student for other programs.
struct ExportModelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-model",
    abstract: "Write a trained student as ONNX or safetensors.",
    discussion: """
      The ONNX file takes one normalised image and gives boxes, scores and variances of all points; \
      what overlaps is left to the reader. Beside it are written the same for upright and for lying \
      pages, FILE-portrait and FILE-landscape, and a model card, with which 'galley label' takes \
      the student as its teacher. As 'detector' a student that started from a detector is written \
      as that detector's own graph with the new numbers, and its card: whatever ran it runs this.

        galley export-model --model runs/tiny --format onnx --output tiny.onnx
        galley label papers/ --project papers.galley --teacher tiny.yaml

      Exit codes: 0 done, 64 wrong usage or a file that is no model, 69 libtorch is missing, 74 the \
      output cannot be written.
      """)

  @Option(help: ArgumentHelp("Folder of a run, or a model file of it.", valueName: "path"))
  var model: String

  @Option(help: "onnx, detector or safetensors.")
  var format: StudentExport.Format

  @Option(name: .shortAndLong, help: ArgumentHelp("File to write.", valueName: "file"))
  var output: String

  func run() async throws {
    try await reportingErrors {
      try StudentExport.write(try StudentModel(contentsOf: model), as: format, to: output)
      Console.error(
        format.hasCard ? "\(output) and its card \(StudentExport.cardPath(output))" : output)
    }
  }
}
