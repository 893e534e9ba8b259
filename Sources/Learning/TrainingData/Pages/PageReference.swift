import Foundation
import Layout

/// Where a page's pixels come from: an image file, or a page of a PDF or TIFF.
public struct PageReference: Hashable, Sendable {
  /// Path of the file.
  public var file: String
  /// Page number in the file, from 1.
  public var number: Int
  /// Pixels per inch at which a PDF page is drawn; images keep their own pixels.
  public var dpi: Double
  /// SHA-256 of the file's bytes, hex, as it was labelled; `nil` takes the file as it is.
  public var fileHash: String?

  /// Makes a reference.
  public init(file: String, number: Int = 1, dpi: Double = 100, fileHash: String? = nil) {
    self.file = file
    self.number = number
    self.dpi = dpi
    self.fileHash = fileHash
  }

  /// The page's name for messages, and its identity: `paper.pdf#page=3`.
  public var name: String {
    Page.name(of: file, page: number, isPDF: file.lowercased().hasSuffix(".pdf"))
  }

  /// Refuses a file that is not there.
  func checkFile() throws(TrainingDataError) {
    guard FileManager.default.fileExists(atPath: file) else {
      throw .unreadableImage(
        page: name, reason: "\(file): no such file: bring it there, or start where it was labelled")
    }
  }

  /// A name such as `paper.pdf#page=3` without its page, and the page (1 where it names none).
  static func parts(of name: String) -> (file: String, number: Int) {
    guard let mark = name.range(of: "#page=", options: .backwards),
      let number = Int(name[mark.upperBound...]), number > 0
    else { return (name, 1) }
    return (String(name[..<mark.lowerBound]), number)
  }
}
