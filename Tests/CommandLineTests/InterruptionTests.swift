import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("A run that is cut off")
  struct InterruptionTests {
    /// Labels `pages/` of the working folder; the paths, and so the exports, are the same anywhere.
    private static let label = [
      "label", "pages", "--project", "p.galley", "--teacher", "none", "--ocr", "never", "--json",
    ]
    private static let pageCount = 36

    /// Lays twelve copies of a report of three pages: some seconds of work.
    private static func withPages(_ body: (URL) async throws -> Void) async throws {
      try await Fixture.withTemporaryFolder { folder in
        let pages = folder.appending(path: "pages")
        try FileManager.default.createDirectory(at: pages, withIntermediateDirectories: true)
        for number in 0..<12 {
          try FileManager.default.copyItem(
            at: Fixture.file("pages/us-government-tables.pdf"),
            to: pages.appending(path: "report \(number).pdf"))
        }
        try await body(folder)
      }
    }

    /// The export of a run that nothing disturbed.
    private static let undisturbed = Task {
      var export = ""
      try await withPages { folder in
        #expect(try await GalleyTool.run(label, in: folder).code == 0)
        export = try await GalleyTool.export(folder.appending(path: "p.galley"))
      }
      #expect(try COCOFile(export).images.count == pageCount)
      return export
    }

    private func expectAsUndisturbed(_ folder: URL) async throws {
      let export = try await GalleyTool.export(folder.appending(path: "p.galley"))
      #expect(export == (try await Self.undisturbed.value))
    }

    @Test(
      "by Ctrl-C or a polite kill ends with 130 and goes on later", arguments: [SIGINT, SIGTERM])
    func interrupt(signal: Int32) async throws {
      try await Self.withPages { folder in
        let running = try GalleyTool.start(Self.label, in: folder)
        try await running.waitUntilOutput(contains: "\"labelled\"")
        running.send(signal)
        let stopped = try await running.end()
        #expect(stopped.code == 130)
        #expect(stopped.error.contains("press Ctrl-C again to stop at once"))
        #expect(stopped.error.contains("run the same command again to go on"))
        let last = try #require(try stopped.events.last)
        #expect(last.event == "finished" && last.stopped == true)
        let done = try stopped.events("labelled").count
        #expect(done < Self.pageCount && last.pages == done, "the pages in hand are finished")

        let resumed = try await GalleyTool.run(Self.label, in: folder)
        #expect(resumed.code == 0)
        #expect(try resumed.events("up_to_date").count == done)
        #expect(try resumed.events("labelled").count == Self.pageCount - done)
        try await expectAsUndisturbed(folder)
      }
    }

    @Test func `by a second Ctrl-C ends at once`() async throws {
      try await Self.withPages { folder in
        // A page that takes long holds up the first Ctrl-C.
        let slow = Fixture.file("pages/scan-hilbert-1897.jpg").path
        let arguments = Self.label.map {
          switch $0 {
          case "never": "always"
          case "pages": slow
          default: $0
          }
        }
        let running = try GalleyTool.start(
          arguments + ["--dpi", "300", "--jobs", "1"], in: folder)
        try await running.waitUntilOutput(contains: "\"opened\"")
        try await Task.sleep(for: .milliseconds(300))
        running.send(SIGINT)
        try await Task.sleep(for: .milliseconds(100))
        running.send(SIGINT)
        let stopped = try await running.end(limit: 5)
        #expect(stopped.code == 130)
        #expect(!stopped.text.contains("finished"))
      }
    }

    @Test func `by SIGKILL at any moment leaves whole pages, and goes on later`() async throws {
      try await Self.withPages { folder in
        var kills = 0
        for milliseconds in [5, 60, 200, 330, 450, 120, 700] {
          let running = try GalleyTool.start(Self.label, in: folder)
          try await Task.sleep(for: .milliseconds(milliseconds))
          running.send(SIGKILL)
          if try await running.end().code == nil { kills += 1 }
          // What is there can be exported, whole.
          let export = try await GalleyTool.run(
            [
              "export", "--project", "p.galley", "--format", "coco",
            ], in: folder)
          #expect([0, 74].contains(export.code), "\(export.error)")
          if export.code == 0 { _ = try COCOFile(export.text) }
        }
        #expect(kills >= 3, "the runs lasted long enough to be killed")
        #expect(try await GalleyTool.run(Self.label, in: folder).code == 0)
        try await expectAsUndisturbed(folder)
      }
    }

    @Test func `begun at the same moment as others finds one sound project`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        for round in 0..<8 {
          let arguments = [
            "label", Fixture.file("pages/faa-handbook.pdf").path, "--project", "\(round).galley",
            "--teacher", "none", "--ocr", "never",
          ]
          let all = try (0..<3).map { _ in try GalleyTool.start(arguments, in: folder) }
          for running in all {
            let output = try await running.end()
            #expect(output.code == 0, "\(output.error)")
          }
        }
      }
    }

    @Test func `beside another on the same project comes to the same labels`() async throws {
      try await Self.withPages { folder in
        let both = try (0..<2).map { _ in try GalleyTool.start(Self.label, in: folder) }
        for running in both {
          let output = try await running.end()
          #expect(output.code == 0, "\(output.error)")
          #expect(try output.events.last?.pages == Self.pageCount)
        }
        try await expectAsUndisturbed(folder)
      }
    }
  }
}
