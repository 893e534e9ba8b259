/// A page of bars, rules and grids, with what they stand for: enough to see whether a detector learns.
public struct DrawnPage: Sendable {
  /// What a region stands for, in the order of the class indices.
  public enum Kind: Int, CaseIterable, Sendable {
    case title, text, list, table, figure
  }

  /// A region.
  public struct Region: Sendable {
    /// What it stands for.
    public var kind: Kind
    /// Left edge, pixels.
    public var x: Int
    /// Top edge, pixels.
    public var y: Int
    /// Pixels.
    public var width: Int
    /// Pixels.
    public var height: Int
  }

  /// Pixels of a side.
  public let size: Int
  /// Grey values, row by row, 255 white.
  public private(set) var pixels: [UInt8]
  /// From the top.
  public private(set) var regions: [Region] = []

  /// Draws the page of a seed.
  public init(seed: UInt64, size: Int = 256) {
    self.size = size
    pixels = Array(repeating: 255, count: size * size)
    var generator = SeededGenerator(seed: seed)
    fill(&generator)
  }

  private mutating func fill(_ generator: inout SeededGenerator) {
    var y = size / 20 + Int.random(in: 0..<8, using: &generator)
    while y < size * 9 / 10 {
      let kind = Kind.allCases.randomElement(using: &generator) ?? .text
      let left = size / 16 + Int.random(in: 0..<size / 10, using: &generator)
      let width = Int.random(in: size * 5 / 10...size * 8 / 10, using: &generator)
      let height =
        kind == .title
        ? Int.random(in: 8...12, using: &generator)
        : Int.random(in: size / 10...size / 5, using: &generator)
      guard y + height < size - 4 else { break }
      let region = Region(
        kind: kind, x: left, y: y, width: min(width, size - 4 - left), height: height)
      draw(region)
      regions.append(region)
      y += height + Int.random(in: 8...16, using: &generator)
    }
  }

  private mutating func draw(_ region: Region) {
    let (x, y, width, height) = (region.x, region.y, region.width, region.height)
    switch region.kind {
    case .title: bar(x, y, width, height, 20)
    case .text:
      for line in stride(from: 0, through: height - 3, by: 6) { bar(x, y + line, width, 3, 90) }
      bar(x, y + height - 3, width, 3, 90)
    case .list:
      for line in stride(from: 0, through: height - 4, by: 8) {
        bar(x, y + line, 4, 4, 0)
        bar(x + 10, y + line, width - 10, 3, 90)
      }
      bar(x, y + height - 4, 4, 4, 0)
      bar(x + 10, y + height - 4, width - 10, 3, 90)
    case .table:
      for row in stride(from: 0, to: height, by: 10) { bar(x, y + row, width, 1, 0) }
      for column in stride(from: 0, to: width, by: 24) { bar(x + column, y, 1, height, 0) }
      bar(x, y + height - 1, width, 1, 0)
      bar(x + width - 1, y, 1, height, 0)
    case .figure: bar(x, y, width, height, 170)
    }
  }

  private mutating func bar(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ value: UInt8) {
    for row in max(0, y)..<min(size, y + height) {
      for column in max(0, x)..<min(size, x + width) { pixels[row * size + column] = value }
    }
  }
}
