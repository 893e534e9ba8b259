/// A regular expression for the whole numbers 0...last, without leading zeros.
func numberPattern(upTo last: Int) -> String {
  let digits = String(max(0, last)).compactMap(\.wholeNumberValue)
  var parts: [String] = []
  // All numbers with fewer digits.
  for length in 1..<max(1, digits.count) {
    parts.append(length == 1 ? "[0-9]" : "[1-9]" + anyDigits(length - 1))
  }
  // Those with as many: equal up to a digit, smaller in it, then any.
  for (index, digit) in digits.enumerated() {
    let lowest = index == 0 && digits.count > 1 ? 1 : 0
    guard digit > lowest else { continue }
    let head = digits[..<index].map(String.init).joined()
    let smaller = digit - 1 == lowest ? "\(lowest)" : "[\(lowest)-\(digit - 1)]"
    parts.append(head + smaller + anyDigits(digits.count - index - 1))
  }
  parts.append(digits.map(String.init).joined())
  return parts.joined(separator: "|")
}

private func anyDigits(_ count: Int) -> String {
  String(repeating: "[0-9]", count: count)
}
