import Layout

/// Runs one of a teacher's networks, with buffers of its own.
final class NetworkSession {
  let card: ModelCard
  private let model: CompiledModel
  private let request: InferenceRequest
  private let decoder: HeadDecoder
  private var sampler: PageSampler

  init(_ network: TeacherNetwork) throws(DetectionError) {
    card = network.card
    model = try network.model()
    request = try InferenceRequest(model)
    decoder = try HeadDecoder(card: card, model: model)
    sampler = PageSampler(card.input)
  }

  /// Runs the model on what its input holds.
  func run() throws(DetectionError) { try request.run() }

  /// The boxes that the model keeps of a page, in the page's pixels, strongest first.
  func detections(_ image: PageImage, view: PageView) throws(DetectionError) -> [DetectedBox] {
    sampler.fill(request.input, from: image, view: view)
    try run()
    let candidates = try decoder.candidates(of: request, model: model.name)
      .flatMap { candidate -> [DetectedBox] in
        let box = view.pageBox(candidate.box)
        let variance = candidate.variance.map(view.pageVariance)
        return candidate.scores.indices.compactMap { index in
          let score = candidate.scores[index]
          guard score >= Float(card.scoreFloor), box.isValid else { return nil }
          return DetectedBox(
            box: box,
            variance: variance
              ?? DefaultVariance.of(card.classes[index].role ?? .text, pageWidth: image.width),
            classIndex: index, score: Double(score), classScores: candidate.scores)
        }
      }
    let kept = Suppression.kept(
      candidates, overlap: card.nmsOverlap, limit: card.maximumDetections)
    let bounds = Box(x1: 0, y1: 0, x2: Double(image.width), y2: Double(image.height))
    return kept.compactMap { kept in
      // Of the heads, the student's alone says how sure it is of each edge.
      var detection =
        card.decoder == .student ? VarianceVoting.vote(kept, among: candidates) : kept
      detection.box = detection.box.clipped(to: bounds)
      let isVisible = detection.box.isValid && min(detection.box.width, detection.box.height) >= 1
      return isVisible ? detection : nil
    }
  }
}
