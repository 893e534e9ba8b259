import Tensors

/// Overlap of boxes `[pairs, 4]` in the order x1, y1, x2, y2.
enum BoxOverlap {
  /// 1 less generalised IoU (Rezatofighi et al., CVPR 2019), `[pairs]`.
  static func generalisedLoss(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = (try a.split([2, 2], along: 1), try b.split([2, 2], along: 1))
    let shared = try area((a[1].minimum(b[1]) - a[0].maximum(b[0])).clamped(from: 0))
    let union = try area(a[1] - a[0]) + area(b[1] - b[0]) - shared
    let hull = try area(a[1].maximum(b[1]) - a[0].minimum(b[0]))
    let least = 1e-9
    let overlap = try shared / union.clamped(from: least)
    return try 1 - overlap + (hull - union) / hull.clamped(from: least)
  }

  private static func area(_ sides: Tensor) throws(TensorError) -> Tensor {
    try sides.selected(1, at: 0) * sides.selected(1, at: 1)
  }
}
