import Evaluation
import GalleyTesting
import Layout
import Student
import Tensors
import Testing

@Suite("A student", .serialized)
struct LearningTests {
  @Test func `learns one page by heart in 200 steps`() throws {
    let page = DrawnPage(seed: 3)
    let store = try ParameterStore(seed: 1)
    let student = try Student(store.root, preset: .tiny, classCount: DrawnPage.Kind.allCases.count)
    let loss = DetectionLoss(lastBin: student.lastBin)
    let update = UpdateChain(
      try AdamW(store.trained), rules: [GradientClipping(toNorm: 10)])
    let rate = LearningRate.cosine(peak: 2e-3, warmUp: 20, steps: 200)
    let images = try page.image()
    for step in 0..<200 {
      try store.clearGradients()
      try loss(student(images, .training), [page.truths]).total().backward()
      try update(rate: rate.at(step), step: step, gradientNorm: store.gradientNorm())
    }
    // The running statistics too have seen this page only.
    let found = try StudentDecoder().detections(student(images, .inference))[0]
    let metrics = DetectionMetrics(
      truth: page.truths.map { TruthBox(image: 0, classIndex: $0.classIndex, box: $0.box) },
      detections: found.map {
        ScoredBox(image: 0, classIndex: $0.classIndex, box: $0.box, score: $0.score)
      }, classCount: student.classCount)
    #expect(try #require(metrics.overall[.AP50]) >= 0.95)
  }

  @Test func `is at first its local branch, and has a score of 0.01 everywhere`() throws {
    let store = try ParameterStore(seed: 1)
    let student = try Student(store.root, preset: .tiny, classCount: 5)
    let image = try DrawnPage(seed: 1).image()
    let whole = try student(image, .inference)
    for entry in store.entries
    where entry.name.hasSuffix("attention_scale")
      || entry.name.hasSuffix("network_scale")
    {
      try entry.tensor.replaceNumbers(by: .zeros(entry.tensor.shape))
    }
    let local = try student(image, .inference)
    #expect(
      try (whole.classLogits - local.classLogits).magnitude().greatest().item() < 1e-3)
    let scores = try whole.classLogits.sigmoid().array()
    #expect(scores.allSatisfy { abs($0 - 0.01) < 0.005 })
  }
}
