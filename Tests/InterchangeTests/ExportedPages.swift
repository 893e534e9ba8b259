import Foundation
import Interchange
import Layout

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page of 1000 x 1400 px with a title, a paragraph, a table with a caption inside, and words.
func exportedPage(
  _ file: String = "scans/page.jpg", number: Int = 1, isHuman: Bool = false
) -> ExportedPage {
  ExportedPage(
    page: page(file, number: number).page,
    words: [
      word(0, "Méthode", Box(x: 60, y: 52, width: 90, height: 20), line: 0),
      word(1, "<&\"']]>", Box(x: 160, y: 52, width: 70, height: 20), line: 0),
      word(2, "text", Box(x: 60, y: 120, width: 40, height: 18), line: 1, block: 1),
      word(3, "cell", Box(x: 80, y: 500, width: 40, height: 18), line: 2, block: 2),
      word(4, "loose", Box(x: 900, y: 1300, width: 40, height: 18), line: 3, block: 3),
    ],
    regions: [
      ExportedRegion(
        id: 7, box: Box(x1: 50.25, y1: 50, x2: 450.5, y2: 80), classIndex: 1, score: 0.875,
        variance: BoxVariance(x1: 1, y1: 4, x2: 9, y2: 16), order: 0),
      ExportedRegion(
        id: 2, box: Box(x1: 50, y1: 100, x2: 450, y2: 300), classIndex: 0, score: 0.5, order: 1,
        isHuman: isHuman),
      ExportedRegion(
        id: 3, box: Box(x1: 60, y1: 400, x2: 500, y2: 700), classIndex: 3, order: 2),
      ExportedRegion(
        id: 4, box: Box(x1: 70, y1: 490, x2: 400, y2: 530), classIndex: 0, parent: 3, order: 3),
      // On no pixel of the page.
      ExportedRegion(id: 5, box: Box(x1: 2000, y1: 0, x2: 2100, y2: 90), classIndex: 4, order: 4),
    ])
}

func word(_ id: Int, _ text: String, _ box: Box, line: Int, block: Int = 0) -> Word {
  Word(id: id, text: text, box: box, confidence: 96, block: block, paragraph: block, line: line)
}

extension PageExporter {
  /// Writes pages and finishes.
  func export(_ pages: [ExportedPage]) throws {
    for page in pages { try append(page) }
    try finish()
  }
}

/// The elements of an XML file with their attributes, in order.
final class Elements: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var parent: String?
    var text = ""
  }
  private(set) var all: [Element] = []
  private var open: [Int] = []

  init(_ file: URL) throws {
    super.init()
    let parser = XMLParser(data: try Data(contentsOf: file))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func named(_ name: String) -> [Element] { all.filter { $0.name == name } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let parent = open.last.map { all[$0] }
    all.append(
      Element(
        name: name, attributes: attributes,
        parent: parent.map { $0.attributes["ID"] ?? $0.attributes["id"] ?? $0.name }))
    open.append(all.count - 1)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let last = open.last { all[last].text += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }
}
