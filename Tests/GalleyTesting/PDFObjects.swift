import Foundation

/// A PDF of given objects, numbered from 1; the first is its catalog.
public struct PDFObjects {
  private let objects: [String]

  /// Takes what stands between `obj` and `endobj` of each.
  public init(_ objects: [String]) { self.objects = objects }

  /// The file's bytes.
  public var data: Data {
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets { text += String(format: "%010d 00000 n \n", offset) }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
    return Data(text.utf8)
  }
}
