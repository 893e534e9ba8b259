import Layout

/// A box that a head proposes, in the model's input pixels, with a score for each model class.
struct Candidate {
  var box: Box
  var scores: [Float]
  /// Variances of the edges, px², where the model states them.
  var variance: BoxVariance?
}
