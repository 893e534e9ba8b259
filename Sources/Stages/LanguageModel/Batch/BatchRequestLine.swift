import Foundation

extension ChatRequest {
  /// The request as a line (without its line break) of an OpenAI Batch API input file.
  ///
  /// - Parameter id: names the request; its answer comes back under it.
  public func batchLine(id: String, model: String) -> [UInt8] {
    let head =
      "{\"custom_id\":\(Self.quoted(id)),\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
    // A schema may be written on several lines; inside strings line breaks are escaped anyway.
    let body = body(model: model, format: .schema)
      .map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    return Array("\(head)\"body\":".utf8) + body + [UInt8(ascii: "}")]
  }
}
