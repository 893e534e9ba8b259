import Foundation
import PageImages

/// The fonts of a page of a PDF, by the objects of the file that hold them.
public struct PageFonts: Sendable, Hashable {
  /// Number and generation of each font's object, as `12 0 R`.
  public private(set) var objects: Set<String>
  /// Whether every font has an object; those inside other objects cannot be told apart.
  public private(set) var isComplete = true
  /// Those in which OCR programs write under a scan: what they say of one page tells nothing of
  /// another.
  private(set) var invisible: Set<String> = []
  /// Whether the page draws an image that is large enough to be a scan of it: its layer may be OCR's.
  private(set) var isBesideScan = false

  private static let invisibleNames = ["glyphless", "hiddenhorzocr", "invisible"]
  /// Objects looked at; a page that draws more is a hostile one.
  private static let mostObjects = 10_000
  /// Pixels of a scan's sides, A5 at 120 dpi.
  private static let leastSide = 700.0

  package init(objects: Set<String>) { self.objects = objects }

  /// Those that a page names, and what it draws: forms, patterns, the looks of its annotations.
  package init(ofPage page: [String: Any], in file: PDFStructure) {
    self.init(objects: [])
    var open = [Self.resources(of: page, in: file)]
    for annotation in file.resolved(page["/Annots"]) as? [Any] ?? [] {
      let look = file.dictionary(file.dictionary(file.dictionary(annotation)["/AP"])["/N"])
      open += ([look] + look.values.map(file.dictionary)).map { file.dictionary($0["/Resources"]) }
    }
    var seen: Set<String> = []
    while let resources = open.popLast() {
      for (_, font) in file.dictionary(resources["/Font"]) { add(font, in: file) }
      for kind in ["/XObject", "/Pattern"] {
        for (_, drawn) in file.dictionary(resources[kind]) {
          guard let reference = drawn as? String, seen.insert(reference).inserted else { continue }
          guard seen.count <= Self.mostObjects else {
            isComplete = false
            return
          }
          let drawn = file.dictionary(drawn)
          open.append(file.dictionary(drawn["/Resources"]))
          let sides = ["/Width", "/Height"].map { (drawn[$0] as? NSNumber)?.doubleValue ?? 0 }
          if sides.allSatisfy({ $0 >= Self.leastSide }) { isBesideScan = true }
        }
      }
    }
  }

  private mutating func add(_ font: Any, in file: PDFStructure) {
    guard let reference = font as? String else {
      isComplete = false
      return
    }
    objects.insert(reference)
    let name = (file.dictionary(font)["/BaseFont"] as? String ?? "").lowercased()
    if Self.invisibleNames.contains(where: { name.contains($0) }) { invisible.insert(reference) }
  }

  /// A page's own resources, or those that it inherits.
  private static func resources(of page: [String: Any], in file: PDFStructure) -> [String: Any] {
    var node = page
    for _ in 0..<64 {
      if let resources = node["/Resources"] { return file.dictionary(resources) }
      guard let parent = node["/Parent"] else { break }
      node = file.dictionary(parent)
    }
    return [:]
  }
}
