import CStandardError
import CTesseract
import Foundation

/// What image libraries say about the files that they decode.
///
/// libpng, libjpeg and libtiff print on standard error, Leptonica where it is told to: the messages of
/// a call are kept, so that they can be told with the file that they are about.
enum DecoderMessages {
  /// Leptonica's messages go the same way, and are dropped where nobody keeps them; set once.
  static let areKept: Bool = {
    setMsgSeverity(Int32(L_SEVERITY_ERROR))
    leptSetStderrHandler { galley_keep_message($0) }
    return true
  }()

  /// Calls a decoder on this thread, and gives what it said besides.
  static func keeping<Result>(
    of path: String, _ body: () -> Result
  ) -> (result: Result, messages: [String]) {
    _ = areKept
    galley_keep_messages()
    let result = body()
    let text = String(unsafeUninitializedCapacity: 8200) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map { galley_kept_messages($0, characters.count) } ?? 0
      }
    }
    return (result, Complaints.distinct(in: text, about: path).filter { !isChatter($0) })
  }

  /// Private tags are no fault, and of a failure the callers only say that they failed too.
  private static func isChatter(_ message: String) -> Bool {
    ["Unknown field with tag", "Error in pixRead:", "Error in pixReadStream:"]
      .contains { message.contains($0) }
  }
}

/// Complaints of tools and libraries about a file, as lines.
enum Complaints {
  /// The distinct ones, at most eight, each cut to 160 characters, without the file's own name.
  static func distinct(in text: String, about path: String? = nil) -> [String] {
    var seen: Set<String> = []
    var complaints: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      var line = line
      if let path, line.hasPrefix(path + ": ") { line = line.dropFirst(path.count + 2) }
      let complaint = String(line.prefix(160))
      if seen.insert(complaint).inserted { complaints.append(complaint) }
      if complaints.count == 8 { break }
    }
    return complaints
  }
}
