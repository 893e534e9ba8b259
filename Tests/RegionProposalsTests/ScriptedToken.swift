import Foundation
import GalleyTesting

/// A token of a scripted answer, with its probability and those of what could have stood there.
struct ScriptedToken: Sendable {
  var text: String
  private var bytes: [UInt8]
  private var logProbability: Double
  private var alternatives: [String: Double]

  init(_ text: String, _ probability: Double, _ alternatives: [String: Double] = [:]) {
    self.init(text, logProbability: Foundation.log(probability), alternatives)
  }

  init(_ text: String, logProbability: Double, _ alternatives: [String: Double] = [:]) {
    self.text = text
    self.logProbability = logProbability
    self.alternatives = alternatives
    bytes = Array(text.utf8)
  }

  /// A token that is only a part of a character.
  init(bytes: [UInt8]) {
    self.init("\u{fffd}", 1)
    self.bytes = bytes
  }

  fileprivate var json: [String: Any] {
    var top = alternatives.map { ["token": $0, "logprob": Foundation.log($1)] as [String: Any] }
    // Servers list the token itself too.
    if !top.isEmpty { top.append(["token": text, "logprob": logProbability]) }
    return [
      "token": text, "bytes": bytes.map(Int.init), "logprob": logProbability, "top_logprobs": top,
    ]
  }

  /// What the tokens spell.
  fileprivate static func spelt(_ tokens: [ScriptedToken]) -> String {
    String(decoding: tokens.flatMap(\.bytes), as: UTF8.self)
  }
}

/// The tokens of a text of which a part is cut as given, and what stands before and behind is one
/// token each.
func scripted(_ text: String, at part: String, _ tokens: [ScriptedToken]) -> [ScriptedToken] {
  guard let place = text.range(of: part) else { return [] }
  let cut = tokens.map(\.text).joined()
  let rest = text[place.lowerBound...].dropFirst(cut.count)
  return [ScriptedToken(String(text[..<place.lowerBound]), 0.9)] + tokens
    + [ScriptedToken(String(rest), 0.9)]
}

extension ScriptedServer.Act {
  /// A chat completion with the probabilities of its tokens.
  static func completion(_ tokens: [ScriptedToken], text: String? = nil) -> ScriptedServer.Act {
    let body: [String: Any] = [
      "choices": [
        [
          "index": 0, "finish_reason": "stop",
          "message": ["role": "assistant", "content": text ?? ScriptedToken.spelt(tokens)],
          "logprobs": ["content": tokens.map(\.json)],
        ] as [String: Any]
      ],
      "usage": ["prompt_tokens": 100, "completion_tokens": 10],
    ]
    let data = (try? JSONSerialization.data(withJSONObject: body, options: [.sortedKeys])) ?? Data()
    return .answer(status: 200, body: String(decoding: data, as: UTF8.self))
  }
}
