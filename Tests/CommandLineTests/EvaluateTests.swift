import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Evaluate")
  struct EvaluateTests {
    private static let truth = "Fixtures/pages/publaynet-sample.json"

    @Test func `finds labels that are predicted as they are`() async throws {
      try await withPredictions { predictions in
        let output = try await GalleyTool.run([
          "evaluate", "--truth", Self.truth, "--predictions", predictions.path, "--json",
        ])
        #expect(output.code == 0, "\(output.error)")
        let json = try JSONSerialization.jsonObject(with: Data(output.text.utf8))
        let report = try #require(json as? [String: Any])
        for name in ["AP", "AP50", "AP75", "APs", "APm", "APl"] {
          let value = try #require(report[name])
          #expect(value is NSNull || abs((value as? Double ?? 0) - 1) < 1e-9, "\(name)")
        }
        for name in ["AR1", "AR10", "AR100", "ARs", "ARm", "ARl"] { #expect(report[name] != nil) }
        let classes = try #require(report["perClass"] as? [[String: Any]])
        #expect(classes.count == 5 && classes.allSatisfy { $0["name"] is String })
        #expect(classes.allSatisfy { $0["AP"] is Double || $0["AP"] is NSNull })
      }
    }

    @Test func `prints the lines of pycocotools, then a table by class`() async throws {
      try await withPredictions { predictions in
        let output = try await GalleyTool.run([
          "evaluate", "--truth", Self.truth, "--predictions", predictions.path,
        ])
        let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
        let head =
          " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 1.000"
        #expect(lines.first.map(String.init) == head)
        #expect(
          lines[1]
            == " Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 1.000")
        #expect(
          lines[6].hasPrefix(
            " Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ]"))
        #expect(lines[12] == "" && lines[13].hasPrefix("class"))
        #expect(lines[13].hasSuffix("AP   AP50   AP75  AR100"))
      }
    }

    @Test func `writes a report`() async throws {
      try await withPredictions { predictions in
        let report = predictions.deletingLastPathComponent().appending(path: "report.html")
        let output = try await GalleyTool.run([
          "evaluate", "--truth", Self.truth, "--predictions", predictions.path, "--report",
          report.path,
        ])
        #expect(output.code == 0, "\(output.error)")
        #expect(try String(contentsOf: report, encoding: .utf8).contains("Confusions"))
      }
    }

    @Test func `names the file, the place and the remedy`() async throws {
      try await withPredictions { predictions in
        let list = #"[{"image_id": 987654, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 1}]"#
        try Data(list.utf8).write(to: predictions)
        let output = try await GalleyTool.run([
          "evaluate", "--truth", Self.truth, "--predictions", predictions.path, "--json",
        ])
        #expect(output.code == 64 && output.text.isEmpty)
        for hint in [predictions.path, "[0]", "987654", "take over the ids"] {
          #expect(output.error.contains(hint), "\(output.error)")
        }
      }
    }

    /// The truth's own labels, all with the score 1.
    private func withPredictions(_ body: (URL) async throws -> Void) async throws {
      try await Fixture.withTemporaryFolder { folder in
        let data = try Data(contentsOf: Fixture.root.appending(path: Self.truth))
        let truth = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        var labels = try #require(truth?["annotations"] as? [[String: Any]])
        for index in labels.indices { labels[index]["score"] = 1 }
        let predictions = folder.appending(path: "predictions.json")
        try JSONSerialization.data(withJSONObject: ["annotations": labels]).write(to: predictions)
        try await body(predictions)
      }
    }
  }
}
