extension TrainingDataError {
  /// Refuses a setting outside its range, or that is no number.
  static func check<Value: Comparable>(
    _ name: String, _ value: Value, in allowed: ClosedRange<Value>
  ) throws(TrainingDataError) {
    guard allowed.contains(value) else {
      throw .badSetting(
        name: name, value: "\(value)", allowed: "\(allowed.lowerBound) to \(allowed.upperBound)")
    }
  }

  /// Refuses a range of settings that leaves the range that is allowed.
  static func check<Value: Comparable>(
    _ name: String, _ values: ClosedRange<Value>, within allowed: ClosedRange<Value>
  ) throws(TrainingDataError) {
    try check(name, values.lowerBound, in: allowed)
    try check(name, values.upperBound, in: allowed)
  }
}
