import Foundation
import Layout

extension Gate {
  /// Reads a file that `write` wrote.
  public init(contentsOf file: URL) throws(GateError) {
    struct Head: Decodable { var version: Int }
    let decoder = JSONDecoder()
    let gate: Gate
    do {
      let bytes = try Data(contentsOf: file)
      let version = try decoder.decode(Head.self, from: bytes).version
      guard version == Self.currentVersion else {
        throw GateError.otherVersion(file: file.path, version: version)
      }
      gate = try decoder.decode(Gate.self, from: bytes)
    } catch let error as GateError {
      throw error
    } catch {
      throw .unreadable(file: file.path, reason: "\(error)")
    }
    // What a hand has written may not fit together.
    self = try Gate(gate.size, pools: gate.pools, provenance: gate.provenance).with(gate.network)
  }

  /// Writes it as JSON, whole or not at all.
  public func write(to file: URL) throws(GateError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: file, options: .atomic)
    } catch {
      throw .cannotWrite(file: file.path, reason: error.localizedDescription)
    }
  }

  /// Checks that it was trained on what is going to be fused.
  ///
  /// - Parameter models: by source what makes the estimates; a source that is not named, here or in
  ///   the gate, may be of any model.
  public func check(
    models: [EstimateSource: String], taxonomy: Taxonomy
  ) throws(GateError) {
    guard provenance.taxonomy == taxonomy.name else {
      throw .otherTaxonomy(trained: provenance.taxonomy, used: taxonomy.name)
    }
    for source in EstimateSource.allCases {
      guard let trained = provenance.models[source.rawValue], let used = models[source],
        trained != used
      else { continue }
      throw .otherModel(source: source, trained: trained, used: used)
    }
  }
}
