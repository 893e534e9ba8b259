import Evaluation
import GalleyTesting

/// Boxes at random, some of them seen, more or less where they are.
///
/// Every second set has edges between pixels; every fourth numbers its labels from 0. A class is
/// rare, one is only seen, and image ids do not rise in the file.
struct RandomSet {
  static let classCount = 5
  private static let images = [31, 4, 15, 92, 65, 35, 8, 97, 9, 3]

  let seed: UInt64
  private(set) var truth: [TruthBox] = []
  private(set) var detections: [ScoredBox] = []
  private var firstID: Int { seed % 4 == 3 ? 0 : 1 }
  private var random: SeededGenerator

  init(seed: UInt64) {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    for image in Self.images where !random.chance(0.15) {
      for _ in 0..<Int(random.uniform(0, 10)) { addThing(to: image) }
    }
    for (index, box) in truth.indices.enumerated() {
      truth[box].isNeverFound = index + firstID == 0
    }
    // More of a class on one image than count.
    for index in 0..<(random.chance(0.3) ? 130 : 3) {
      let extent = BoxExtent(x: Double(index), y: 3, width: 40, height: 30)
      detections.append(
        ScoredBox(image: 8, classIndex: 1, extent: extent, score: Double(index % 7) / 7))
    }
    detections.shuffle(using: &random)
  }

  private mutating func addThing(to image: Int) {
    let extent = BoxExtent(
      x: number(0, 400), y: number(0, 400), width: side(), height: side())
    let classIndex = random.chance(0.03) ? 3 : Int(random.uniform(0, 2.99))
    truth.append(
      TruthBox(
        image: image, classIndex: classIndex, extent: extent,
        // As of a mask; now and then on the border between two sizes.
        area: random.chance(0.5) ? nil : random.chance(0.2) ? 1024 : extent.area * 0.7,
        isCrowd: random.chance(0.12)))
    for _ in 0..<Int(random.uniform(0, 3)) {
      var near = extent
      near.x += number(-9, 9)
      near.y += number(-9, 9)
      near.width = max(1, near.width + number(-9, 9))
      detections.append(
        ScoredBox(
          image: image,
          classIndex: random.chance(0.85) ? classIndex : Int(random.uniform(0, 4.99)),
          extent: random.chance(0.3) ? extent : near,
          // Few values, so that many tie.
          score: (random.uniform() * 10).rounded() / 10))
    }
  }

  private mutating func side() -> Double {
    random.chance(0.1) ? 32 : random.chance(0.1) ? 96 : number(5, 150)
  }

  private mutating func number(_ low: Double, _ high: Double) -> Double {
    let value = random.uniform(low, high)
    return seed % 2 == 0 ? value.rounded() : (value * 100).rounded() / 100
  }

  /// The set as the two files that pycocotools reads.
  var coco: [String: Any] {
    func values(_ extent: BoxExtent) -> [Double] {
      [extent.x, extent.y, extent.width, extent.height]
    }
    return [
      "truth": [
        "images": Self.images.map { ["id": $0, "width": 600, "height": 600] },
        "categories": (0..<Self.classCount).map { ["id": 3 * $0 + 2, "name": "c\($0)"] },
        "annotations": truth.enumerated().map { index, label in
          [
            "id": index + firstID, "image_id": label.image,
            "category_id": 3 * label.classIndex + 2, "bbox": values(label.extent),
            "area": label.area, "iscrowd": label.isCrowd ? 1 : 0,
          ] as [String: Any]
        },
      ] as [String: Any],
      "results": detections.map {
        [
          "image_id": $0.image, "category_id": 3 * $0.classIndex + 2, "bbox": values($0.extent),
          "score": $0.score,
        ] as [String: Any]
      },
    ]
  }
}
