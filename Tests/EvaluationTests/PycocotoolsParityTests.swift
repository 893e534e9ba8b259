import Evaluation
import Foundation
import GalleyTesting
import Layout
import Testing

@Suite("Average precision against pycocotools")
struct PycocotoolsParityTests {
  private struct Scores: Decodable {
    var mean: Double
    var at50: Double
  }

  private static let script = """
    import contextlib, io, json, sys
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
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
        scores.append({"mean": evaluation.stats[0], "at50": evaluation.stats[1]})
    print(json.dumps(scores))
    """

  @Test("Random sets with ties, crowds, empty images and crowded ones agree within 1e-9")
  func randomSets() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let sets = (0..<40).map { RandomSet(seed: UInt64($0)) }
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
      let scores = try JSONDecoder().decode([Scores].self, from: Data(contentsOf: output))
      for (set, theirs) in zip(sets, scores) {
        let ours = AveragePrecision(
          truth: set.truth, detections: set.detections, classCount: RandomSet.classCount)
        #expect(abs((ours.mean ?? -1) - theirs.mean) < 1e-9)
        #expect(abs((ours.at50 ?? -1) - theirs.at50) < 1e-9)
      }
    }
  }
}

/// Boxes at random, some of them seen, more or less where they are.
private struct RandomSet {
  static let classCount = 4

  var truth: [TruthBox] = []
  var detections: [ScoredBox] = []
  private let images = 12

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for image in 0..<images where !random.chance(0.15) {
      for _ in 0..<Int(random.uniform(0, 12)) {
        let box = Box(
          x: random.uniform(0, 400).rounded(), y: random.uniform(0, 400).rounded(),
          width: random.uniform(5, 150).rounded(), height: random.uniform(5, 150).rounded())
        let label = TruthBox(
          image: image, classIndex: Int(random.uniform(0, 3.99)), box: box,
          isCrowd: random.chance(0.1))
        truth.append(label)
        for _ in 0..<Int(random.uniform(0, 3)) {
          let shift = random.uniform(0, 12)
          detections.append(
            ScoredBox(
              image: image,
              classIndex: random.chance(0.8) ? label.classIndex : Int(random.uniform(0, 3.99)),
              box: box.translated(x: shift.rounded(), y: random.uniform(-9, 9).rounded()),
              // Few values, so that many tie.
              score: (random.uniform() * 10).rounded() / 10))
        }
      }
    }
    // More of a class on one image than count.
    for index in 0..<130 {
      detections.append(
        ScoredBox(
          image: 0, classIndex: 1, box: Box(x: Double(index), y: 3, width: 40, height: 30),
          score: Double(index % 7) / 7))
    }
  }

  var coco: [String: Any] {
    func values(_ box: Box) -> [Double] { [box.x1, box.y1, box.width, box.height] }
    return [
      "truth": [
        "images": (0..<images).map { ["id": $0 + 1, "width": 600, "height": 600] },
        "categories": (0..<Self.classCount).map { ["id": $0 + 1, "name": "c\($0)"] },
        "annotations": truth.enumerated().map { index, label in
          [
            "id": index + 1, "image_id": label.image + 1, "category_id": label.classIndex + 1,
            "bbox": values(label.box), "area": label.box.area,
            "iscrowd": label.isCrowd ? 1 : 0,
          ] as [String: Any]
        },
      ] as [String: Any],
      "results": detections.map {
        [
          "image_id": $0.image + 1, "category_id": $0.classIndex + 1, "bbox": values($0.box),
          "score": $0.score,
        ] as [String: Any]
      },
    ]
  }
}
