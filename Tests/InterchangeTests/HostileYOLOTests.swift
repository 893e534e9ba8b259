import Foundation
import GalleyTesting
import Interchange
import Testing

@Suite("YOLO labels are refused")
struct HostileYOLOTests {
  @Test(
    "with file and line of what is wrong",
    arguments: [
      ("0 0.5 0.5 0.5", "has 4 columns"), ("0", "has 1 columns"),
      ("0 0,5 0,5 0,5 0,5", "'0,5' holds a comma"), ("0,0.5,0.5,0.5,0.5", "has 1 columns"),
      ("0, 0.5, 0.5, 0.5, 0.5", "'0,' holds a comma"), ("0 nan 0.5 0.5 0.5", "'nan' is not finite"),
      ("0 0.5 inf 0.5 0.5", "'inf' is not finite"), ("0 0.5 1e999 0.5 0.5", "not finite"),
      ("0 x 0.5 0.5 0.5", "'x' is not a number"),
      ("text 0.5 0.5 0.5 0.5", "'text' is not a number"),
      ("-1 0.5 0.5 0.5 0.5", "class '-1'"), ("0.5 0.5 0.5 0.5 0.5", "class '0.5'"),
      ("1e99 0.5 0.5 0.5 0.5", "class '1e99'"), ("9 0.5 0.5 0.5 0.5", "no class with the number 9"),
      ("1 0.5 0.5 0.5 0.5", "'unicorn' is not in taxonomy"),
      ("0 300 400 200 100", "'300' is not within 0 and 1"),
      ("0 1.2 0.5 0.5 0.5", "'1.2' is not within"),
      ("0 0.5 -0.1 0.5 0.5", "'-0.1' is not within"),
      ("0 0.5 0.5 -0.5 0.5", "'-0.5' is not within"),
      ("0 0.1 0.2 0.4 0.1 0.3 6.5", "'6.5' is not within"),
      // A box with a confidence, and the id of what a tracker followed.
      ("0 0.5 0.5 0.2 0.1 0.9 1", "leave out the track id"),
      ("0 0.5 0.5 0.2 0.1 0.9 23", "leave out the track id"),
      ("0 0.5 0.5 0.5 0.5 7", "confidence '7'"),
    ])
  func lines(line: String, told: String) async throws {
    let message = try await refusal([
      "data.yaml": "names: [text, unicorn]", "labels/x.txt": "0 0.5 0.5 0.1 0.1\r\n\r\n\(line)\r\n",
    ])
    #expect(message.contains("labels/x.txt: line 3: ") && message.contains(told), "\(message)")
  }

  @Test func `where some lines have a confidence and others none`() async throws {
    let message = try await refusal([
      "data.yaml": "names: [text]", "labels/x.txt": "0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1 0.9\n",
    ])
    #expect(message.contains("x.txt: its lines: 1 of 2 have a confidence"))
  }

  @Test func `with all faults of all files at once`() async throws {
    let message = try await refusal([
      "data.yaml": "names: [text]", "labels/x.txt": "0 1\n0 2\n", "labels/y.txt": "a\0b",
      "labels/z.txt": "0 0.5 0.5 0.1 0.1",
    ])
    for told in ["x.txt: line 1", "x.txt: line 2", "y.txt: its bytes: are no text in UTF-8"] {
      #expect(message.contains(told))
    }
  }

  @Test(
    "where a folder describes nothing, or what nothing can be read from",
    arguments: [
      (["labels/x.txt": ""], "", ["names no classes", "classes.txt"]),
      (["classes.txt": "text"], "", ["there is no label file"]),
      (["data.yaml": "names: [text]", "images/x.png": ""], "", ["there is no label file"]),
      (
        ["data.yaml": "train: elsewhere\nnames: [text]", "labels/x.txt": ""], "", ["no label file"]
      ),
      (["data.yaml": "names: [text", "labels/x.txt": ""], "", ["data.yaml", "is no YAML"]),
      (["data.yaml": "- a", "labels/x.txt": ""], "", ["data.yaml", "no mapping"]),
      (["data.yaml": "names: [[a]]", "labels/x.txt": ""], "", ["names[0]"]),
      (["data.yaml": "names: {a: text}", "labels/x.txt": ""], "", ["names"]),
      (["data.yaml": "names: [text]\ntrain: {a: b}", "labels/x.txt": ""], "", ["train"]),
      (["data.yaml": "names: [text]\nkpt_shape: [17, 3]", "labels/x.txt": ""], "", ["poses"]),
      (["data.yaml": "a: &a [x]\nnames: *a", "labels/x.txt": ""], "", ["aliases"]),
      (["data.yaml": "names: [text]", "labels/x.txt": ""], "/labels/x.txt", ["it is a file"]),
      (["labels/x.txt": ""], "/none", ["no such folder"]),
    ] as [([String: String], String, [String])])
  func folders(files: [String: String], path: String, told: [String]) async throws {
    let message = try await refusal(files, path: path)
    for part in told { #expect(message.contains(part), "\(message)") }
  }

  @Test func `that nest without end`() async throws {
    let deep = String(repeating: "[", count: 200_000)
    let message = try await refusal(["data.yaml": "names: \(deep)", "labels/x.txt": ""])
    #expect(message.contains("is no YAML"))
  }

  @Test func `that are links to other files`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "labels"), withIntermediateDirectories: true)
      try Data("names: [text]".utf8).write(to: folder.appending(path: "data.yaml"))
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "labels/x.txt").path, withDestinationPath: "/etc/passwd")
      let error = #expect(throws: InterchangeError.self) {
        try CorrectionReader(format: .yolo, taxonomy: .publaynet).pages(in: folder)
      }
      #expect(error?.description.contains("x.txt: cannot be read: it is no plain file") == true)
    }
  }

  private func refusal(_ files: [String: String], path: String = "") async throws -> String {
    do {
      _ = try await readYOLO(files, path: path)
      Issue.record("it was read")
      return ""
    } catch let error as InterchangeError {
      return error.description
    }
  }
}
