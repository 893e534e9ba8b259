import Crypto
import Foundation
import Fusion
import LabelStore
import Layout
import RegionProposals
import TextRecognition

/// Everything besides the page itself that decides what its labels are.
///
/// Two runs with equal parameters and equal files give equal labels; the label store keeps the
/// parameters, and a page made with others is made again.
public struct LabellingParameters: Codable, Hashable, Sendable {
  /// Raised whenever the program's own changes alter labels.
  public var algorithmVersion = 2
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
  /// How pages are read.
  public var readingVersion = PageReading.version
  /// The text rules.
  public var textRules = TextRulesProposer.model
  /// The fusion's own parameters.
  public var fusion: FusionSettings
  /// The learned gate that weighs sources beside them.
  public var gate: Gate?

  /// Makes parameters.
  public init(
    taxonomy: Taxonomy, dpi: Double = 150, languages: [String] = ["eng"],
    textRecognition: OCRMode = .auto, teacher: String? = nil, augmentationPasses: Int = 1,
    languageModel: String? = nil, promptVersion: String? = nil,
    fusion: FusionSettings = FusionSettings()
  ) {
    self.taxonomy = taxonomy
    self.dpi = dpi
    self.languages = languages
    self.textRecognition = textRecognition
    self.teacher = teacher
    self.augmentationPasses = augmentationPasses
    self.languageModel = languageModel
    self.promptVersion = promptVersion
    self.fusion = fusion
  }

  /// The parameters as canonical JSON.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// SHA-256 (hex) of the canonical JSON.
  public var fingerprint: String { get throws { Self.hash([try json]) } }

  /// What a page's labels depend on.
  private func pageFingerprint(_ parameters: String, _ page: PageIdentity) -> String {
    Self.hash([parameters, page.fileHash, "\(page.number)"])
  }

  /// All that a page's labels depend on, under parameters of the given fingerprint.
  func fingerprints(_ parameters: String, _ page: PageIdentity) -> PageFingerprints {
    PageFingerprints(
      labels: pageFingerprint(parameters, page), text: textFingerprint(page),
      teacher: teacherFingerprint(page))
  }

  /// What a page's words depend on.
  private func textFingerprint(_ page: PageIdentity) -> String {
    Self.hash([
      page.fileHash, "\(page.number)", "\(dpi)", languages.joined(separator: "+"),
      textRecognition.rawValue, "\(algorithmVersion)", "\(readingVersion)",
    ])
  }

  /// What a teacher's estimates of a page depend on.
  private func teacherFingerprint(_ page: PageIdentity) -> String {
    Self.hash([
      page.fileHash, "\(page.number)", "\(dpi)", teacher ?? "none", "\(augmentationPasses)",
      taxonomy.name, taxonomy.classes.map(\.name).joined(separator: "|"), "\(algorithmVersion)",
    ])
  }

  private static func hash(_ parts: [String]) -> String {
    // Each part with its length, so that no two lists run together.
    let joined = parts.map { "\($0.utf8.count):\($0)" }.joined()
    return SHA256.hash(data: Data(joined.utf8)).map { String(format: "%02x", $0) }.joined()
  }
}

/// A page before it is drawn.
struct PageIdentity: Sendable {
  var fileHash: String
  var number: Int
}
