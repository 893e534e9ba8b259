import Layout

/// Classes that a source has no name for, by index, and what its probabilities say of them.
///
/// A detector that never learnt list items calls each by the nearest name it has, and gives the
/// class no probability. That is no opinion: pooled as one, it would outvote every source that does
/// know list items.
struct UnnamedClasses {
  let taxonomy: Taxonomy
  let indices: SourceTable<Set<Int>>
  /// How likely an unnamed class is beside the likeliest class of its kind that the source names.
  let share: Double

  /// The estimate's class probabilities, with those of unnamed classes raised to their share; they
  /// need not sum to 1.
  func probabilities(_ estimate: RegionEstimate) -> [Double] {
    let unnamed = indices[estimate.source]
    var probabilities = estimate.classProbabilities
    for index in unnamed {
      let role = taxonomy.classes[index].role
      let named = estimate.classProbabilities.indices.lazy.filter {
        !unnamed.contains($0) && taxonomy.classes[$0].role.isCompatible(with: role)
      }
      let nearest = named.map { estimate.classProbabilities[$0] }.max() ?? 0
      probabilities[index] = max(probabilities[index], share * nearest)
    }
    return probabilities
  }
}
