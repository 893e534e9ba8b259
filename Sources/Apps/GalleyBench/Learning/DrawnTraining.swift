import Evaluation
import GalleyTesting
import Layout
import Student
import Tensors

/// A tiny student trained on drawn pages, and what it finds on others.
struct DrawnTraining {
  /// What came of it.
  struct Outcome {
    var precision50: Double
    var precision: Double
    /// Loss at the end over that at step 20.
    var lossRatio: Double
    /// Signed errors of edges and their stated variances, of detections that match a truth.
    var edges: [EdgeError]
  }

  /// One edge of a detection.
  struct EdgeError {
    var edge: BoxCoordinate
    var error: Double
    var variance: Double
  }

  var steps = 400
  var batch = 8
  var pages = 64
  var seed: UInt64
  var loss = LossSettings()
  /// Whether each truth is learnt by the cell at its centre alone.
  var assignsCellCentres = false
  /// Standard deviation by which the left edges of the labels are off, pixels.
  var leftJitter = 0.0

  /// Trains and measures.
  func run() throws -> Outcome {
    let store = try ParameterStore(seed: seed)
    let classes = DrawnPage.Kind.allCases.count
    let student = try Student(store.root, preset: .tiny, classCount: classes)
    let loss = DetectionLoss(
      lastBin: student.lastBin, settings: self.loss,
      assignment: assignsCellCentres
        ? CellCentreAssignment(lastBin: student.lastBin) : nil)
    let update = UpdateChain(
      try AdamW(store.trained), rules: [GradientClipping(toNorm: 10)])
    let rate = LearningRate.cosine(peak: 2e-3, floor: 1e-5, warmUp: 40, steps: steps)
    let training = (0..<pages).map { DrawnPage(seed: 1000 * (seed + 1) + UInt64($0)) }
    var generator = SeededGenerator(seed: seed)
    let labels = training.map { $0.truths.map { jittered($0, &generator) } }
    var losses: [Double] = []
    for step in 0..<steps {
      let drawn = (0..<batch).map { _ in Int.random(in: 0..<pages, using: &generator) }
      try store.clearGradients()
      let images = try Tensor.concatenated(try drawn.map { try training[$0].image() }, along: 0)
      let total = try loss(student(images, .training), drawn.map { labels[$0] }).total()
      try total.backward()
      try update(rate: rate.at(step), step: step, gradientNorm: store.gradientNorm())
      losses.append(try total.item())
    }
    let last = losses.suffix(20).reduce(0, +) / 20
    return try measured(student, lossRatio: last / losses[min(20, losses.count - 1)])
  }

  private func jittered(_ truth: Truth, _ generator: inout SeededGenerator) -> Truth {
    guard leftJitter > 0 else { return truth }
    var truth = truth
    // The sum of twelve uniform numbers less six is normal enough.
    let normal = (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
    truth.box.x1 = min(truth.box.x2 - 2, max(0, truth.box.x1 + leftJitter * normal))
    return truth
  }

  private func measured(_ student: Student, lossRatio: Double) throws -> Outcome {
    var (truths, found): ([TruthBox], [ScoredBox]) = ([], [])
    var edges: [EdgeError] = []
    var settings = DecodingSettings()
    settings.minimumScore = 0.001
    settings.votes = false
    for index in 0..<pages {
      let page = DrawnPage(seed: 1_000_000 * (seed + 1) + UInt64(index))
      let output = try withoutGradient { () throws(TensorError) in
        try student(page.image(), .inference)
      }
      let detections = try StudentDecoder(settings).detections(output)[0]
      for truth in page.truths {
        truths.append(TruthBox(image: index, classIndex: truth.classIndex, box: truth.box))
        if let twin = detections.first(where: {
          $0.classIndex == truth.classIndex && $0.box.intersectionOverUnion(truth.box) >= 0.5
        }) {
          edges += BoxCoordinate.allCases.map {
            EdgeError(
              edge: $0, error: twin.box[$0] - truth.box[$0], variance: twin.variance[$0])
          }
        }
      }
      found += detections.map {
        ScoredBox(image: index, classIndex: $0.classIndex, box: $0.box, score: $0.score)
      }
    }
    let metrics = DetectionMetrics(
      truth: truths, detections: found, classCount: student.classCount)
    return Outcome(
      precision50: metrics.overall[.AP50] ?? 0, precision: metrics.overall[.AP] ?? 0,
      lossRatio: lossRatio, edges: edges)
  }
}
