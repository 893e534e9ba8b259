import Foundation
import Testing

/// A line of `--json`.
struct ToolEvent: Decodable {
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
  var failures: Int?
  var stopped: Bool?
  var lacksAnswer: Bool?
  var unrecorded: Int?
}

extension ToolOutput {
  /// The events, each line parsed.
  var events: [ToolEvent] {
    get throws {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try text.split(separator: "\n").map {
        try decoder.decode(ToolEvent.self, from: Data($0.utf8))
      }
    }
  }

  /// The events of one kind.
  func events(_ kind: String) throws -> [ToolEvent] { try events.filter { $0.event == kind } }
}

/// A COCO data set as far as tests look at it.
struct COCOFile: Decodable {
  struct Image: Decodable {
    var id: Int
    var fileName: String
  }
  struct Annotation: Decodable {
    var imageId: Int
    var categoryId: Int
    var score: Double?
  }
  var images: [Image]
  var annotations: [Annotation]

  init(_ text: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: Data(text.utf8))
  }
}
