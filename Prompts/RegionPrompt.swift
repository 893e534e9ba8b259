import Crypto
import Foundation
import Layout

/// The prompt that asks a language model for a page's regions.
///
/// The model names rows, never coordinates (the method of Shihab and others, arXiv 2511.08903,
/// whose prompt is not published; the wording is Galley's).
///
/// The system part depends on the taxonomy alone, so that servers can keep it; whatever a page
/// holds stands inside one JSON string of the user part.
public struct RegionPrompt: Sendable {
  /// Name of the templates and schema in use; a change of their meaning gets a new one.
  public static let version = "regions-2"

  /// What holds regions together and is never a region itself.
  public static let groups = [
    (name: "column", description: "a column of the page"),
    (name: "figure+caption", description: "a figure or table with its caption"),
    (name: "list", description: "the items of one list"),
    (name: "section", description: "a heading with what belongs to it"),
  ]

  /// The constant part.
  public let system: String
  /// The JSON schema of the answer, of what every server understands; any page's answer fits it.
  public let schema: String
  /// Names of the groups that this taxonomy leaves as groups.
  public let groupNames: [String]
  /// SHA-256 (hex) of everything constant: templates and schema, filled for the taxonomy.
  ///
  /// The templates of labelled pages are not in it: they are part of the prompts that show some.
  public let hash: String
  private let userFile: PromptFile
  private let examplesFile: PromptFile
  private let otherExamplesFile: PromptFile
  private let exampleFile: PromptFile
  private let repairFile: PromptFile
  private let schemaFile: PromptFile
  private let classNames: String
  private let rationale: Bool

  /// Fills the templates for a taxonomy.
  ///
  /// - Parameter rationale: whether the model is to say why.
  /// - Throws: `PromptsError`.
  public init(taxonomy: Taxonomy, rationale: Bool = true) throws(PromptsError) {
    let version = Self.version
    self.rationale = rationale
    func file(_ folder: String, _ name: String) throws(PromptsError) -> PromptFile {
      let file = try PromptFile(folder, name)
      return rationale ? file : file.withoutRationale
    }
    let systemFile = try file("templates", "\(version).system.txt")
    schemaFile = try file("schemas", "\(version).json")
    userFile = try PromptFile("templates", "\(version).user.txt")
    examplesFile = try PromptFile("templates", "\(version).examples-any.txt")
    otherExamplesFile = try PromptFile("templates", "\(version).examples.txt")
    exampleFile = try PromptFile("templates", "\(version).example.txt")
    repairFile = try PromptFile("templates", "\(version).repair.txt")
    let cues = try Self.cues(of: PromptFile("templates", "\(version).cues.json"))
    // A group that the taxonomy has as a class is a region like others.
    let groups = Self.groups.filter { taxonomy.classIndex(named: $0.name) == nil }
    groupNames = groups.map(\.name)
    func example(_ role: RegionRole) -> String {
      let index = taxonomy.classIndex(for: role) ?? taxonomy.classIndex(for: .text) ?? 0
      return quotedForPrompt(taxonomy.classes[index].name)
    }
    system = systemFile.filled([
      "classes": taxonomy.classes.map { Self.line(for: $0, cues) }.joined(separator: "\n"),
      "groups": groups.map { "- \($0.name): \($0.description)" }.joined(separator: "\n"),
      "title": example(.title), "text": example(.text), "figure": example(.figure),
      "caption": example(.caption),
    ])
    let names = taxonomy.classes.map(\.name) + groupNames
    classNames = "[\(names.map(quotedForPrompt).joined(separator: ", "))]"
    schema = schemaFile.filled([
      "classes": classNames, "id": #"{"type": "string"}"#, "why": #"{"type": "string"}"#,
      "ids": #"{"type": "array", "items": {"type": "string"}}"#,
    ])
    let parts = [version, system, schema, userFile.text, repairFile.text]
    let joined = parts.map { "\($0.utf8.count):\($0)" }.joined()
    hash = SHA256.hash(data: Data(joined.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  /// The JSON schema with bounds that not every server understands.
  ///
  /// Only ids that exist on the page can be named, and lists and texts have an end: a small model
  /// needs that to come to an end at all.
  ///
  /// - Parameters:
  ///   - lastRow: the greatest id of a row of text.
  ///   - drawings: the ids of all drawings, such as `g0`.
  public func boundedSchema(lastRow: Int, drawings: [String]) -> String {
    let row = "(\(numberPattern(upTo: lastRow)))"
    let one = ([row] + drawings).joined(separator: "|")
    let some = (["\(row)(-\(row))?"] + drawings).joined(separator: "|")
    let id = #"{"type": "string", "pattern": "^(\#(some))$"}"#
    return schemaFile.filled([
      "classes": classNames, "id": #"{"type": "string", "pattern": "^(\#(one))$"}"#,
      "ids": #"{"type": "array", "maxItems": 6, "items": \#(id)}"#,
      "why": #"{"type": "string", "maxLength": 60}"#,
    ])
  }

  /// The part that holds the page.
  ///
  /// - Parameters:
  ///   - bounds: size of the page image, pixels.
  ///   - languages: the languages that the page may be written in, such as `eng`.
  ///   - rows: the serialised rows, one a line.
  public func user(bounds: Box, languages: [String], rows: String) -> String {
    userFile.filled([
      "width": "\(Int(bounds.width))", "height": "\(Int(bounds.height))",
      "language": languages.joined(separator: "+"), "rows": quotedForPrompt(rows),
    ]).trimmingCharacters(in: .newlines)
  }

  /// A labelled page, for `examples`.
  ///
  /// - Parameters:
  ///   - bounds: size of the page image, pixels.
  ///   - isPart: whether some of its rows are left out.
  ///   - rows: the serialised rows, one a line.
  ///   - answer: the right answer, JSON on one line.
  public func example(bounds: Box, isPart: Bool, rows: String, answer: String) -> String {
    exampleFile.filled([
      "page": isPart ? "Part of a page" : "Page", "width": "\(Int(bounds.width))",
      "height": "\(Int(bounds.height))", "rows": quotedForPrompt(rows),
      "answer": rationale ? answer : answer.replacing(#","why":""}"#, with: "}"),
    ]).trimmingCharacters(in: .newlines)
  }

  /// What stands before the part that holds the page, where labelled pages are shown; nothing where
  /// there are none.
  ///
  /// - Parameter ofOtherDocuments: whether none is of the page's own document.
  public func examples(_ examples: [String], ofOtherDocuments: Bool) -> String {
    guard !examples.isEmpty else { return "" }
    let file = ofOtherDocuments ? otherExamplesFile : examplesFile
    return file.filled(["examples": examples.joined(separator: "\n\n")])
  }

  /// What to say when an answer could not be used, for `problem` as the validator words it.
  public func repair(problem: String) -> String {
    repairFile.filled(["problem": problem]).trimmingCharacters(in: .newlines)
  }

  private struct Cue: Decodable {
    var yes: String
    var no: String
  }

  private static func cues(of file: PromptFile) throws(PromptsError) -> [String: Cue] {
    do {
      return try JSONDecoder().decode([String: Cue].self, from: Data(file.text.utf8))
    } catch {
      throw .unreadable(file: file.name, reason: "\(error)")
    }
  }

  private static func line(for region: RegionClass, _ cues: [String: Cue]) -> String {
    let description = region.description.isEmpty ? region.role.rawValue : region.description
    guard let cue = cues[region.role.rawValue] else { return "- \(region.name): \(description)" }
    return "- \(region.name): \(description). Yes: \(cue.yes). No: \(cue.no)."
  }
}
