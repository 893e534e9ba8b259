/// How often pages are shown, so that rare classes are seen more often.
///
/// After Gupta, Dollár and Girshick 2019 (LVIS, section 5 and appendix): a class on a share `f` of
/// the pages repeats by `max(1, sqrt(threshold / f))`, and a page by the most of its classes.
public enum RepeatFactors {
  /// The factor of each page, 1 or more; 1 for pages without regions.
  ///
  /// - Parameter threshold: share of pages below which a class counts as rare.
  public static func of(_ pages: [Set<Int>], threshold: Double) -> [Double] {
    var counts: [Int: Int] = [:]
    for classes in pages { for index in classes { counts[index, default: 0] += 1 } }
    let factors = counts.mapValues { count in
      max(1, (threshold * Double(pages.count) / Double(count)).squareRoot())
    }
    return pages.map { classes in classes.compactMap { factors[$0] }.max() ?? 1 }
  }
}
