import Layout

/// A box that a head proposes, in the model's input pixels, with a score for each model class.
package struct Candidate {
  package var box: Box
  package var scores: [Float]
  /// Variances of the edges, px², where the model states them.
  package var variance: BoxVariance?
}
