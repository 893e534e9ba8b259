import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Labelling")
  struct LabelTests {
    static let pages = ["Fixtures/pages"]

    @Test func `reports each page as an event and ends with the sum`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let output = try await GalleyTool.quickLabel(
          Self.pages, project: folder.appending(path: "p.galley"))
        #expect(output.code == 0 && output.error.isEmpty)
        let events = try output.events
        #expect(events.map(\.event).prefix(2) == ["note", "started"])
        #expect(events.first { $0.event == "started" }?.files == 7)
        #expect(events.first { $0.event == "started" }?.passedOver == 1, "the JSON file")
        let labelled = events.filter { $0.event == "labelled" }
        #expect(events.compactMap { $0.event == "opened" ? $0.pages : nil }.reduce(0, +) == 12)
        #expect(Set(labelled.map { "\($0.file ?? "") \($0.page ?? 0)" }).count == 12)
        #expect(labelled.allSatisfy { ($0.seconds?["render"] ?? 0) > 0 })
        let empty = labelled.count { $0.accepted == 0 }
        let said = events.flatMap { $0.notes ?? [] }.filter { $0.contains("no teacher") }
        #expect(
          said.count == 1 && said[0].contains("nothing was accepted on \(empty) of 12 pages"),
          "once, not on every page")
        let last = try #require(events.last)
        #expect(last.event == "finished" && last.pages == 12 && last.failures == 0)
        #expect(last.stopped == false)
      }
    }

    @Test func `shows a person progress and a summary`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let output = try await GalleyTool.run(
          ["label", "Fixtures/pages/faa-handbook.pdf", "--teacher", "none", "--project"]
            + [folder.appending(path: "p.galley").path])
        #expect(output.code == 0)
        #expect(output.error.contains("1 files\n") && output.error.contains("1/1 pages"))
        #expect(!output.error.contains("0/0"), "nothing is known yet, so nothing is shown")
        #expect(!output.error.contains("\u{1B}"), "no terminal codes in a file")
        #expect(output.text.contains("pages           1 labelled\n"))
        #expect(output.text.contains("text source     text rules (no language model)\n"))
      }
    }

    @Test func `a second time finds all up to date and changes nothing`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        _ = try await GalleyTool.quickLabel(Self.pages, project: project)
        let before = try await GalleyTool.export(project)
        let again = try await GalleyTool.quickLabel(Self.pages, project: project)
        #expect(again.code == 0)
        #expect(try again.events("up_to_date").count == 12)
        #expect(try again.events("labelled").isEmpty)
        #expect(try await GalleyTool.export(project) == before)
      }
    }

    @Test func `ends well before the teacher is ready, or where it need not look`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let broken = folder.appending(path: "broken.png")
        try Data("no image".utf8).write(to: broken)
        func label(_ input: String) async throws -> Int32? {
          try await GalleyTool.run([
            "label", input, "--teacher", "yolov8n-doclaynet", "--passes", "0", "--project",
            folder.appending(path: "p.galley").path,
          ]).code
        }
        #expect(try await label("Fixtures/pages/faa-handbook.pdf") == 0)
        for _ in 0..<8 {
          #expect(try await label("Fixtures/pages/faa-handbook.pdf") == 0)
          #expect(try await label(broken.path) == 3)
        }
      }
    }

    @Test func `with another option labels again`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        let page = ["Fixtures/pages/faa-handbook.pdf"]
        _ = try await GalleyTool.quickLabel(page, project: project)
        let before = try await GalleyTool.export(project)
        for options in [["--dpi", "100"], ["--ocr", "always"], ["--passes", "0"]] {
          let again = try await GalleyTool.quickLabel(page, project: project, options)
          #expect(try again.events("labelled").count == 1, "\(options)")
        }
        _ = try await GalleyTool.quickLabel(page, project: project)
        #expect(try await GalleyTool.export(project) == before, "and back again")
      }
    }

    @Test func `leaves a project of another taxonomy as it was`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        _ = try await GalleyTool.quickLabel(Self.pages, project: project)
        let before = try await GalleyTool.export(project)
        let other = try await GalleyTool.quickLabel(
          Self.pages, project: project, ["--taxonomy", "publaynet"])
        #expect(other.code == 74)
        #expect(try await GalleyTool.export(project) == before)
      }
    }

    @Test func `keeps JSON lines whole however long they are`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        // With paths of about 4000 bytes the lines exceed what a pipe takes in one piece; a reader
        // that is late lets the pipe fill.
        let script = """
          deep=pages/$(printf '%0216d/%0216d/%0216d/%0216d/%0216d/%0216d' 1 2 3 4 5 6)
          deep=$deep/$(printf '%0216d/%0216d/%0216d/%0216d/%0216d/%0216d' 1 2 3 4 5 6)
          deep=$deep/$(printf '%0216d/%0216d/%0216d/%0216d/%0216d/%0216d' 1 2 3 4 5 6)
          mkdir -p $deep
          for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cp "$1" $deep/$number.pdf; done
          "$0" label $PWD/pages --project p.galley --teacher none --jobs 8 --json | (sleep 3; cat)
          """
        let pipe = try RunningTool(
          URL(fileURLWithPath: "/bin/sh"),
          ["-c", script, GalleyTool.executable.path, Fixture.file("pages/two-columns.pdf").path],
          in: folder, input: nil, environment: [:])
        let output = try await pipe.end()
        #expect(try output.events("labelled").count == 48)
        #expect(try output.events.last?.event == "finished")
        #expect(output.text.split(separator: "\n").contains { $0.utf8.count > 4096 })
      }
    }
  }
}
