import Crypto
import Foundation
import Fusion
import Layout
import TextRecognition

/// Everything besides the page itself that decides what its labels are.
///
/// Two runs with equal parameters and equal files give equal labels; the label store keeps the
/// parameters, and a page made with others is made again.
public struct LabellingParameters: Codable, Hashable, Sendable {
  /// Raised whenever the program's own changes alter labels.
  public var algorithmVersion = 1
  /// The project's classes.
  public var taxonomy: Taxonomy
  /// Pixels per inch at which PDF pages are rendered.
  public var dpi: Double
  /// Tesseract languages, in order.
  public var languages: [String]
  /// Where words come from.
  public var textRecognition: OCRMode
  /// The teacher's name and file hash; `nil` without a teacher.
  public var teacher: String?
  /// Extra passes of test-time augmentation.
  public var augmentationPasses: Int
  /// The language model; `nil` where text rules propose.
  public var languageModel: String?
  /// Hash of the prompt template, where a language model proposes.
  public var promptVersion: String?
  /// The fusion's own parameters.
  public var fusion: FusionSettings

  /// SHA-256 (hex) of the parameters in a canonical form.
  public var fingerprint: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return Self.hex(SHA256.hash(data: try encoder.encode(self)))
    }
  }

  /// SHA-256 (hex) of the parameters' fingerprint together with one page of one file.
  static func pageFingerprint(parameters: String, fileHash: String, page: Int) -> String {
    hex(SHA256.hash(data: Data("\(parameters)/\(fileHash)/\(page)".utf8)))
  }

  private static func hex(_ digest: some Sequence<UInt8>) -> String {
    digest.map { String(format: "%02x", $0) }.joined()
  }
}
