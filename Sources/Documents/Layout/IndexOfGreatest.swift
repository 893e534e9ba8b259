extension Collection where Element: Comparable {
  /// The place of the greatest element, the first of equal ones; `nil` where there is none.
  @inlinable public var indexOfGreatest: Index? { indices.max { self[$0] < self[$1] } }
}
