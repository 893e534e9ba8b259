import Foundation
import GalleyTesting
import LabelStore
import Labelling
import Testing

@Suite("A labelling job")
struct LabellingJobTests {
  @Test func `labels every page and finds all up to date afterwards`() async throws {
    try await TrialProject.with { project in
      let files = try ["a.pdf", "b.pdf", "c.pdf"].map { try project.addPDF($0) }
      let first = try await project.label(files, jobs: 2)
      #expect(first.outcome.pages == 3 && first.outcome.failures == 0)
      #expect(Set(first.labelled.map(\.file)) == Set(files))
      #expect(first.labelled.allSatisfy { $0.textOrigin == "text_layer" && $0.regions > 0 })
      let keys = try await project.store.pageKeys()
      let before = try await labels(keys, in: project)
      let second = try await project.label(files, jobs: 2)
      #expect(second.upToDate == 3 && second.labelled.isEmpty && second.outcome.pages == 3)
      #expect(try await labels(keys, in: project) == before)
    }
  }

  @Test func `goes on after bad files and pages, and keeps the reasons`() async throws {
    try await TrialProject.with { project in
      let sound = try project.addPDF("sound.pdf")
      let bad = try [
        project.add("empty.pdf", Data()), project.add("text.pdf", Data("hello there".utf8)),
        project.add("cut.pdf", SmallPDF(width: 99, height: 99, content: "").data.prefix(60)),
        project.add("huge.pdf", SmallPDF(width: 99_999, height: 99_999, content: "").data),
      ]
      let trial = try await project.label(bad + [project.folder.path + "/gone.pdf", sound])
      #expect(trial.outcome.pages == 1 && trial.outcome.failures == 5)
      let expected = [
        ("empty.pdf", 0, "is empty"), ("text.pdf", 0, "looks like plain text"),
        ("cut.pdf", 0, "damaged or cut short"), ("huge.pdf", 1, "over the limit"),
        ("gone.pdf", 0, "no such file"),
      ]
      let kept = try await project.store.failures()
      for (name, page, reason) in expected {
        #expect(trial.failures.contains { $0.hasPrefix("\(name) \(page)") && $0.contains(reason) })
        #expect(
          kept.contains {
            $0.path.hasSuffix("/" + name) && ($0.page ?? 0) == page && $0.reason.contains(reason)
          }, "\(name) in the store")
      }
      #expect(kept.count == expected.count)
    }
  }

  @Test func `blames the damaged page of a file alone`() async throws {
    try await TrialProject.with { project in
      let file = try await SmallPDF.united(
        ["0 0 9 9 re f", "0 0 9 9 re f nonsense", "0 0 9 9 re f"], in: project.folder)
      let log = try await project.label([file.path])
      let warned = log.labelled.filter { $0.notes.contains { $0.contains("nonsense") } }
      #expect(log.labelled.count == 3)
      #expect(warned.map(\.page) == [2])
    }
  }

  @Test func `forgets a failure once the file is sound, and pages that are gone`() async throws {
    try await TrialProject.with { project in
      let file = try project.add("a.pdf", Data("not yet".utf8))
      #expect(try await project.label([file]).outcome.failures == 1)
      let three = try Data(contentsOf: Fixture.file("pages/us-government-tables.pdf"))
      _ = try project.add("a.pdf", three)
      #expect(try await project.label([file]).outcome.pages == 3)
      #expect(try await project.store.failures().isEmpty)
      _ = try project.addPDF("a.pdf")
      #expect(try await project.label([file]).labelled.count == 1)
      #expect(try await project.store.pageKeys() == [PageKey(path: file, number: 1)])
    }
  }

  @Test func `says once that nothing was accepted where no teacher looks`() async throws {
    try await TrialProject.with { project in
      let file = try project.add("blank.pdf", SmallPDF(width: 90, height: 90, content: "").data)
      let trial = try await project.label([file])
      #expect(trial.labelled.first?.accepted == 0)
      #expect(trial.labelled.first?.notes == [])
      let notes = trial.events.compactMap { if case .note(let text) = $0 { text } else { nil } }
      #expect(notes.count == 1 && notes[0].contains("nothing was accepted on 1 of 1 pages"))
    }
  }

  @Test func `notes a page that only stands for a form`() async throws {
    try await TrialProject.with { project in
      let form = "/AcroForm << /Fields [] /XFA [(template) 4 0 R] >>"
      func pdf(_ text: String, _ catalogEntries: String) -> Data {
        SmallPDF(
          width: 900, height: 90, catalogEntries: catalogEntries,
          content: "BT /F1 12 Tf 20 40 Td (\(text)) Tj ET"
        ).data
      }
      let english = "Please wait... If this message is not eventually replaced by the contents"
      let other = "Bitte warten... Aktualisieren Sie Adobe Reader auf die neueste Version"
      for (text, entries, isOne) in [
        (english, form, true), (english, "", true), ("They say: " + english, "", false),
        (other, form + " /NeedsRendering true", true), (other, form, false), (other, "", false),
        ("A form that has its fields on the page", form, false),
      ] {
        let file = try project.add("a.pdf", pdf(text, entries))
        let notes = try #require(await project.label([file]).labelled.first).notes
        #expect(notes.contains(PageLabels.placeholderNote) == isOne, "\(text)")
        #expect(try await project.store.summary().placeholders == (isOne ? 1 : 0))
      }
    }
  }

  @Test func `ends without opening anything when it was stopped before`() async throws {
    try await TrialProject.with { project in
      let stop = StopRequest()
      stop.stop()
      let trial = try await project.label([project.addPDF("a.pdf")], stop: stop)
      #expect(trial.outcome.wasStopped && trial.outcome.pages == 0 && trial.labelled.isEmpty)
    }
  }

  @Test func `finishes the pages in hand when stopped, and goes on later`() async throws {
    try await TrialProject.with { project in
      let files = try (0..<10).map { try project.addPDF("\($0).pdf") }
      let stop = StopRequest()
      let first = try await project.label(
        files, text: RulesAfter { _ in stop.stop() }, jobs: 1, waiting: 1, stop: stop)
      #expect(first.outcome.wasStopped)
      #expect((1...3).contains(first.outcome.pages), "one at work, one waiting, one opened")
      #expect(try await project.store.pageKeys().count == first.outcome.pages)
      let second = try await project.label(files)
      #expect(second.upToDate == first.outcome.pages)
      #expect(second.outcome.pages == 10 && !second.outcome.wasStopped)
    }
  }

  private func labels(_ keys: [PageKey], in project: TrialProject) async throws -> [PageLabels] {
    var labels: [PageLabels] = []
    for key in keys {
      if let page = try await project.store.labels(of: key) { labels.append(page) }
    }
    return labels
  }
}
