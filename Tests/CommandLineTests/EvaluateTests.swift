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

    @Test func `tells what is wrong and what it costs`() async throws {
      try await withPredictions { predictions in
        let arguments = [
          "evaluate", "--truth", Self.truth, "--predictions", predictions.path, "--errors",
        ]
        let output = try await GalleyTool.run(arguments)
        let head = "errors, points of AP50  class  gain  box  gain  both  gain  duplicate  gain"
        #expect(output.text.contains("\n\n" + head), "\(output.text)")
        let json = try await GalleyTool.run(arguments + ["--json"]).text
        let report = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let errors = try #require(report?["errors"] as? [String: Any])
        let overall = try #require(errors["overall"] as? [String: Any])
        let kinds = try #require(overall["kinds"] as? [String: [String: Double]])
        #expect(
          Set(kinds.keys) == ["class", "box", "both", "duplicate", "background", "missed"])
        #expect(kinds.values.allSatisfy { $0 == ["count": 0, "dAP50": 0] })
        #expect((errors["perClass"] as? [Any])?.count == 5 && report?["comparisons"] == nil)
      }
    }

    @Test func `compares with another model, and over seeds`() async throws {
      try await withPredictions { predictions in
        let file = predictions.path
        let output = try await GalleyTool.run([
          "evaluate", "--truth", Self.truth, "--predictions", file, "--compare", file, "--draws",
          "20",
        ])
        #expect(output.code == 0 && output.error.isEmpty, "\(output.error)")
        #expect(output.text.contains("\(file) less \(file), AP points; "))
        #expect(output.text.contains(", 20 draws\nfigure "))
        let seeds = try await GalleyTool.run(
          ["evaluate", "--truth", Self.truth, "--predictions", file, file]
            + ["--compare", file, file, "--compare", file, file]
            + ["--draws", "20", "--json"])
        let json = try JSONSerialization.jsonObject(with: Data(seeds.text.utf8)) as? [String: Any]
        let arms = try #require(json?["comparisons"] as? [[String: Any]])
        #expect(arms.count == 2 && json?["AP"] == nil)
        let figures = try #require(arms[0]["figures"] as? [[String: Any]])
        #expect(figures[0]["figure"] as? String == "AP" && figures[0]["class"] == nil)
        for name in ["page", "document", "tTest", "equivalence"] {
          let test = try #require(figures[0][name] as? [String: Double], "\(name)")
          #expect(test["p"] != nil && test["pHolm"] != nil, "\(name)")
        }
      }
    }

    @Test(
      "says what cannot be compared, and what to do",
      arguments: [
        (["--draws", "5"], ["--draws, --seed and --margin need --compare"]),
        (["FILE"], ["Several --predictions need --compare"]),
        (["FILE", "--compare", "FILE"], ["1 files", "--predictions 2", "one for each seed"]),
        (["--compare", "FILE", "--margin", "1"], ["--margin needs several seeds"]),
        (["--compare", "FILE", "--draws", "0"], ["--draws must be at least 1"]),
        (["--compare", "FILE", "--seed", "-1"], ["--seed"]),
        (["FILE", "--compare", "FILE", "FILE", "--errors"], ["one file of --predictions"]),
        (["--compare", "/nowhere.json"], ["/nowhere.json", "check the path"]),
        (["--compare", "EMPTY"], ["empty.json", "has no predictions", "galley predict"]),
        (["--compare", "OTHER"], ["other.json", "lists other images", "the same images"]),
      ])
    func faults(arguments: [String], hints: [String]) async throws {
      try await withPredictions { predictions in
        let folder = predictions.deletingLastPathComponent()
        let files = ["FILE": predictions.path].merging(
          ["EMPTY", "OTHER"].map { ($0, "\(folder.path)/\($0.lowercased()).json") },
          uniquingKeysWith: { $1 })
        try Data("[]".utf8).write(to: folder.appending(path: "empty.json"))
        try writeOther(folder.appending(path: "other.json"))
        let output = try await GalleyTool.run(
          ["evaluate", "--truth", Self.truth, "--predictions", predictions.path]
            + arguments.map { files[$0] ?? $0 })
        #expect(output.code == 64 && output.text.isEmpty)
        for hint in hints {
          #expect(
            output.error.replacing("\n", with: " ").contains(hint), "\(hint): \(output.error)")
        }
      }
    }

    /// The truth's labels with a score, of a data set that lists one image only.
    private func writeOther(_ file: URL) throws {
      let data = try Data(contentsOf: Fixture.root.appending(path: Self.truth))
      var truth = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
      let labels = try #require(truth["annotations"] as? [[String: Any]])
      truth["annotations"] = labels.map { $0.merging(["score": 1]) { $1 } }
      truth["images"] = (truth["images"] as? [Any])?.prefix(1).map(\.self)
      try JSONSerialization.data(withJSONObject: truth).write(to: file)
    }

    /// The truth's own labels, all with the score 1.
    private func withPredictions(_ body: (URL) async throws -> Void) async throws {
      try await Fixture.withTemporaryFolder { folder in
        let data = try Data(contentsOf: Fixture.root.appending(path: Self.truth))
        let truth = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        var labels = try #require(truth?["annotations"] as? [[String: Any]])
        for index in labels.indices { labels[index]["score"] = 1 }
        let predictions = folder.appending(path: "predictions.json")
        try JSONSerialization.data(
          withJSONObject: ["annotations": labels, "images": truth?["images"] ?? []]
        ).write(to: predictions)
        try await body(predictions)
      }
    }
  }
}
