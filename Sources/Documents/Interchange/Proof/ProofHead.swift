import Crypto
import Foundation
import Layout

/// What the template `proof-head` shows.
struct ProofHead {
  struct Class {
    var index: Int
    var name: String
    var description: String
    var colour: String
    var ink: String
    var accepted: Int
    var review: Int
    var hasReview: Bool
    /// Width of the bar, per cent.
    var acceptedShare: String
  }
  struct Row {
    var name: String
    var count: Int
    var share: String
  }
  struct Failure {
    var place: String
    var reason: String
  }

  var title: String
  var style: String
  /// The hash that lets the proof's own script run and no other.
  var scriptHash: String
  var taxonomy: String
  var classes: [Class]
  var pages: Int
  var accepted: Int
  var review: Int
  var ignored: Int
  var meanAgreement: String
  var sources: [Row]
  var textOrigins: [Row]
  var failures: [Failure]
  var failureCount: Int
  var hasFailures: Bool

  init(_ summary: ProofSummary, taxonomy: Taxonomy, templates: ProofTemplates) {
    title = summary.title
    style = templates.style
    scriptHash = Data(SHA256.hash(data: Data(templates.script.utf8))).base64EncodedString()
    self.taxonomy = taxonomy.name
    let most = summary.byClass.values.map(\.accepted).max() ?? 0
    classes = taxonomy.classes.enumerated().map { index, region in
      let counts = summary.byClass[index] ?? ProofSummary.Counts()
      return Class(
        index: index, name: region.name, description: region.description,
        colour: RolePalette.colour(of: region.role), ink: RolePalette.ink(on: region.role),
        accepted: counts.accepted, review: counts.review,
        hasReview: counts.review > 0, acceptedShare: Self.percent(counts.accepted, of: most))
    }
    pages = summary.pages
    accepted = summary.regions.accepted
    review = summary.regions.review
    ignored = summary.regions.ignored
    meanAgreement = summary.meanAgreement.map { $0.text(places: 2) } ?? "–"
    let bySources = summary.bySources.map { sources, counts in
      (
        name: EstimateSource.allCases.filter(sources.contains).map(\.proofName)
          .joined(separator: " + "),
        count: counts.accepted + counts.review
      )
    }
    let seen = bySources.reduce(0) { $0 + $1.count }
    sources = bySources.filter { $0.count > 0 }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      .map { Row(name: $0.name, count: $0.count, share: Self.percent($0.count, of: seen)) }
    let origins: [(TextOrigin, String)] = [
      (.textLayer, "text layer"), (.ocr, "OCR"), (.illegible, "OCR, hardly legible"),
      (.none, "no words"),
    ]
    textOrigins = origins.compactMap { origin, name in
      summary.textOrigins[origin].map {
        Row(name: name, count: $0, share: Self.percent($0, of: summary.pages))
      }
    }
    failures = summary.failures.map { Failure(place: $0.place, reason: $0.reason) }
    failureCount = failures.count
    hasFailures = !failures.isEmpty
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    whole > 0 ? (100 * Double(part) / Double(whole)).text(places: 1) : "0"
  }
}

/// What the template `proof-foot` shows.
struct ProofFoot {
  var isEmpty: Bool
  var script: String
}

extension EstimateSource {
  /// The source's name for readers.
  var proofName: String {
    switch self {
    case .teacher: "teacher"
    case .student: "student"
    case .languageModel: "language model"
    case .textRules: "text rules"
    case .human: "person"
    }
  }
}
