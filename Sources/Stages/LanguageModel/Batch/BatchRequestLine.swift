import Foundation

extension ChatRequest {
  /// The request as a line (without its line break) of an OpenAI Batch API input file.
  ///
  /// - Parameter id: names the request; its answer comes back under it.
  public func batchLine(id: String, model: String) -> [UInt8] {
    var line = JSONText()
    line.raw("{\"custom_id\":")
    line.quoted(id)
    line.raw(",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":")
    // A schema may be written on several lines; inside strings line breaks are escaped anyway.
    let body = body(model: model, on: ServerConcessions.Terms())
      .map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    return line.bytes + body + [UInt8(ascii: "}")]
  }
}
