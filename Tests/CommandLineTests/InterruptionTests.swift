import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("A run that is cut off")
  struct InterruptionTests {
    /// Twenty copies of a report: sixty pages, some seconds of work.
    private func withPages(_ body: (_ arguments: (URL) -> [String], URL) async throws -> Void)
      async throws
    {
      try await Fixture.withTemporaryFolder { folder in
        let pages = folder.appending(path: "pages")
        try FileManager.default.createDirectory(at: pages, withIntermediateDirectories: true)
        for number in 0..<20 {
          try FileManager.default.copyItem(
            at: Fixture.file("pages/us-government-tables.pdf"),
            to: pages.appending(path: "report \(number).pdf"))
        }
        try await body(
          { project in
            [
              "label", pages.path, "--project", project.path, "--teacher", "none", "--ocr",
              "never", "--json",
            ]
          }, folder)
      }
    }

    /// The export of a run that nothing disturbed.
    private func undisturbed(_ label: (URL) -> [String], _ folder: URL) async throws -> String {
      let project = folder.appending(path: "undisturbed.galley")
      #expect(try await GalleyTool.run(label(project)).code == 0)
      return try await GalleyTool.export(project)
    }

    @Test(
      "by Ctrl-C or a polite kill ends with 130 and goes on later", arguments: [SIGINT, SIGTERM])
    func interrupt(signal: Int32) async throws {
      try await withPages { label, folder in
        let project = folder.appending(path: "p.galley")
        let running = try GalleyTool.start(label(project))
        try await running.waitUntilOutput(contains: "\"labelled\"")
        running.send(signal)
        let stopped = try await running.end()
        #expect(stopped.code == 130)
        #expect(stopped.error.contains("press Ctrl-C again to stop at once"))
        #expect(stopped.error.contains("run the same command again to go on"))
        let last = try #require(try stopped.events.last)
        #expect(last.event == "finished" && last.stopped == true)
        let done = try stopped.events("labelled").count
        #expect(done < 60 && last.pages == done, "the pages in hand are finished")

        let resumed = try await GalleyTool.run(label(project))
        #expect(resumed.code == 0)
        #expect(try resumed.events("up_to_date").count == done)
        #expect(try resumed.events("labelled").count == 60 - done)
        #expect(
          try await GalleyTool.export(project) == (try await undisturbed(label, folder)))
      }
    }

    @Test func `by a second Ctrl-C ends at once`() async throws {
      try await withPages { label, folder in
        let project = folder.appending(path: "p.galley")
        // A page that takes long holds up the first Ctrl-C.
        let slow = Fixture.file("pages/scan-hilbert-1897.jpg").path
        let arguments = label(project).map { $0 == "never" ? "always" : $0 } + [slow]
        let running = try GalleyTool.start(arguments + ["--dpi", "300", "--jobs", "1"])
        try await running.waitUntilOutput(contains: "\"opened\"")
        running.send(SIGINT)
        try await Task.sleep(for: .milliseconds(100))
        running.send(SIGINT)
        let stopped = try await running.end(limit: 5)
        #expect(stopped.code == 130)
        #expect(!stopped.text.contains("finished"))
      }
    }

    @Test func `by SIGKILL at any moment leaves whole pages, and goes on later`() async throws {
      try await withPages { label, folder in
        let project = folder.appending(path: "p.galley")
        var kills = 0
        for milliseconds in [5, 60, 200, 330, 450, 120, 700] {
          let running = try GalleyTool.start(label(project))
          try await Task.sleep(for: .milliseconds(milliseconds))
          running.send(SIGKILL)
          if try await running.end().code == nil { kills += 1 }
          // What is there can be exported, whole.
          let export = try await GalleyTool.run([
            "export", "--project", project.path, "--format", "coco",
          ])
          #expect([0, 74].contains(export.code), "\(export.error)")
          if export.code == 0 { _ = try COCOFile(export.text) }
        }
        #expect(kills >= 3, "the runs lasted long enough to be killed")
        #expect(try await GalleyTool.run(label(project)).code == 0)
        #expect(
          try await GalleyTool.export(project) == (try await undisturbed(label, folder)))
      }
    }

    @Test func `beside another on the same project comes to the same labels`() async throws {
      try await withPages { label, folder in
        let project = folder.appending(path: "p.galley")
        let both = try (0..<2).map { _ in try GalleyTool.start(label(project)) }
        for running in both {
          let output = try await running.end()
          #expect(output.code == 0, "\(output.error)")
          #expect(try output.events.last?.pages == 60)
        }
        #expect(
          try await GalleyTool.export(project) == (try await undisturbed(label, folder)))
      }
    }
  }
}
