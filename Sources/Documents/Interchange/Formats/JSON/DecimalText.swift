import Foundation

extension Double {
  /// The number with so many decimal places, in every locale with a point; `–` if not finite.
  func text(places: Int) -> String {
    guard isFinite else { return "–" }
    let text = String(format: "%.\(places)f", self)
    return text.hasPrefix("-") && !text.contains(where: { ("1"..."9").contains($0) })
      ? String(text.dropFirst()) : text
  }
}
