import Tensors

extension ParityCase {
  static var shapes: [ParityCase] {
    [
      of("reshape") { try $0.reshaped([2, -1]) }, of("permute") { try $0.permuted([1, 0]) },
      of("transpose") { try $0.transposed(0, 1) },
      of("squeeze") { try $0.unsqueezed(0).squeezed(0) },
      of("expand") { try $0.unsqueezed(1).expanded([-1, 3, -1]) },
      of2("cat") { try .concatenated([$0, $1], along: 1) },
      of2("stack") { try .stacked([$0, $1]) },
      of("narrow") { try $0.narrowed(1, from: 1, count: 2) },
      list("split") { try $0.split([1, 3, 2], along: 1) },
      list("unbind") { try $0.slices(along: 0) },
      of("flip") { try $0.flipped([1]) }, of("pad") { try $0.padded([1, 2, 0, 1], with: 0.5) },
      of("roll") { try $0.rolled([1, 2], along: [0, 1]) },
      of("repeat") { try $0.repeated([2, 1]) },
      of("repeat_interleave") { try $0.repeatingEach(2, along: 1) },
      of("unfold") { try $0.windows(3, step: 2, along: 1) },
      of("flatten") { try $0.flattened() }, of("movedim") { try $0.moving(0, to: 1) },
      of("pixel_shuffle") { try $0.pixelShuffled(2) },
      of("pixel_unshuffle") { try $0.pixelUnshuffled(2) },
      of("im2col") { try $0.patches(3, stride: 2, padding: 1) },
      of("col2im") { try $0.foldedPatches(2, stride: 2, height: 4, width: 4) },
      of("diagonal") { try $0.diagonal(offset: 1) }, of("diag_embed") { try $0.asDiagonal() },
      of("tril") { try $0.lowerTriangle(offset: 1) }, of("triu") { try $0.upperTriangle() },
      of("to_double") { try $0.converted(to: .float64).exp() },
    ]
  }

  static var indexing: [ParityCase] {
    [
      of("select") { try $0.selected(1, at: 2) }, of2("index") { try $0.indexed([nil, $1]) },
      of("index_mask") { try $0.indexed([$0.isGreater(than: 0)]) },
      of2("index_select") { try $0.rows($1, along: 1) },
      of2("gather") { try $0.gathered($1, along: 1) },
      of2("take_along") { try $0.taken($1, along: 1) },
      of3("scatter_add") { try $0.scatteringAdd($2, at: $1, along: 1) },
      of3("scatter") { try $0.scattering($2, at: $1, along: 1) },
      of2("scatter_number") { try $0.scattering(2, at: $1, along: 1) },
      of3("index_add") { try $0.addingRows($2, at: $1, along: 1) },
      of3("index_put") { try $0.putting($2, at: [nil, $1], adding: true) },
      of2("where") { try $0.replaced(where: $0.isGreater(than: $1), by: $1) },
      of("masked_fill") { try $0.filled(3, where: $0.isLess(than: 0)) },
      of2("embedding") { try $0.embedding($1) },
      of("one_hot") { try $0.oneHot(7).converted(to: .float32) },
    ]
  }

  static var algebra: [ParityCase] {
    [
      of2("matmul") { try $0.matrixProduct($1) },
      of2("einsum") { try .einsum("bij,bkj->bik", $0, $1) },
      of2("outer") { try $0.outerProduct($1) }, of2("kron") { try $0.kroneckerProduct($1) },
      of2("cdist") { try $0.rowDistances(to: $1) }, of2("dot") { try $0.dot($1) },
      of("trace") { try $0.trace() }, of("det") { try $0.determinant() },
      of("slogdet") { try $0.logDeterminant().logarithm }, of("inv") { try $0.inverse() },
      of("pinv") { try $0.pseudoInverse(tolerance: 1e-6) },
      of("matrix_exp") { try $0.matrixExponential() }, of2("solve") { try $0.solved($1) },
      of2("solve_triangular") { try $0.solvedTriangular($1, isUpper: true) },
      of2("lstsq") { try $0.leastSquares($1) },
      of("singular_values") { try $0.singularValues().s },
      list("qr") {
        let (q, r) = try $0.orthonormalised()
        return [q, r]
      },
      of("cholesky") { try $0.matrixProduct($0.transposed(0, 1)).choleskyFactor() },
      of("eigenvalues") { try ($0 + $0.transposed(0, 1)).symmetricEigenvalues().values },
    ]
  }
}
