import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Out to another program, and back")
  struct ImportTests {
    /// The boxes of a COCO export, rounded to pixels.
    func boxes(_ options: [String], in folder: URL) async throws -> [[Double]] {
      let output = try await GalleyTool.run(
        ["export", "--project", "p.galley", "--format", "coco"] + options, in: folder)
      #expect(output.code == 0, "\(output.error)")
      let coco = try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any]
      let annotations = try #require(coco?["annotations"] as? [[String: Any]])
      return annotations.compactMap { $0["bbox"] as? [Double] }.map { $0.map { $0.rounded() } }
        .sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test(
      "what comes back is what went out, and a second time is none",
      arguments: ["coco", "label-studio", "page-xml", "yolo"])
    func roundTrip(format: String) async throws {
      try await LabelledFolder.with { folder in
        let accepted = try await boxes([], in: folder)
        #expect(!accepted.isEmpty)
        let takeIn =
          "import --project p.galley --format \(format) --take-predictions --user bert out"
        let commands = [
          ("export --project p.galley --format \(format) --output out", "regions of 1 pages"),
          (takeIn, "on 1 pages"), (takeIn, "0 new decisions"),
        ]
        for (command, says) in commands {
          let output = try await GalleyTool.run(command, in: folder)
          #expect(output.code == 0 && output.error.contains(says), "\(command): \(output.error)")
        }
        let back = try await boxes(["--source", "human", "--done-pages"], in: folder)
        #expect(back.count == accepted.count)
        for (one, other) in zip(accepted, back) {
          #expect(zip(one, other).allSatisfy { abs($0 - $1) <= 1 }, "\(one) \(other)")
        }
      }
    }

    @Test(
      "predictions are no decisions, and that is said",
      arguments: ["coco", "label-studio", "page-xml"])
    func predictions(format: String) async throws {
      try await LabelledFolder.with { folder in
        for command in [
          "export --project p.galley --format \(format) --output out",
          "import --project p.galley --format \(format) out",
        ] {
          let output = try await GalleyTool.run(command, in: folder)
          #expect(output.code == 0, "\(output.error)")
          guard command.hasPrefix("import") else { continue }
          #expect(
            output.error == """
              galley: 0 new decisions on 0 pages
              galley: 1 pages have predictions only, which are no decisions (--take-predictions \
              takes them over)

              """)
        }
        #expect(try await boxes(["--source", "human"], in: folder).isEmpty)
      }
    }

    @Test func `all that is wrong with all files is told, a line each`() async throws {
      try await LabelledFolder.with { folder in
        for (name, text) in [("a.json", "{"), ("b.json", "[{}, {}]"), ("c.json", "[]")] {
          try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let output = try await GalleyTool.run(
          "import --project p.galley --format label-studio a.json b.json c.json d.json", in: folder)
        let lines = output.error.split(separator: "\n")
        #expect(output.code == 64 && lines.count == 4)
        let parts = ["a.json: its start", "b.json: [0]", "b.json: [1]", "d.json: cannot be read"]
        for (line, part) in zip(lines, parts) {
          #expect(line.hasPrefix("galley: ") && line.contains(part), "\(line)")
        }
      }
    }

    @Test func `a file with a fault changes nothing, and is told with file and place`() async throws
    {
      try await LabelledFolder.with { folder in
        let image =
          #"{"id": 1, "file_name": "page.jpg", "width": 256, "height": 256}"#
        func coco(_ annotations: String) -> String {
          #"{"images": [\#(image)], "categories": [{"id": 1, "name": "text"}, "#
            + #"{"id": 2, "name": "unicorn"}], "annotations": [\#(annotations)]}"#
        }
        let good = #"{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 30, 40]}"#
        let cases = [
          (
            "coco",
            coco(good + "," + good.replacing("\"id\": 1, \"image", with: "\"id\": 1, \"image")),
            "annotations[1]"
          ),
          ("coco", coco(good.replacing("30", with: "NaN")), "annotations[0]"),
          (
            "coco", coco(good.replacing("\"category_id\": 1", with: "\"category_id\": 2")),
            "unicorn"
          ),
          ("coco", coco(good).replacing("page.jpg", with: "../../other.pgm"), "names none of"),
          ("coco", "{", "file"), ("label-studio", "[{}]", "file"),
          ("page-xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><PcGts>&a;</PcGts>", "file"),
        ]
        for (format, text, says) in cases {
          try Data(text.utf8).write(to: folder.appending(path: "file"))
          let output = try await GalleyTool.run(
            "import --project p.galley --format \(format) file", in: folder)
          #expect(output.code == 64, "\(text): \(output.error)")
          #expect(output.error.contains(says), "\(text): \(output.error)")
        }
        #expect(try await boxes(["--source", "human"], in: folder).isEmpty)
      }
    }
  }
}

/// A folder with a page and its labels in `p.galley`.
enum LabelledFolder {
  static func with(_ body: (URL) async throws -> Void) async throws {
    try await Fixture.withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        at: Fixture.file("pages/PMC5302692_00002.jpg"), to: folder.appending(path: "page.jpg"))
      let labelled = try await GalleyTool.run(
        "label page.jpg --project p.galley --teacher picodet-cdla --ocr never --taxonomy publaynet",
        in: folder)
      #expect(labelled.code == 0, "\(labelled.error)")
      try await body(folder)
    }
  }
}
