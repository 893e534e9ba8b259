import Foundation

/// What a server says when it refuses.
enum ServerMessage {
  private static let longest = 300

  /// The message in `{"error": {"message": …}}`, else the start of the body.
  static func text(of body: [UInt8]) -> String {
    let data = Data(body)
    var message = String(decoding: body.prefix(4 * longest), as: UTF8.self)
    if let envelope = try? JSONDecoder().decode(Envelope.self, from: data) {
      message = envelope.error.message
    } else if let flat = try? JSONDecoder().decode(FlatEnvelope.self, from: data) {
      message = flat.error
    }
    let line = message.split(whereSeparator: { $0.isNewline || $0.isWhitespace })
      .joined(separator: " ")
    if line.isEmpty { return "no reason given" }
    return line.count > longest ? line.prefix(longest) + "…" : line
  }

  static func refusesFormat(_ message: String) -> Bool {
    let lower = message.lowercased()
    return ["response_format", "json_schema", "json schema", "json_object", "schema", "grammar"]
      .contains { lower.contains($0) }
  }

  static func refusesLogProbabilities(_ message: String) -> Bool {
    let lower = message.lowercased()
    return ["logprob", "log_prob", "log prob"].contains { lower.contains($0) }
  }

  static func refusesSeed(_ message: String) -> Bool {
    message.split { !$0.isLetter && $0 != "_" }.contains("seed")
  }

  static func saysPromptTooLong(_ message: String) -> Bool {
    let lower = message.lowercased()
    return lower.contains("context")
      && ["exceed", "maximum", "too long", "length"].contains { lower.contains($0) }
  }

  private struct Envelope: Decodable {
    struct Problem: Decodable { var message: String }
    var error: Problem
  }
  private struct FlatEnvelope: Decodable { var error: String }
}
