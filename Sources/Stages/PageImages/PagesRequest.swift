import Foundation

/// A file and the pages wanted of it, written as `paper.pdf`, `paper.pdf:5` or `paper.pdf:1,4-6,9-`.
public struct PagesRequest: Sendable, Hashable {
  /// The file's path.
  public let path: String
  private let argument: String
  /// Wanted ranges from 1, ends included; `nil` for all pages.
  private let ranges: [ClosedRange<Int>]?

  /// Reads an argument; a file really named like that wins over a page range.
  ///
  /// - Throws: `PageImagesError.badPageRange`.
  public init(_ argument: String) throws(PageImagesError) {
    self.argument = argument
    guard let colon = argument.lastIndex(of: ":"),
      !FileManager.default.fileExists(atPath: argument),
      FileManager.default.fileExists(atPath: String(argument[..<colon]))
    else {
      path = argument
      ranges = nil
      return
    }
    path = String(argument[..<colon])
    var ranges: [ClosedRange<Int>] = []
    for part in argument[argument.index(after: colon)...].split(
      separator: ",", omittingEmptySubsequences: false)
    {
      ranges.append(try Self.range(String(part), in: argument))
    }
    self.ranges = ranges
  }

  /// The wanted page numbers of a file that has `pageCount`, ascending, each once.
  ///
  /// - Throws: `PageImagesError.badPageRange` when a range begins beyond the last page.
  public func pages(of pageCount: Int) throws(PageImagesError) -> [Int] {
    guard let ranges else { return Array(1...max(1, pageCount)) }
    var wanted: Set<Int> = []
    for range in ranges {
      guard range.lowerBound <= pageCount else {
        throw .badPageRange(argument: argument, reason: "the file has \(pageCount) pages")
      }
      if range.upperBound != .max, range.upperBound > pageCount {
        throw .badPageRange(argument: argument, reason: "the file has \(pageCount) pages")
      }
      wanted.formUnion(range.lowerBound...min(range.upperBound, pageCount))
    }
    return wanted.sorted()
  }

  private static func range(
    _ text: String, in argument: String
  ) throws(PageImagesError) -> ClosedRange<Int> {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count <= 2, let first = ends.first.flatMap({ Int($0) }), first >= 1 else {
      throw .badPageRange(argument: argument, reason: "'\(text)' is not a page or a range from 1")
    }
    guard ends.count == 2 else { return first...first }
    guard !ends[1].isEmpty else { return first...Int.max }
    guard let last = Int(ends[1]), last >= first else {
      throw .badPageRange(argument: argument, reason: "'\(text)' does not rise")
    }
    return first...last
  }
}
