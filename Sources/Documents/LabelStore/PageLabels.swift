import Layout

/// A page's place in a project.
public struct PageKey: Hashable, Sendable {
  /// The file as the user gave it.
  public var path: String
  /// Page number, from 1.
  public var number: Int

  /// Makes a key.
  public init(path: String, number: Int) {
    self.path = path
    self.number = number
  }
}

/// What a page's labels, and the parts of them that outlive other parts, depend on.
public struct PageFingerprints: Hashable, Sendable {
  /// Hash of all inputs and parameters.
  public var labels: String
  /// Hash of what the words depend on.
  public var text: String
  /// Hash of what the teacher's estimates depend on.
  public var teacher: String

  /// Makes fingerprints.
  public init(labels: String, text: String, teacher: String) {
    self.labels = labels
    self.text = text
    self.teacher = teacher
  }
}

/// Everything that is known of a labelled page.
public struct PageLabels: Sendable, Equatable {
  /// The page.
  public var page: Page
  /// Its words.
  public var text: PageText
  /// What the teacher saw.
  public var teacher: [RegionEstimate]
  /// What the text sources proposed.
  public var proposals: [RegionEstimate]
  /// What became of them.
  public var fused: [FusedRegion]
  /// Class names in the order of the probabilities.
  public var classNames: [String]
  /// Hash of the inputs and parameters.
  public var fingerprint: String
  /// Hash of what the words alone depend on: they are kept when only later stages change.
  public var textFingerprint: String
  /// Hash of what the teacher's estimates alone depend on.
  public var teacherFingerprint: String
  /// Fingerprint of the parameters alone.
  public var parameters: String
  /// Warnings.
  public var notes: [String]
  /// Seconds by stage; never exported.
  public var seconds: [String: Double]
  /// Language-model tokens read and written.
  public var tokens: Int

  /// Makes a page's labels.
  public init(
    page: Page, text: PageText, teacher: [RegionEstimate], proposals: [RegionEstimate],
    fused: [FusedRegion], classNames: [String], fingerprint: String,
    textFingerprint: String, teacherFingerprint: String, parameters: String,
    notes: [String] = [], seconds: [String: Double] = [:], tokens: Int = 0
  ) {
    self.page = page
    self.text = text
    self.teacher = teacher
    self.proposals = proposals
    self.fused = fused
    self.classNames = classNames
    self.fingerprint = fingerprint
    self.textFingerprint = textFingerprint
    self.teacherFingerprint = teacherFingerprint
    self.parameters = parameters
    self.notes = notes
    self.seconds = seconds
    self.tokens = tokens
  }
}

extension PageLabels {
  /// The note of a page that only stands for others, which are drawn by Adobe's programs alone.
  public static let placeholderNote =
    "this page only stands for an XFA form, which Adobe's programs alone can show: print it to a PDF "
    + "there, and label that"

  /// The page as exporters take it: without words and hashes.
  public var labelledPage: LabelledPage {
    LabelledPage(
      page: page, textOrigin: text.origin, textReason: text.reason, teacher: teacher,
      proposals: proposals, fused: fused, notes: notes)
  }
}

/// A file or page that could not be labelled.
public struct PageFailure: Sendable, Equatable {
  /// The file as the user gave it.
  public var path: String
  /// Page number; `nil` for the whole file.
  public var page: Int?
  /// Why.
  public var reason: String
}
