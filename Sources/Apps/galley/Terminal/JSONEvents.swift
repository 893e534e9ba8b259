import Foundation
import Labelling
import Synchronization

/// Writes each event of a labelling job as one line of JSON on standard output.
struct JSONEvents: Sendable {
  func write(_ event: LabellingEvent) {
    let object: Line
    switch event {
    case .started(let files, let passedOver):
      object = Line(event: "started", files: files, passedOver: passedOver)
    case .opened(let file, let pages): object = Line(event: "opened", file: file, pages: pages)
    case .labelled(let report):
      object = Line(
        event: "labelled", file: report.file, page: report.page, regions: report.regions,
        accepted: report.accepted, textOrigin: report.textOrigin, tokens: report.tokens,
        seconds: Dictionary(
          report.seconds.map { ($0.stage, $0.seconds) }, uniquingKeysWith: +),
        notes: report.notes, lacksAnswer: report.lacksAnswer ? true : nil)
    case .upToDate(let file, let page):
      object = Line(event: "up_to_date", file: file, page: page)
    case .failed(let file, let page, let reason):
      object = Line(event: "failed", file: file, page: page, reason: reason)
    case .note(let text): object = Line(event: "note", notes: [text])
    }
    Self.writeLine(object)
  }

  /// Held while a line is written: events come from many threads, and the kernel keeps only short
  /// writes to a pipe in one piece.
  private static let output = Mutex(FileHandle.standardOutput)

  /// Writes any value as one line of JSON on standard output.
  static func writeLine(_ value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard var data = try? encoder.encode(value) else { return }
    data.append(UInt8(ascii: "\n"))
    output.withLock { $0.write(data) }
  }

  private struct Line: Encodable {
    var event: String
    var file: String?
    var page: Int?
    var files: Int?
    var passedOver: Int?
    var pages: Int?
    var regions: Int?
    var accepted: Int?
    var textOrigin: String?
    var tokens: Int?
    var seconds: [String: Double]?
    var reason: String?
    var notes: [String]?
    /// Left out where there is one, or none is wanted.
    var lacksAnswer: Bool?
  }
}
