import Detection
import Layout

/// Which class of a detector each class of a taxonomy begins with.
public struct ClassRows: Sendable {
  /// By class of the taxonomy; `nil` starts anew.
  public let rows: [Int?]
  /// What is told: classes that take a row of another role, and those that start anew.
  public let notes: [String]

  /// Chooses rows by role: a class's own, else any it stands for, else the nearest.
  public init(of taxonomy: Taxonomy, from card: ModelCard) {
    func row(of role: RegionRole) -> Int? { card.classes.firstIndex { $0.role == role } }
    var (rows, near, new): ([Int?], [String], [String]) = ([], [], [])
    for region in taxonomy.classes {
      if let row = region.roles.lazy.compactMap(row).first {
        rows.append(row)
      } else if let row = region.role.nearest.lazy.compactMap(row).first {
        rows.append(row)
        near.append("\(region.name) from '\(card.classes[row].name)'")
      } else {
        rows.append(nil)
        new.append(region.name)
      }
    }
    self.rows = rows
    notes =
      (near.isEmpty
        ? [] : ["classes that start as another of \(card.name): \(near.joined(separator: ", "))"])
      + (new.isEmpty
        ? [] : ["classes that \(card.name) knows nothing of: \(new.joined(separator: ", "))"])
  }
}

extension RegionRole {
  /// Roles that look most alike, the nearest first.
  fileprivate var nearest: [RegionRole] {
    switch self {
    case .title: [.sectionHeader]
    case .sectionHeader: [.title]
    case .listItem: [.list, .reference, .text]
    case .list: [.listItem, .reference, .text]
    case .reference: [.listItem, .list, .text]
    case .caption, .footnote: [.text]
    case .formula: [.text]
    case .pageHeader: [.pageFooter]
    case .pageFooter: [.pageHeader]
    case .figure: [.table]
    case .table: [.figure]
    case .text: [.listItem, .caption]
    }
  }
}
