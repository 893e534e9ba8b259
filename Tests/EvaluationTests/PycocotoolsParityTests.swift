import Evaluation
import Foundation
import GalleyTesting
import Layout
import Testing

@Suite("Detection metrics against pycocotools")
struct PycocotoolsParityTests {
  private struct Scores: Decodable {
    var overall: [Double]
    var byClass: [[Double]]
  }

  /// The twelve figures over all classes and of each; -1 where undefined.
  private static let script = """
    import contextlib, io, json, sys
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    def mean(values):
        values = values[values > -1]
        return float(values.mean()) if values.size else -1

    scores = []
    for case in json.load(open(sys.argv[1])):
        with contextlib.redirect_stdout(io.StringIO()):
            truth = COCO()
            truth.dataset = case["truth"]
            truth.createIndex()
            evaluation = COCOeval(truth, truth.loadRes(case["results"]), "bbox")
            evaluation.evaluate()
            evaluation.accumulate()
            evaluation.summarize()
        precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]
        scores.append({"overall": list(evaluation.stats), "byClass": [
            [mean(precision[threshold, :, index, area, 2]) for threshold, area in
             [(slice(None), 0), (0, 0), (5, 0), (slice(None), 1), (slice(None), 2),
              (slice(None), 3)]]
            + [mean(recall[:, index, area, limit]) for area, limit in
               [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (3, 2)]]
            for index in range(precision.shape[2])]})
    print(json.dumps(scores))
    """

  @Test("Random sets with ties, crowds, empty images and crowded ones agree within 1e-9")
  func randomSets() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let sets = (0..<240).map { RandomSet(seed: UInt64($0)) }
      let scores = try scores(of: sets, in: folder)
      try #require(scores.count == sets.count)
      for (set, theirs) in zip(sets, scores) {
        let ours = DetectionMetrics(
          truth: set.truth, detections: set.detections, classCount: RandomSet.classCount)
        #expect(agree(ours.overall, theirs.overall), "seed \(set.seed)")
        for (index, metrics) in ours.byClass.enumerated() {
          #expect(agree(metrics.figures, theirs.byClass[index]), "seed \(set.seed), class \(index)")
        }
      }
    }
  }

  private func agree(_ ours: DetectionFigures, _ theirs: [Double]) -> Bool {
    theirs.count == 12
      && zip(DetectionFigure.allCases, theirs).allSatisfy { abs((ours[$0] ?? -1) - $1) < 1e-9 }
  }

  private func scores(of sets: [RandomSet], in folder: URL) throws -> [Scores] {
    let file = folder.appending(path: "sets.json")
    try JSONSerialization.data(withJSONObject: sets.map(\.coco)).write(to: file)
    let output = folder.appending(path: "scores.json")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = Fixture.root.appending(path: ".runtime/venv/bin/python")
    process.arguments = ["-c", Self.script, file.path]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try JSONDecoder().decode([Scores].self, from: Data(contentsOf: output))
  }
}
