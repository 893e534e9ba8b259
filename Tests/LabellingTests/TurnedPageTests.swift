import Foundation
import GalleyTesting
import LabelStore
import Labelling
import Layout
import PageImages
import Testing

@Suite("A page that lies wrongly in its file")
struct TurnedPageTests {
  private func readAll(_ parameters: inout LabellingParameters) {
    parameters.textRecognition = .auto
    parameters.languages = ["eng"]
  }

  @Test func `is read upright, and its labels lie where the file has them`() async throws {
    try await TrialProject.with { project in
      let file = try project.add(
        "scan.png", Data(contentsOf: Fixture.file("text/upside-down-no-tag.png")))
      _ = try await project.label([file], change: readAll)
      let key = PageKey(path: file, number: 1)
      let labels = try #require(try await project.store.labels(of: key))
      #expect(labels.page.readingTurn == 180)
      #expect(labels.page.rotation == 0)
      // The heading stands first, and lies at the foot of the file's page, from the right.
      let heading = labels.text.words.prefix(2)
      #expect(heading.map(\.text) == ["A", "Heading"])
      #expect(heading.allSatisfy { $0.box.y1 > 0.8 * Double(labels.page.height) })
      #expect(heading[0].box.x1 > heading[1].box.x1)
      for region in labels.fused {
        let words = labels.proposals.flatMap(\.evidence.wordIDs).map { labels.text.words[$0].box }
        #expect(words.contains { $0.fractionInside(region.box) > 0.9 })
      }
      #expect(!labels.fused.isEmpty)

      // Fused anew without being looked at, it comes out the same.
      let again = try await project.label([file]) { parameters in
        readAll(&parameters)
        parameters.promptVersion = "2"
      }
      #expect(again.labelled.first?.seconds.map(\.stage) == ["fuse", "propose"])
      let repeated = try #require(try await project.store.labels(of: key))
      #expect(repeated.page == labels.page)
      #expect(repeated.text == labels.text)
      #expect(repeated.fused == labels.fused)
    }
  }

  @Test func `is for review where it cannot be read`() async throws {
    try await TrialProject.with { project in
      let file = try project.add(
        "overprinted.png", ImageEncoding.data(await OverprintedPage.image(), as: .png))
      let trial = try await project.label([file], change: readAll)
      let report = try #require(trial.labelled.first)
      #expect(report.accepted == 0)
      #expect(report.textOrigin == "illegible")
      #expect(
        report.notes.contains { $0.hasPrefix("for review: ") && $0.contains("hardly be read") })
      let labels = try await project.store.labels(of: PageKey(path: file, number: 1))
      #expect(labels?.proposals.isEmpty == true)
    }
  }
}
