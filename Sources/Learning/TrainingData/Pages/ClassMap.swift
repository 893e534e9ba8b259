import Foundation
import Layout

/// From the class names of labels to those of a taxonomy.
public struct ClassMap: Hashable, Sendable {
  /// For each name of the labels the taxonomy's; `nil` leaves the class out.
  public var targets: [String: String?]

  /// Makes a map; a name that it lacks stands for itself.
  public init(_ targets: [String: String?] = [:]) { self.targets = targets }

  /// Reads a JSON object of names, or the one under a data set's name in an object of such objects.
  ///
  /// - Throws: `TrainingDataError.badClassMap`.
  public static func load(
    from file: URL, dataset: String? = nil
  ) throws(TrainingDataError) -> ClassMap {
    let bytes: Data
    do { bytes = try Data(contentsOf: file) } catch {
      throw .badClassMap(file: file.path, reason: error.localizedDescription)
    }
    let decoder = JSONDecoder()
    guard let dataset else {
      guard let targets = try? decoder.decode([String: String?].self, from: bytes) else {
        throw .badClassMap(file: file.path, reason: "it is not an object of names")
      }
      return ClassMap(targets)
    }
    guard let maps = try? decoder.decode([String: [String: String?]].self, from: bytes) else {
      throw .badClassMap(file: file.path, reason: "it is not an object of class maps")
    }
    guard let targets = maps[dataset] else {
      throw .badClassMap(file: file.path, reason: "it has no data set '\(dataset)'")
    }
    return ClassMap(targets)
  }

  /// For each name the position of its class in a taxonomy; `nil` for a class that is left out.
  ///
  /// - Throws: `TrainingDataError.unknownTarget`.
  public func indices(
    of names: [String], in taxonomy: Taxonomy
  ) throws(TrainingDataError) -> [Int?] {
    var indices: [Int?] = []
    for name in names {
      guard let target = targets[name] else {
        indices.append(taxonomy.classIndex(named: name))
        continue
      }
      guard let target else {
        indices.append(nil)
        continue
      }
      guard let index = taxonomy.classIndex(named: target) else {
        throw .unknownTarget(className: name, target: target, taxonomy: taxonomy.name)
      }
      indices.append(index)
    }
    return indices
  }
}
