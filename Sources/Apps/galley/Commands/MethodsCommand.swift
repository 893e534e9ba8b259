import ArgumentParser
import Foundation
import MethodCatalogue
import MethodSlots
import Settings

/// `galley methods`: what training can be changed by.
struct MethodsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods",
    abstract: "List the methods that training can use, with their keys.",
    discussion: """
      A configuration names methods with their keys under 'methods:'; --set does, too.

        galley methods
        galley methods l2-sp
        galley train --config docs/examples/train-tiny.yaml --output runs/held \\
          --set methods.l2-sp.start=0.1

      Exit codes: 0 done, 64 no method has that name.
      """)

  @Argument(help: ArgumentHelp("Only this method.", valueName: "name"))
  var name: String?

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() throws {
    let all = MethodCatalogue.all
    let chosen = all.filter { name == nil || $0.card.name == name }
    guard !chosen.isEmpty else {
      throw ValidationError(
        "There is no method '\(name ?? "")'; there are "
          + all.map { $0.card.name }.joined(separator: ", ") + ".")
    }
    let listed = chosen.map { ListedMethod($0) }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(listed), as: UTF8.self))
    } else {
      print(listed.map(\.text).joined(separator: "\n\n"))
    }
  }
}

/// A method for people and for machines.
private struct ListedMethod: Encodable {
  struct Key: Encodable {
    let name: String
    let meaning: String
    let takes: String
    let standard: String

    enum CodingKeys: String, CodingKey {
      case name, meaning, takes
      case standard = "default"
    }
  }

  let name: String
  let summary: String
  let paper: String
  let slots: [String]
  let cost: String
  let keys: [Key]

  init(_ method: any Method.Type) {
    let card = method.card
    (name, summary, paper, cost) = (card.name, card.summary, card.paper, card.cost)
    slots = card.slots.map(\.rawValue)
    keys = Self.keys(method)
  }

  private static func keys<M: Method>(_ method: M.Type) -> [Key] {
    let defaults = M()
    return M.keys.map {
      Key(
        name: $0.name, meaning: $0.meaning, takes: $0.allowed,
        standard: $0.standardText(defaults))
    }
  }

  var text: String {
    var lines = [
      "\(name): \(summary)", "  paper  \(paper)",
      "  slots  \(slots.joined(separator: ", "))", "  cost   \(cost)",
    ]
    for key in keys {
      let standard = key.standard.isEmpty ? "" : " (default: \(key.standard))"
      lines.append("  methods.\(name).\(key.name)\(standard)")
      lines.append("         \(key.meaning); \(key.takes)")
    }
    return lines.joined(separator: "\n")
  }
}
