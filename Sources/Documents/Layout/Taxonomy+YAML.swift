import Foundation
import Yams

extension Taxonomy {
  /// The built-in taxonomy of that name, or the one described by the YAML file at that path.
  ///
  /// - Throws: `TaxonomyError`.
  public static func named(_ nameOrFile: String) throws(TaxonomyError) -> Taxonomy {
    if let builtIn = builtIn.first(where: { $0.name == nameOrFile.lowercased() }) {
      return builtIn
    }
    let looksLikeFile = nameOrFile.contains("/") || nameOrFile.contains(".")
    guard looksLikeFile else { throw .unknown(name: nameOrFile) }
    return try load(from: URL(fileURLWithPath: nameOrFile))
  }

  /// Reads a taxonomy from a YAML file with the keys `name` and `classes` (each with `name`,
  /// `roles` and optionally `description`).
  ///
  /// - Throws: `TaxonomyError`.
  public static func load(from file: URL) throws(TaxonomyError) -> Taxonomy {
    let draft: Draft
    do {
      draft = try YAMLDecoder().decode(Draft.self, from: Data(contentsOf: file))
    } catch {
      throw .unreadable(file: file.path, reason: Self.reason(of: error))
    }
    return try Taxonomy(
      name: draft.name,
      classes: draft.classes.map {
        RegionClass(name: $0.name, roles: $0.roles, description: $0.description ?? "")
      })
  }

  private struct Draft: Decodable {
    struct Class: Decodable {
      var name: String
      var roles: [RegionRole]
      var description: String?
    }
    var name: String
    var classes: [Class]
  }

  private static func reason(of error: any Error) -> String {
    guard let decoding = error as? DecodingError else { return error.localizedDescription }
    switch decoding {
    case .keyNotFound(let key, _): return "the key '\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    @unknown default: return "\(decoding)"
    }
  }
}
