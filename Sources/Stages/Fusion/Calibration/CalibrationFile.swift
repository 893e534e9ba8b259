import Foundation
import Layout

extension FusionCalibration {
  /// Reads a file that `write` wrote.
  ///
  /// - Throws: `CalibrationError`.
  public init(contentsOf file: URL) throws(CalibrationError) {
    struct Head: Decodable { var version: Int }
    let decoder = JSONDecoder()
    do {
      let bytes = try Data(contentsOf: file)
      let version = try decoder.decode(Head.self, from: bytes).version
      guard version == Self.currentVersion else {
        throw CalibrationError.otherVersion(file: file.path, version: version)
      }
      self = try decoder.decode(Self.self, from: bytes)
    } catch let error as CalibrationError {
      throw error
    } catch let error as DecodingError {
      throw .unreadable(file: file.path, reason: Self.reason(of: error))
    } catch {
      throw .unreadable(file: file.path, reason: error.localizedDescription)
    }
  }

  /// Writes it as JSON, whole or not at all.
  ///
  /// - Throws: `CalibrationError.cannotWrite`.
  public func write(to file: URL) throws(CalibrationError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: file, options: .atomic)
    } catch {
      throw .cannotWrite(file: file.path, reason: error.localizedDescription)
    }
  }

  private static func reason(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "the key '\(path(context, key))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "'\(path(context))': \(context.debugDescription)"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is no JSON" : "'\(path(context))': \(context.debugDescription)"
    @unknown default: "\(error)"
    }
  }

  private static func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil)
    -> String
  {
    (context.codingPath + [key].compactMap(\.self)).map(\.stringValue).joined(separator: ".")
  }
}

extension FusionCalibration {
  /// Checks that it is of the sources that are going to be fused.
  ///
  /// - Parameter models: by source, what makes the estimates; a source that takes no part, or that
  ///   the calibration says nothing of, may be of any model.
  /// - Throws: `CalibrationError`.
  public func check(
    models: [EstimateSource: String], taxonomy: Taxonomy
  ) throws(CalibrationError) {
    guard provenance.taxonomy == taxonomy.name else {
      throw .otherTaxonomy(fitted: provenance.taxonomy, used: taxonomy.name)
    }
    for source in sources {
      guard let used = models[source.source], used != source.model else { continue }
      throw .otherModel(source: source.source, fitted: source.model, used: used)
    }
  }
}

/// Why a calibration cannot be used.
public enum CalibrationError: Error, Hashable, CustomStringConvertible {
  case unreadable(file: String, reason: String)
  case otherVersion(file: String, version: Int)
  case cannotWrite(file: String, reason: String)
  case otherModel(source: EstimateSource, fitted: String, used: String)
  case otherTaxonomy(fitted: String, used: String)
  case nothingToFit(truth: String, pages: Int)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): no calibration: \(reason): make one with 'galley fit-fusion'"
    case .otherVersion(let file, let version):
      "\(file): a calibration of version \(version), which this program does not read: make it "
        + "again with 'galley fit-fusion'"
    case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
    case .otherModel(let source, let fitted, let used):
      "the calibration is of the \(source.phrase) '\(fitted)', not of '\(used)': fit one for it "
        + "with 'galley fit-fusion', or label without --calibration"
    case .otherTaxonomy(let fitted, let used):
      "the calibration is for the classes of '\(fitted)', not of '\(used)': fit one for them with "
        + "'galley fit-fusion'"
    case .nothingToFit(let truth, let pages):
      "\(truth): its \(pages) pages have too few regions where a source sees one (20 of one source "
        + "are needed): label more pages"
    }
  }
}
