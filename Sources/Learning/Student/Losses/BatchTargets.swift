import Layout
import Tensors

/// What the points of a batch are to learn.
public struct BatchTargets: Sendable {
  /// Least target by which the box losses of a point count.
  ///
  /// A target is the overlap so far: thin truths, which nothing overlaps at first, would wait long
  /// for their first gradient. (Our choice.)
  static let leastTarget = 0.25
  /// Overlap from which a prediction counts as one of a doubtful box.
  static let leastOverlap = 0.5

  /// `[batch, points, classes]`.
  public let quality: Tensor
  /// 0 where nothing is learnt, `[batch, points, 1]`; `nil` where all is.
  public let mask: Tensor?
  /// Sum of all targets.
  public let qualitySum: Double
  /// Points that learn a truth.
  public let count: Int
  /// Their indices in the flattened batch, `int64` `[count]`.
  public let indices: Tensor
  /// Their pages, `int64` `[count]`.
  public let pages: Tensor
  /// Classes of their truths.
  public let classes: [Int]
  /// Target, but no less than `leastTarget`, × weight of the truth, `[count]`.
  let weights: Tensor
  /// True side lengths, strides, `[count, 4]`; below 0 where the point is outside its truth.
  let lengths: Tensor
  /// Variances of the truths' edges, strides², `[count, 4]`.
  let variances: Tensor
  /// Which way a side points: -1, -1, 1, 1.
  let signs: Tensor

  init(
    _ output: HeadOutput, _ truths: [[Truth]], ignored: [[Box]], doubtful: [[Box]],
    _ assignment: any PointAssignment
  ) throws(TensorError) {
    let points = output.points
    let shape = output.classLogits.shape
    let scores = try output.classLogits.sigmoid()
    let boxes = try output.boxes()
    var gathered = GatheredTargets(images: shape[0], points: points.count, classes: shape[2])
    for (image, truths) in truths.enumerated() {
      if image < ignored.count {
        for box in ignored[image] {
          gathered.ignore(points.inside(box, longestSide: nil), image: image)
        }
      }
      let predictions = PointPredictions(
        scores: try scores.selected(0, at: image).array(of: Float.self), classCount: shape[2],
        boxes: Box.all(try boxes.selected(0, at: image).array(of: Float.self)))
      if image < doubtful.count {
        for box in doubtful[image] {
          gathered.ignore(predictions.points(overlapping: box), image: image)
        }
      }
      for positive in assignment.positives(truths, predictions, points: points) {
        gathered.add(positive, truths[positive.truth], image: image, points: points)
      }
    }
    count = gathered.indices.count
    qualitySum = gathered.sum
    quality = try Tensor(gathered.quality, shape: shape)
    mask =
      gathered.hasIgnored
      ? try Tensor(gathered.mask, shape: [shape[0], points.count, 1]) : nil
    indices = try Tensor(gathered.indices)
    pages = try Tensor(gathered.indices.map { $0 / points.count })
    classes = gathered.truthClasses
    weights = try Tensor(gathered.weights)
    lengths = try Tensor(gathered.lengths, shape: [count, 4])
    variances = try Tensor(gathered.variances, shape: [count, 4])
    signs = try Tensor([Float(-1), -1, 1, 1])
  }

  /// Rows of the positives, `[count, 4, bins]`.
  func sideLogits(of output: HeadOutput) throws(TensorError) -> Tensor {
    let shape = output.sideLogits.shape
    return try output.sideLogits.reshaped([-1, shape[2], shape[3]]).rows(indices)
  }

  /// Rows of the positives, `[count, 4]`.
  func logVariances(of output: HeadOutput) throws(TensorError) -> Tensor {
    try output.logVariances.reshaped([-1, 4]).rows(indices)
  }
}

extension Box {
  /// Boxes whose corners stand one after another.
  fileprivate static func all(_ corners: [Float]) -> [Box] {
    stride(from: 0, to: corners.count, by: 4).map {
      Box(
        x1: Double(corners[$0]), y1: Double(corners[$0 + 1]), x2: Double(corners[$0 + 2]),
        y2: Double(corners[$0 + 3]))
    }
  }
}

extension PointPredictions {
  /// Points whose box is about the same as another.
  fileprivate func points(overlapping box: Box) -> [Int] {
    boxes.indices.filter {
      boxes[$0].intersectionOverUnion(box) >= BatchTargets.leastOverlap
    }
  }
}

/// The targets of a batch while they are gathered, as they will stand in tensors.
private struct GatheredTargets {
  let points: Int
  let classes: Int
  var quality: [Float]
  var mask: [Float]
  var hasIgnored = false
  var sum = 0.0
  var indices: [Int] = []
  var truthClasses: [Int] = []
  var weights: [Float] = []
  var lengths: [Float] = []
  var variances: [Float] = []

  init(images: Int, points: Int, classes: Int) {
    self.points = points
    self.classes = classes
    quality = Array(repeating: 0, count: images * points * classes)
    mask = Array(repeating: 1, count: images * points)
  }

  /// Lets points learn nothing, unless they learn a truth.
  mutating func ignore(_ points: [Int], image: Int) {
    hasIgnored = hasIgnored || !points.isEmpty
    for point in points { mask[image * self.points + point] = 0 }
  }

  mutating func add(
    _ positive: PositivePoint, _ truth: Truth, image: Int, points: AnchorPoints
  ) {
    let place = image * self.points + positive.point
    if let probabilities = truth.classProbabilities {
      for (index, probability) in probabilities.enumerated() {
        quality[place * classes + index] = Float(positive.target * probability)
      }
    } else {
      quality[place * classes + truth.classIndex] = Float(positive.target)
    }
    truthClasses.append(truth.classIndex)
    mask[place] = 1
    sum += positive.target
    indices.append(place)
    weights.append(Float(max(BatchTargets.leastTarget, positive.target) * truth.weight))
    let centre = points.centre(of: positive.point)
    let stride = Double(points.stride(of: positive.point))
    let sides = [
      centre.x - truth.box.x1, centre.y - truth.box.y1, truth.box.x2 - centre.x,
      truth.box.y2 - centre.y,
    ]
    lengths += sides.map { Float($0 / stride) }
    variances += truth.variance.edges.map { Float($0 / (stride * stride)) }
  }
}
