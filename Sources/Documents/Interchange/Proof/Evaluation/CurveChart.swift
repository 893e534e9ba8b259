import Evaluation

/// Precision over recall as lines of an SVG that is 100 wide and 100 high.
struct CurveChart {
  struct Line {
    /// What the style sheet calls it.
    var kind: String
    /// Corners of a polyline.
    var points: String
  }

  /// The overlap .5, .75, and the mean over all; empty where there was nothing to find.
  var lines: [Line] = []

  /// The chart of a class.
  ///
  /// - Parameter curves: precision at `COCOGrid.recalls`, for each of `COCOGrid.thresholds`.
  init(_ curves: [[Double]]) {
    guard !curves.isEmpty else { return }
    let shown: [(DetectionFigure, String)] = [
      (.AP50, "loose"), (.AP75, "strict"), (.AP, "mean"),
    ]
    lines = shown.map { figure, kind in
      Line(
        kind: kind,
        points: Self.points(figure.threshold.map { curves[$0] } ?? Self.mean(curves)))
    }
  }

  /// The mean over classes.
  init(meanOf classes: [[[Double]]]) {
    let thresholds = classes.isEmpty ? [] : Array(COCOGrid.thresholds.indices)
    self.init(thresholds.map { threshold in Self.mean(classes.map { $0[threshold] }) })
  }

  private static func mean(_ curves: [[Double]]) -> [Double] {
    COCOGrid.recalls.indices.map { place in
      curves.reduce(0) { $0 + $1[place] } / Double(curves.count)
    }
  }

  private static func points(_ precisions: [Double]) -> String {
    zip(COCOGrid.recalls, precisions).map { recall, precision in
      "\((100 * recall).text(places: 0)),\((100 - 100 * precision).text(places: 1))"
    }.joined(separator: " ")
  }
}
