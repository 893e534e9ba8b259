import Foundation
import Layout

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Takes what an XML parser finds in a PAGE-XML file.
final class PageXMLReader: NSObject, XMLParserDelegate {
  /// A region as far as it was read.
  struct Draft {
    var id: String
    var kind: PageXMLKind
    var custom: String
    var points: String?
    var confidence: String?
    /// Corners that are elements of their own, as files before 2013 have them.
    var corners: [(String, String)] = []
    var parent: String?
    var text: String?
    var line: Int
  }

  private(set) var fault: ImportFault?
  private(set) var drafts: [Draft] = []
  private(set) var image: (name: String, width: String, height: String)?
  let order = PageXMLOrder()
  private let limits: ImportLimits
  private var open: [String] = []
  private var openRegions: [Int] = []
  private var ids: Set<String> = []
  private var characters: String?

  init(limits: ImportLimits) { self.limits = limits }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let name = Self.localName(name)
    let parent = open.last
    open.append(name)
    do throws(ImportFault) {
      guard open.count <= limits.depth else { throw ImportFault(reason: "nests too deep") }
      guard parent != nil || name == "PcGts" else {
        throw ImportFault(reason: "is not PAGE-XML: its root is '\(name.shortened)', not PcGts")
      }
      try start(name, in: parent, attributes, line: parser.lineNumber)
    } catch {
      fault = ImportFault(
        place: error.place ?? "line \(parser.lineNumber), element \(name.shortened)",
        reason: error.reason)
      parser.abortParsing()
    }
  }

  private func start(
    _ name: String, in parent: String?, _ attributes: [String: String], line: Int
  ) throws(ImportFault) {
    if let id = attributes["id"], !ids.insert(id).inserted {
      throw ImportFault(reason: "the id '\(id.shortened)' is used twice")
    }
    switch name {
    case "Page":
      guard image == nil else { throw ImportFault(reason: "there is more than one Page") }
      image = (
        attributes["imageFilename"] ?? "", attributes["imageWidth"] ?? "",
        attributes["imageHeight"] ?? ""
      )
    case _ where name.hasSuffix("Region"):
      guard let id = attributes["id"], !id.isEmpty else { throw ImportFault(reason: "has no id") }
      guard drafts.count < limits.regionsPerPage else {
        throw ImportFault(reason: "there are more than \(limits.regionsPerPage) regions")
      }
      openRegions.append(drafts.count)
      drafts.append(
        Draft(
          id: id, kind: PageXMLKind(element: name, type: attributes["type"]),
          custom: attributes["custom"] ?? "",
          parent: openRegions.dropLast().last.map { drafts[$0].id }, line: line))
    case "Coords" where parent?.hasSuffix("Region") == true:
      if let region = openRegions.last {
        drafts[region].points = attributes["points"]
        drafts[region].confidence = attributes["conf"]
      }
    case "Point" where open.dropLast(2).last?.hasSuffix("Region") == true:
      if let region = openRegions.last {
        drafts[region].corners.append((attributes["x"] ?? "", attributes["y"] ?? ""))
      }
    case "Unicode"
    where parent == "TextEquiv" && open.dropLast(2).last?.hasSuffix("Region") == true:
      characters = ""
    default: try order.start(name, attributes)
    }
  }

  /// Not all errors make the parser give up.
  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    fault = fault ?? Self.malformed(parser)
  }

  static func malformed(_ parser: XMLParser) -> ImportFault {
    ImportFault(
      place: "line \(parser.lineNumber), column \(parser.columnNumber)",
      reason: "is not XML from here on: write the file again")
  }

  /// Whether all elements were closed.
  var isComplete: Bool { open.isEmpty }

  func parser(_ parser: XMLParser, foundCharacters string: String) { characters?.append(string) }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let name = Self.localName(name)
    open.removeLast()
    order.end(name)
    if name.hasSuffix("Region") { openRegions.removeLast() }
    if name == "Unicode", let text = characters, let region = openRegions.last {
      // Further readings of a text are weaker ones.
      drafts[region].text = drafts[region].text ?? text
      characters = nil
    }
  }

  private static func localName(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }
}
