import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Hostile inputs")
  struct HostileInputTests {
    /// What must be said of some of the files that `hostile_inputs.py` makes.
    static let reasons = [
      "truncated-50.pdf": "damaged or cut short", "plain-text.pdf": "looks like plain text",
      "postscript.pdf": "ps2pdf", "empty.pdf": "is empty", "zeros.pdf": "zero bytes",
      "encrypted.pdf": "--password", "no-pages.pdf": "has no pages",
      "huge-media-box.pdf": "over the limit", "tiny-media-box.pdf": "is no page",
      "huge-unit.pdf": "over the limit",
      "tile-claims-too-much.tiff": "strip or tile is too large",
      "page-tree-loop.pdf": "is no page", "endless-forms.pdf": "was given up after",
      "heavy-pattern.pdf": "was given up after", "bomb-60000.png": "over the limit",
      "truncated.png": "png data cannot be decoded", "zero-size.png": "png data cannot be decoded",
      "truncated.jpg": "jpeg data cannot be decoded",
      "corrupt-huffman.jpg": "jpeg data cannot be decoded",
      "progressive-scans.jpg": "scans", "truncated.tiff": "damaged or cut short",
      "claims-too-much.tiff": "over the limit", "bomb.gif": "gif data cannot be decoded",
      "broken.webp": "webp data cannot be decoded", "claims-too-much.ppm": "over the limit",
    ]

    /// Files that look bad and are not.
    static let sound = [
      "really-a-pdf.png", "really-a-jpeg.pdf", "javascript-and-attachment.pdf",
      "form-draws-itself.pdf", "xref-loop.pdf", "crop-box-outside.pdf", "object-stream-bomb.pdf",
      "exif-beyond-end.jpg",
      "big-10000.png", "two words.pdf",
      "nested/deep er/page.pdf",
    ]

    @Test("end labelled or with a reason, and hurt no other file")
    func all() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let inputs = folder.appending(path: "hostile")
        let made = try await RunningTool(
          URL(fileURLWithPath: "/usr/bin/env"),
          ["python3", Fixture.root.appending(path: "Tests/Parity/hostile_inputs.py").path]
            + [inputs.path], in: folder, input: nil, environment: [:]
        ).end()
        #expect(made.code == 0, "\(made.error)")
        let names = Set(
          FileManager.default.enumerator(atPath: inputs.path)?.compactMap { $0 as? String }
            .filter { $0 != "nested" && $0 != "nested/deep er" } ?? [])
        #expect(names.count > 80)

        let project = folder.appending(path: "p.galley")
        let arguments = [
          "label", inputs.path, "--project", project.path, "--page-timeout", "2", "--json",
          "--passes", "0",
        ]
        let output = try await GalleyTool.run(arguments, limit: 240)
        #expect(output.code == 3)
        let last = try #require(try output.events.last)
        #expect(last.event == "finished" && last.stopped == false)

        let labelled = try output.events("labelled")
        let failed = try output.events("failed")
        let name = { (event: ToolEvent) in
          event.file?.replacing(inputs.path + "/", with: "") ?? ""
        }
        #expect(Set((labelled + failed).map(name)) == names, "every file is accounted for")
        for page in labelled where page.accepted == 0 {
          #expect(
            page.notes?.contains { $0.hasPrefix("no region accepted: ") } == true,
            "\(name(page)) is silently empty")
        }
        for (file, reason) in Self.reasons {
          let found = failed.filter { name($0) == file }
          #expect(found.count == 1, "\(file) fails once")
          #expect(found.allSatisfy { $0.reason?.contains(reason) == true }, "\(file): \(found)")
        }
        for file in Self.sound {
          #expect(labelled.contains { name($0) == file && ($0.accepted ?? 0) > 0 }, "\(file)")
        }
        #expect(!childrenRemain(named: inputs.path), "no tool goes on after its time")

        // What is known of every file can be read in the proof.
        let proof = try await GalleyTool.run([
          "export", "--project", project.path, "--format", "html",
        ])
        #expect(proof.code == 0)
        for file in Self.reasons.keys { #expect(proof.text.contains(file)) }
      }
    }

    /// Whether any process still has a path in its command line.
    private func childrenRemain(named path: String) -> Bool {
      let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return processes.contains { number in
        guard Int(number) != nil,
          let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline")
        else { return false }
        return String(decoding: line, as: UTF8.self).contains(path)
      }
    }
  }
}
