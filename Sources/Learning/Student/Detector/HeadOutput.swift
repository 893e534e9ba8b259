import Tensors

/// What the head says of every point of every level, finest level first.
public struct HeadOutput: Sendable {
  /// `[batch, points, classes]`, before the sigmoid.
  public var classLogits: Tensor
  /// `[batch, points, 4, bins]`, before the softmax; sides in the order left, top, right, bottom.
  public var sideLogits: Tensor
  /// `[batch, points, 4]`: natural logarithm of what the variance is multiplied by.
  public var logVariances: Tensor
  /// The points of all levels.
  public var points: AnchorPoints
}

extension HeadOutput {
  /// Expected boxes in pixels, `[batch, points, 4]`, in the order x1, y1, x2, y2.
  public func boxes() throws(TensorError) -> Tensor {
    let (x, y, stride) = try points.tensors()
    let centres = try Tensor.stacked([x, y, x, y], along: 1)
    let signs = try Tensor([Float(-1), -1, 1, 1])
    let lengths = try SideDistribution(logits: sideLogits).lengths()
    return try centres + lengths * stride.unsqueezed(1) * signs
  }

  /// Variances of the edges in px², `[batch, points, 4]`.
  public func variances() throws(TensorError) -> Tensor {
    let stride = try points.tensors().stride.unsqueezed(1)
    return try SideDistribution(logits: sideLogits).variances(logVariances) * stride * stride
  }
}

/// The points at which a head predicts: the centres of its cells.
public struct AnchorPoints: Hashable, Sendable {
  /// One level.
  public struct Level: Hashable, Sendable {
    /// Pixels between points.
    public var stride: Int
    /// Rows of points.
    public var rows: Int
    /// Points in a row.
    public var columns: Int
    /// Index of the level's first point.
    public var start: Int
  }

  /// Finest first.
  public let levels: [Level]
  /// Points of all levels.
  public let count: Int

  /// Makes the points of maps of these sizes, finest first.
  public init(strides: [Int], sizes: [(rows: Int, columns: Int)]) {
    var start = 0
    levels = zip(strides, sizes).map { stride, size in
      defer { start += size.rows * size.columns }
      return Level(stride: stride, rows: size.rows, columns: size.columns, start: start)
    }
    count = start
  }

  /// Pixels between the point's neighbours.
  public func stride(of point: Int) -> Int { level(of: point).stride }

  /// Where a point is, pixels.
  public func centre(of point: Int) -> (x: Double, y: Double) {
    let level = level(of: point)
    let (row, column) = (point - level.start).quotientAndRemainder(dividingBy: level.columns)
    return (
      (Double(column) + 0.5) * Double(level.stride), (Double(row) + 0.5) * Double(level.stride)
    )
  }

  private func level(of point: Int) -> Level {
    levels.last { $0.start <= point } ?? levels[0]
  }

  /// x, y and stride of all points, each `[points]`, pixels.
  func tensors() throws(TensorError) -> (x: Tensor, y: Tensor, stride: Tensor) {
    var (x, y, strides): ([Float], [Float], [Float]) = ([], [], [])
    for level in levels {
      let stride = Float(level.stride)
      for row in 0..<level.rows {
        for column in 0..<level.columns {
          x.append((Float(column) + 0.5) * stride)
          y.append((Float(row) + 0.5) * stride)
          strides.append(stride)
        }
      }
    }
    return (try Tensor(x), try Tensor(y), try Tensor(strides))
  }
}
