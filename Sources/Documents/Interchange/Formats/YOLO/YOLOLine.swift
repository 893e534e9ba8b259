import Layout

/// A line of a YOLO label file: a class, and a box or an outline in shares of the image.
struct YOLOLine {
  /// Number of the class, from 0.
  var classNumber: Int
  /// Shares of the image's width and height; an outline's is the box around it.
  var box: Box
  /// How sure a machine was; `nil` for what a person drew.
  var confidence: Double?

  /// How far a share may lie outside, as by rounding.
  private static let tolerance = 0.001

  /// Reads a line that is not blank: `class x y width height`, `class x1 y1 x2 y2 x3 y3 …`, either
  /// with a confidence behind.
  init(_ text: Substring) throws(ImportFault) {
    let columns = text.split(whereSeparator: \.isWhitespace).map(String.init)
    // A class, pairs of coordinates, and a confidence where their number is even.
    guard columns.count >= 5 else {
      throw ImportFault(
        reason:
          "has \(columns.count) columns: a box has 5 (class x y width height), an outline 7 or "
          + "more (class x1 y1 x2 y2 x3 y3 …), and a confidence may follow")
    }
    var numbers: [Double] = []
    for column in columns { numbers.append(try Self.number(column)) }
    guard let number = Int(exactly: numbers[0]), number >= 0 else {
      throw ImportFault(
        reason: "its class '\(columns[0].shortened)' is not a whole number from 0 on")
    }
    classNumber = number
    if columns.count % 2 == 0 {
      confidence = numbers[columns.count - 1]
      guard (0...1).contains(numbers[columns.count - 1]) else {
        throw ImportFault(
          reason: "its confidence '\(columns[columns.count - 1].shortened)' is not within 0 and 1")
      }
    }
    // What trackers write of a box looks like three corners otherwise.
    if columns.count == 7, let last = Int(columns[6]), last > 0 {
      throw ImportFault(
        reason:
          "has 7 columns, the last of them '\(last)': leave out the track id behind a box and its "
          + "confidence (an edge that a corner of an outline lies on is written 1.0)")
    }
    let shares = Array(numbers[1..<(columns.count - (columns.count + 1) % 2)])
    for (share, column) in zip(shares, columns.dropFirst())
    where share < -Self.tolerance || share > 1 + Self.tolerance {
      throw ImportFault(
        reason:
          "'\(column.shortened)' is not within 0 and 1: write shares of the image's width and "
          + "height, not pixels")
    }
    if shares.count == 4 {
      let (width, height) = (shares[2], shares[3])
      box = Box(x: shares[0] - width / 2, y: shares[1] - height / 2, width: width, height: height)
    } else {
      let corners = stride(from: 0, to: shares.count, by: 2).map {
        Box(x: shares[$0], y: shares[$0 + 1], width: 0, height: 0)
      }
      box = Box.hull(corners) ?? Box(x: 0, y: 0, width: 0, height: 0)
    }
  }

  private static func number(_ text: String) throws(ImportFault) -> Double {
    if text.contains(",") {
      throw ImportFault(
        reason:
          "'\(text.shortened)' holds a comma: write decimals with a point, and spaces between "
          + "columns")
    }
    guard let number = Double(text) else {
      throw ImportFault(reason: "'\(text.shortened)' is not a number")
    }
    guard number.isFinite else {
      throw ImportFault(reason: "'\(text.shortened)' is not finite: correct it")
    }
    return number
  }
}
