import Foundation
import Yams

/// The words and signs that open captions, notes, headings and list items, in several languages.
package struct LineWords: Sendable {
  /// Signs that open an item.
  var bullets = ""
  /// Signs that open an item before a space.
  var dashes = ""
  /// Words of all languages, longer ones first: "figure" must not be taken for "fig".
  var caption: [String] = []
  var source: [String] = []
  var heading: [String] = []
  var page: [String] = []
  var of: [String] = []

  /// No words, as where the file cannot be read.
  init() {}

  /// Reads the words of a YAML file's text.
  ///
  /// - Parameter file: what the error calls it.
  /// - Throws: `RegionProposalsError.lineWords`.
  package init(yaml: String, file: String) throws(RegionProposalsError) {
    let content: Content
    do { content = try YAMLDecoder().decode(Content.self, from: yaml) } catch {
      throw .lineWords(file: file, reason: "\(error)")
    }
    let languages = content.languages.sorted { $0.key < $1.key }.map(\.value)
    func words(_ list: (Content.Language) -> [String]?) -> [String] {
      Set(languages.flatMap { list($0) ?? [] }).sorted { ($1.count, $0) < ($0.count, $1) }
    }
    bullets = content.bullets
    dashes = content.dashes
    caption = words(\.caption)
    source = words(\.source)
    heading = words(\.heading)
    page = words(\.page)
    of = words(\.of)
  }

  /// The words that come with Galley.
  static let bundled: Result<LineWords, RegionProposalsError> = Result {
    () throws(RegionProposalsError) in
    let name = "line-words.yaml"
    guard let url = Bundle.module.url(forResource: name, withExtension: nil) else {
      throw .lineWords(file: name, reason: "it is not there")
    }
    let text: String
    do { text = try String(contentsOf: url, encoding: .utf8) } catch {
      throw .lineWords(file: url.path, reason: error.localizedDescription)
    }
    return try LineWords(yaml: text, file: url.path)
  }

  private struct Content: Decodable {
    struct Language: Decodable {
      var caption, source, heading, page, of: [String]?
    }
    var bullets: String
    var dashes: String
    var languages: [String: Language]
  }
}
