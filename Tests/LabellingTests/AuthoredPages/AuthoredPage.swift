import Foundation
import GalleyTesting
import Layout

/// A page of `Fixtures/authored-pages/pages.txt`: its regions as a person who follows the
/// DocLayNet guidelines labels them, with the lines that each holds.
struct AuthoredPage: Sendable {
  /// What the page is hard for: the two kinds of region that are taken for each other.
  enum Confusion: String, CaseIterable, Sendable {
    case list = "list/text"
    case title = "title/text"
    case caption = "caption/text"

    /// The classes that are taken for each other.
    var classes: Set<String> {
      switch self {
      case .list: ["List-item", "Text"]
      case .title: ["Title", "Section-header", "Text"]
      case .caption: ["Caption", "Text"]
      }
    }
  }

  /// A region: its class, how it is set, its lines.
  struct Region: Sendable {
    var className: String
    /// Words of the header such as `bold`, and values such as `x=14`.
    var options: [String: String]
    var lines: [String] = []

    subscript(option: String) -> Double? { options[option].flatMap(Double.init) }
    func has(_ option: String) -> Bool { options[option] != nil }
  }

  var name: String
  var confusion: Confusion
  /// Whether its text is set in Times, else in Helvetica.
  var isSerif: Bool
  /// Size of its running text, points.
  var size: Double
  var regions: [Region] = []

  /// All pages, in order.
  static func all() throws -> [AuthoredPage] {
    let text = try String(contentsOf: Fixture.file("authored-pages/pages.txt"), encoding: .utf8)
    var pages: [AuthoredPage] = []
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.isEmpty { continue }
      let fault = AuthoredPageFault(place: "pages.txt line \(index + 1): \(line)")
      if line.hasPrefix("# ") {
        guard let page = AuthoredPage(header: line) else { throw fault }
        pages.append(page)
      } else if let last = pages.indices.last, line.hasPrefix("    ") {
        guard let region = pages[last].regions.indices.last else { throw fault }
        pages[last].regions[region].lines.append(String(line.dropFirst(4)))
      } else if let last = pages.indices.last, let region = Region(header: line) {
        pages[last].regions.append(region)
      } else {
        throw fault
      }
    }
    return pages
  }

  /// `# name confusion times|helvetica size`.
  private init?(header: String) {
    let words = header.split(separator: " ").map(String.init)
    guard words.count >= 5, let confusion = Confusion(rawValue: words[2]),
      ["times", "helvetica"].contains(words[3]), let size = Double(words[4])
    else { return nil }
    (name, self.confusion, isSerif, self.size) = (words[1], confusion, words[3] == "times", size)
  }
}

extension AuthoredPage.Region {
  private static let known: Set<String> = [
    "bold", "italic", "size", "gap", "x", "y", "first", "hang", "mark", "beside", "column",
    "width", "height", "cells",
  ]

  /// `Class option option=value`.
  fileprivate init?(header: String) {
    let words = header.split(separator: " ")
    guard let name = words.first, Taxonomy.doclaynet.classIndex(named: String(name)) != nil else {
      return nil
    }
    className = String(name)
    options = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard Self.known.contains(parts[0]) else { return nil }
      options[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
  }
}

/// A line of the fixture that is none.
struct AuthoredPageFault: Error, CustomStringConvertible {
  var place: String
  var description: String { "cannot be read: \(place)" }
}
