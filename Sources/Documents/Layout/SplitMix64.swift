/// A small generator with a fixed sequence for each seed (Steele, Lea and Flood 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  /// Starts the sequence of a seed.
  public init(seed: UInt64) { state = seed }

  /// Starts a sequence of its own for each path below a seed, such as a step and a page's place.
  public init(seed: UInt64, _ path: UInt64...) { state = path.reduce(seed, Self.seed) }

  /// A seed of its own for each number below a seed.
  public static func seed(_ seed: UInt64, _ number: UInt64) -> UInt64 {
    var first = SplitMix64(seed: seed)
    var second = SplitMix64(seed: first.next() ^ number)
    return second.next()
  }

  /// The next 64 bits.
  @inlinable public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next number in 0..<1.
  @inlinable public mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

  /// The next number between two numbers.
  @inlinable public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// A whole number from 0 up to `count`, which is above 0.
  @inlinable public mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// The elements in a random order (Fisher and Yates), the same with every version of Swift.
  @inlinable public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var shuffled = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      shuffled.swapAt(last, index(below: last + 1))
    }
    return shuffled
  }
}
