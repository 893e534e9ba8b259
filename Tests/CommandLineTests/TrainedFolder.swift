import Foundation
import GalleyTesting
import Testing

/// A folder with a small labelled set, ways to get it wrong, and the run `run` of four steps.
struct TrainedFolder {
  private let data: DrawnDataset
  var folder: URL { data.folder }

  /// Runs a body in a new folder.
  ///
  /// - Parameter steps: of the run; 0 for none.
  static func with(steps: Int = 4, _ body: (TrainedFolder) async throws -> Void) async throws {
    let data = try DrawnDataset(pages: 6)
    defer { data.remove() }
    let trained = TrainedFolder(data: data)
    for (name, text) in files {
      try Data(text.utf8).write(to: data.folder.appending(path: name))
    }
    try FileManager.default.createDirectory(
      at: data.folder.appending(path: "empty"), withIntermediateDirectories: true)
    if steps > 0 {
      let output = try await trained.galley("train --config train.yaml -o run --set steps=\(steps)")
      #expect(output.code == 0, "\(output.error)")
      let model = try Data(contentsOf: data.folder.appending(path: "run/best.safetensors"))
      try model.prefix(100_000).write(to: data.folder.appending(path: "short.safetensors"))
    }
    try await body(trained)
  }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// The text of a file of the folder.
  func text(of name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Runs a command in the folder.
  func galley(_ command: String) async throws -> ToolOutput {
    try await GalleyTool.run(command, in: folder)
  }

  private static let files = [
    "train.yaml": """
    taxonomy: publaynet
    batch: 2
    input: 96
    student: swiftformer-tiny
    threads: 1
    data: {labelled: ., folds: 3}
    checkpoint_every: 5
    evaluate_every: 50

    """,
    "text.txt": "some words\n", "broken.yaml": "a: [1,\n b", "words.yaml": "some words",
    "unknown.yaml": "data: {labelled: .}\nlearnig: {rate: 1}",
    "missing.yaml": "data: {labelled: gone.json}", "folder.yaml": "data: {labelled: empty}",
    "nococo.yaml": "data: {labelled: text.txt}", "twice.yaml": "seed: 1\nseed: 2\n",
    "noboxes.yaml": "taxonomy: publaynet\ndata: {labelled: noboxes.json, folds: 0}",
    "noboxes.json": #"""
    {"images": [{"id": 1, "file_name": "page0.pgm", "width": 128, "height": 128}],
     "categories": [{"id": 1, "name": "text"}], "annotations": []}
    """#,
  ]
}
