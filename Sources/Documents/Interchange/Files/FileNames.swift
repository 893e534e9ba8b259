import Crypto
import Foundation

/// Gives every page a file name of its own that is safe in every folder.
struct FileNames {
  /// How often a name was asked for, under a hash of it: names of 100 000 pages stay small.
  private var uses: [UInt64: Int] = [:]

  /// A name without an extension, of letters, digits, `-`, `_` and single dots inside it.
  ///
  /// Pages of different folders, or names that differ only in case, do not share a name.
  mutating func name(for page: ExportedPage) -> String {
    let file = page.page.file.split(separator: "/").last.map(String.init) ?? ""
    var stem = file
    if let dot = file.lastIndex(of: "."), dot > file.startIndex { stem = String(file[..<dot]) }
    stem = Self.safe(stem)
    if page.name.hasSuffix("#page=\(page.page.number)") { stem += "-p\(page.page.number)" }
    var name = stem
    while case let uses = count(name), uses > 1 { name = "\(stem)-\(uses)" }
    return name
  }

  private mutating func count(_ name: String) -> Int {
    let hash = SHA256.hash(data: Data(name.lowercased().utf8)).prefix(8)
    let key = hash.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let count = uses[key, default: 0] + 1
    uses[key] = count
    return count
  }

  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "_")
      let isLetter = !scalar.isASCII && scalar.properties.isAlphabetic
      if isPlain || isLetter || ("0"..."9").contains(scalar) {
        safe.unicodeScalars.append(scalar)
      } else if scalar == ".", !safe.isEmpty, safe.last != "." {
        safe.append(".")
      } else if safe.last != "-" {
        safe.append("-")
      }
    }
    // Short enough for any file system, whatever is added to it.
    while safe.utf8.count > 120 { safe.removeLast() }
    safe = String(safe.drop { $0 == "-" || $0 == "." })
    while safe.last == "." || safe.last == "-" { safe.removeLast() }
    return safe.isEmpty ? "page" : safe
  }
}
