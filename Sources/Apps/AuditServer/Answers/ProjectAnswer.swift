import Crypto
import Foundation
import Fusion
import Interchange
import LabelStore
import Layout

/// What the page must know of a project before anything else.
struct ProjectAnswer: Encodable {
  struct Class: Encodable {
    var name: String
    var colour: String
  }

  struct Reason: Encodable {
    var name: String
    var meaning: String
  }

  /// Tells projects of one name apart, without telling where they lie.
  var id: String
  var name: String
  var user: String
  var classes: [Class]
  var sources = EstimateSource.allCases.filter { $0 != .human }.map(\.rawValue)
  var reasons = RegionFlag.ofFusedRegions.map { Reason(name: $0.rawValue, meaning: $0.meaning) }

  init(_ project: AuditedProject, user: String) {
    id = SHA256.hash(data: Data(project.store.project.standardizedFileURL.path.utf8)).prefix(8)
      .map { String(format: "%02x", $0) }.joined()
    name = project.store.project.lastPathComponent
    self.user = user
    classes = project.taxonomy.classes.map {
      Class(name: $0.name, colour: RolePalette.colour(of: $0.roles.first ?? .text))
    }
  }
}

extension RegionFlag {
  fileprivate var meaning: String {
    switch self {
    case .conflict: "the sources contradict each other on an edge"
    case .classDisagreement: "the sources give different classes"
    case .classFlip: "the class is not the teacher's"
    case .llmMerges: "a text region covers several of the teacher's"
    case .llmSplits: "the text has several regions where the teacher sees one"
    case .clipped: "the box was cut at the page's edge"
    case .joinedItems: "the items of a list were joined"
    }
  }
}
