import GalleyTesting
import Layout
import Student
import Tensors
import Testing

@Suite("A student learns", .serialized)
struct LearningTests {
  @Test func `one page by heart`() throws {
    let page = DrawnPage(seed: 3)
    let store = try ParameterStore(seed: 1)
    let student = try Student(store.root, preset: .tiny, classCount: 5)
    let loss = DetectionLoss(shape: student.shape)
    let images = try page.image()
    let truths = page.truths
    var adam = try TestAdam(store)
    let start = ContinuousClock.now
    for step in 0..<200 {
      try store.clearGradients()
      let parts = try loss(student(images, .training), [truths])
      try parts.total.backward()
      try adam.step(rate: 2e-3 * min(1, Double(step + 1) / 20))
      if step % 20 == 0 { print(step, try parts.total.item(), parts.parts, parts.positives) }
    }
    print("200 steps:", ContinuousClock.now - start)
    for phase in [Phase.training, .inference] {
      let found = try StudentDecoder().detections(student(images, phase))[0]
      for truth in truths {
        let best =
          found.filter { $0.classIndex == truth.classIndex }
          .map { $0.box.intersectionOverUnion(truth.box) }.max() ?? 0
        print(phase.usesBatchStatistics, truth.classIndex, best)
      }
      print(found.prefix(8).map { ($0.classIndex, $0.score) })
    }
  }
}

struct TestAdam {
  let store: ParameterStore
  var moments: [(Tensor, Tensor)] = []
  var count = 0.0
  init(_ store: ParameterStore) throws {
    self.store = store
    for entry in store.trained {
      moments.append((try .zeros(entry.tensor.shape), try .zeros(entry.tensor.shape)))
    }
  }
  mutating func step(rate: Double) throws {
    count += 1
    for (index, entry) in store.trained.enumerated() {
      guard let gradient = entry.tensor.gradient else { continue }
      let m = try moments[index].0 * 0.9 + gradient * 0.1
      let v = try moments[index].1 * 0.999 + gradient * gradient * 0.001
      moments[index] = (m, v)
      var c1 = 1.0, c2 = 1.0
      for _ in 0..<Int(count) { c1 *= 0.9; c2 *= 0.999 }
      try entry.tensor.replaceNumbers(
        by: entry.tensor.detached() - (m * (rate / (1 - c1)))
          / ((v * (1 / (1 - c2))).squareRoot() + 1e-8))
    }
  }
}

extension DrawnPage {
  func image() throws -> Tensor {
    let grey =
      try (Tensor(pixels, shape: [1, 1, size, size]).converted(to: .float32) / 255 - 0.45) / 0.225
    return try grey.expanded([1, 3, size, size])
  }
  var truths: [Truth] {
    regions.map {
      Truth(
        box: Box(
          x: Double($0.x), y: Double($0.y), width: Double($0.width), height: Double($0.height)),
        classIndex: $0.kind.rawValue)
    }
  }
}
