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
    var custom: PageXMLCustom
    var points: String?
    var confidence: String?
    /// Corners that are elements of their own, as files before 2013 have them.
    var corners: [(String, String)] = []
    var parent: String?
    var text: String?
    var line: Int
  }

  private(set) var faults = ImportFaults()
  /// Whether what is wrong kept the reader from going on.
  private(set) var isAborted = false
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
    guard !isAborted else { return }
    let name = Self.localName(name)
    let parent = open.last
    open.append(name)
    let place = "line \(parser.lineNumber), element \(name.shortened)"
    if let reason = reasonToEnd(at: name, in: parent) {
      faults.add(ImportFault(place: place, reason: reason))
      isAborted = true
      parser.abortParsing()
    } else {
      faults.gather(at: place) { () throws(ImportFault) in
        try start(name, in: parent, attributes, line: parser.lineNumber)
      }
    }
  }

  /// Why nothing that follows can be read.
  private func reasonToEnd(at name: String, in parent: String?) -> String? {
    if open.count > limits.depth { return "nests too deep" }
    if parent == nil, name != "PcGts" {
      return "is not PAGE-XML: its root is '\(name.shortened)', not PcGts"
    }
    if name.hasSuffix("Region"), drafts.count >= limits.regionsPerPage {
      return "there are more than \(limits.regionsPerPage) regions"
    }
    return name == "Page" && image != nil ? "there is more than one Page" : nil
  }

  private func start(
    _ name: String, in parent: String?, _ attributes: [String: String], line: Int
  ) throws(ImportFault) {
    let isRepeated = attributes["id"].map { !ids.insert($0).inserted } ?? false
    switch name {
    case "Page":
      image = (
        attributes["imageFilename"] ?? "", attributes["imageWidth"] ?? "",
        attributes["imageHeight"] ?? ""
      )
    case _ where name.hasSuffix("Region"):
      let id = attributes["id"] ?? ""
      let custom = PageXMLCustom(attributes["custom"] ?? "")
      let type = attributes["type"].flatMap { ["", "other"].contains($0) ? nil : $0 }
      openRegions.append(drafts.count)
      drafts.append(
        Draft(
          id: id,
          kind: PageXMLKind(element: name, type: type ?? custom["structure", "type"]),
          custom: custom, parent: openRegions.dropLast().last.map { drafts[$0].id }, line: line))
      if id.isEmpty { throw ImportFault(reason: "has no id") }
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
    if isRepeated, let id = attributes["id"] {
      throw ImportFault(reason: "the id '\(id.shortened)' is used twice")
    }
  }

  /// Not all errors make the parser give up.
  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    guard !isAborted else { return }
    isAborted = true
    faults.add(Self.malformed(parser))
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
    guard !isAborted, !open.isEmpty else { return }
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
