import Evaluation
import Foundation
import Interchange

/// What is wrong with predictions, as a table for a person or as JSON for a program.
struct ErrorSummary: Encodable {
  struct Cost: Encodable {
    var count: Int
    var gain: Double?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(count, forKey: .count)
      try container.encode(gain, forKey: .gain)
    }

    private enum Key: String, CodingKey {
      case count
      case gain = "dAP50"
    }
  }

  struct Line: Encodable {
    var id: Int?
    var name: String?
    var kinds: [String: Cost]
  }

  private var overall: Line
  private var perClass: [Line]

  init(_ breakdown: ErrorBreakdown, categories: [COCOCategory]) {
    overall = Line(kinds: Self.kinds(breakdown.overall))
    perClass = zip(categories, breakdown.byClass).map {
      Line(id: $0.id, name: $0.name, kinds: Self.kinds($1))
    }
  }

  private static func kinds(_ costs: [ErrorKind: ErrorBreakdown.Cost]) -> [String: Cost] {
    Dictionary(
      uniqueKeysWithValues: costs.map {
        ($0.rawValue, Cost(count: $1.count, gain: $1.gain))
      })
  }

  /// For each kind how many there are and the AP50 that putting them right gains, in points.
  var text: String {
    let kinds = ErrorKind.allCases.map(\.rawValue)
    let head = ["errors, points of AP50"] + kinds.flatMap { [$0, "gain"] }
    let lines = ([overall] + perClass).map { line in
      [line.name ?? "all classes"]
        + kinds.flatMap { kind in
          let cost = line.kinds[kind]
          return [
            "\(cost?.count ?? 0)", cost?.gain.map { String(format: "%.2f", 100 * $0) } ?? "–",
          ]
        }
    }
    return ColumnTable([head] + lines, textColumns: 1).text
  }
}
