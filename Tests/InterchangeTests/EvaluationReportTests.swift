import Evaluation
import Foundation
import GalleyTesting
import Interchange
import Testing

@Suite("HTML report of an evaluation")
struct EvaluationReportTests {
  private static let truth = #"""
    {"images": [{"id": 1}], "categories": [{"id": 1, "name": "<b>Text</b>"}, {"id": 2, "name": "T"}],
     "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 50, 50]}]}
    """#
  private static let results =
    #"[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 50, 50], "score": 0.8}]"#

  @Test("is whole, escapes names, loads nothing, and draws a class that is labelled")
  func page() async throws {
    let html = try await report(truth: Self.truth)
    let markup = Markup(html)
    #expect(markup.unbalanced.isEmpty, "\(markup.unbalanced)")
    #expect(markup.all("b").isEmpty && html.contains("&lt;b&gt;Text&lt;/b&gt;"))
    #expect(markup.all("script").isEmpty && markup.all("link").isEmpty)
    // The mean and one class of two, with three lines each.
    #expect(markup.all("svg").count == 2 && markup.all("polyline").count == 6)
    let points = markup.all("polyline").first?.attributes["points"] ?? ""
    #expect(points.hasPrefix("0,0.0 1,0.0 ") && points.hasSuffix(" 100,0.0"))
    #expect(html.contains("<dt>AP</dt><dd>1.000</dd>") && html.contains("<dt>APs</dt><dd>–</dd>"))
  }

  @Test("shows confusions by shares of a row")
  func confusions() async throws {
    let cells = Markup(try await report(truth: Self.truth)).all("td").compactMap {
      $0.attributes["title"]
    }
    #expect(cells.count == 9)
    #expect(
      cells[0] == "labelled &lt;b&gt;Text&lt;/b&gt;, detected &lt;b&gt;Text&lt;/b&gt;: 1 of 1")
    #expect(cells[8] == "labelled nothing, detected nothing: 0 of 0")
  }

  @Test("shows errors of all classes, then of each")
  func errors() async throws {
    let html = try await report(
      truth: Self.truth.replacing("\"category_id\": 1", with: "\"category_id\": 2"))
    #expect(Markup(html).all("td").count { $0.attributes["class"] == "gain" } == 18)
    #expect(html.contains("<td>1</td><td class=\"gain\" style=\"--share: 1.000\">100.0</td>"))
  }

  @Test("says when nothing is labelled")
  func nothing() async throws {
    let html = try await report(
      truth: Self.truth.replacing(/"annotations": .*/, with: "\"annotations\": []}"))
    #expect(html.contains("Nothing is labelled.") && !html.contains("<svg"))
  }

  private func report(truth: String) async throws -> String {
    try await Fixture.withTemporaryFolder { folder in
      let files = ["truth.json", "results.json", "report.html"].map { folder.appending(path: $0) }
      try Data(truth.utf8).write(to: files[0])
      try Data(Self.results.utf8).write(to: files[1])
      let set = try await COCOEvaluation(truth: files[0], predictions: files[1])
      try EvaluationReport(
        set,
        metrics: DetectionMetrics(truth: set.truth, detections: set.detections, classCount: 2),
        errors: ErrorBreakdown(truth: set.truth, detections: set.detections, classCount: 2),
        confusion: ConfusionMatrix(truth: set.truth, detections: set.detections, classCount: 2),
        truth: "truth.json", predictions: "results.json"
      ).write(to: files[2])
      return try String(contentsOf: files[2], encoding: .utf8)
    }
  }
}
