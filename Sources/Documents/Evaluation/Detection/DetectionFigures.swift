/// Values of the twelve figures, each in 0...1.
public struct DetectionFigures: Sendable, Equatable {
  private var values: [DetectionFigure: Double] = [:]

  /// Figures that are all undefined.
  public init() {}

  /// Means over classes, of those for which a figure is defined.
  public init(meanOf classes: [DetectionFigures]) {
    for figure in DetectionFigure.allCases {
      self[figure] = mean(classes.compactMap { $0[figure] })
    }
  }

  /// A figure; `nil` where there was nothing to find.
  public subscript(figure: DetectionFigure) -> Double? {
    get { values[figure] }
    set { values[figure] = newValue }
  }
}

/// The mean; `nil` of nothing.
func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}
