import Layout
import Student
import Tensors

/// A tiny student, random images and what is to be found in them: all from a seed.
struct StudentTrial {
  static let classCount = 5

  let store: ParameterStore
  let student: Student
  /// `[batch, 3, height, width]`.
  let images: Tensor
  /// By image.
  let truths: [[Truth]]
  /// By image, where nothing is learnt.
  let ignored: [[Box]]

  init(seed: UInt64, batch: Int, width: Int, height: Int) throws {
    store = try ParameterStore(seed: seed)
    student = try Student(store.root, preset: .tiny, classCount: Self.classCount)
    let generator = try RandomGenerator(seed: seed + 1)
    try store.scatter(generator)
    // Some variances of left sides are beyond the bounds of their factor.
    try store["head.variances.bias"]?.replaceNumbers(by: Tensor([Float(5.5), 0, 0, 0]))
    images = try .normal([batch, 3, height, width], generator)
    truths = try (0..<batch).map { _ in
      try Self.truths(width: Double(width), height: Double(height), generator)
    }
    ignored = (0..<batch).map { image in
      image == 0
        ? [Box(x: 5.25, y: 7.5, width: Double(width) / 3, height: Double(height) / 4)] : []
    }
  }

  /// Regions of all sizes; among them a thin rule between the points, a region as large as the page,
  /// one that lies upon another, and one that reaches farther to the left than any level can say.
  private static func truths(
    width: Double, height: Double, _ generator: RandomGenerator
  ) throws -> [Truth] {
    let count = 8
    let drawn = try Tensor.uniform([count, 10], generator, .float64).array(of: Double.self)
    var truths: [Truth] = []
    for index in 0..<count {
      let draw = Array(drawn[index * 10..<(index + 1) * 10])
      let size = (
        width: (0.1 + 0.5 * draw[0]) * width, height: (0.05 + 0.4 * draw[1]) * height
      )
      let box = Box(
        x: draw[2] * (width - size.width), y: draw[3] * (height - size.height),
        width: size.width, height: size.height)
      let isHuman = index % 2 == 0
      truths.append(
        Truth(
          box: box, classIndex: Int(draw[4] * Double(classCount)),
          variance: isHuman
            ? BoxVariance(uniform: 0)
            : BoxVariance(x1: 9 * draw[5], y1: 4 * draw[6], x2: 9 * draw[7], y2: 4 * draw[8]),
          confidence: isHuman ? 1 : 0.5 + draw[9] / 2))
    }
    truths[0].box = Box(x: 0.3 * width + 0.375, y: 8.5, width: 0.4 * width, height: 2)
    truths[1].box = Box(x: 1.5, y: 2.25, width: width - 4, height: height - 5)
    truths[2].box = truths[3].box.translated(x: 3.25, y: -2.5)
    truths[4].box = Box(x: -1125, y: -400, width: 1125 + 0.75 * width, height: 1100)
    return truths
  }

  /// The student's tensors, the images and the truths by the names that the scripts read.
  func given() throws -> [String: Tensor] {
    var given = ["images": images]
    for entry in store.entries {
      given["model.\(entry.name)"] = try entry.tensor.detached().copied()
    }
    for (image, truths) in truths.enumerated() {
      let rows = truths.flatMap { truth in
        truth.box.edges + [Double(truth.classIndex)]
          + truth.variance.edges + [truth.confidence]
      }
      given["truths.\(image)"] = try Tensor(rows, shape: [truths.count, 10])
      let boxes = ignored[image].flatMap(\.edges)
      given["ignored.\(image)"] = try Tensor(boxes, shape: [ignored[image].count, 4])
    }
    return given
  }
}

extension ParameterStore {
  /// Moves all tensors away from where they start, so that every part counts in what comes out.
  func scatter(_ generator: RandomGenerator) throws {
    for entry in entries {
      let tensor = entry.tensor
      if entry.name.hasSuffix("running_var") {
        try tensor.replaceNumbers(by: .uniform(tensor.shape, generator) + 0.5)
      } else {
        // What attention adds is hardly there at first.
        let amount = entry.name.hasSuffix("_scale") ? 0.3 : 0.05
        try tensor.addInPlace(.normal(tensor.shape, generator), times: amount)
      }
    }
  }
}
