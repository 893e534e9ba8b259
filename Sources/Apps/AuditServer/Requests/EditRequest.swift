import Foundation
import LabelStore
import Layout

/// Decisions that a person sends.
struct EditRequest: Decodable {
  struct Edit: Decodable {
    var key: String
    var version: Int
    var status: Correction.Status
    var box: [Double]?
    var `class`: Int?
    var order: Double?
    /// `nil`: stays; `.some(nil)`: none.
    var parent: String??

    private enum CodingKeys: String, CodingKey {
      case key, version, status, box, `class`, order, parent
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      key = try values.decode(String.self, forKey: .key)
      version = try values.decode(Int.self, forKey: .version)
      status = try values.decode(Correction.Status.self, forKey: .status)
      box = try values.decodeIfPresent([Double].self, forKey: .box)
      self.class = try values.decodeIfPresent(Int.self, forKey: .class)
      order = try values.decodeIfPresent(Double.self, forKey: .order)
      // Absent and null mean different things here.
      parent =
        values.contains(.parent)
        ? .some(try values.decodeIfPresent(String.self, forKey: .parent)) : nil
    }
  }

  static let mostEdits = 1000

  var state: String
  var edits: [Edit]

  /// The edits as the label store takes them.
  func corrections(_ taxonomy: Taxonomy) throws(RequestError) -> [CorrectionEdit] {
    guard (1...Self.mostEdits).contains(edits.count) else {
      throw RequestError(.badRequest, "edits: from 1 to \(Self.mostEdits) at once")
    }
    var corrections: [CorrectionEdit] = []
    for edit in edits {
      guard edit.key.utf8.count <= 64, (0..<Int(Int32.max)).contains(edit.version) else {
        throw RequestError(.badRequest, "an edit's key or version makes no sense")
      }
      var correction = CorrectionEdit(
        key: edit.key, version: edit.version, status: edit.status, parent: edit.parent,
        order: edit.order)
      if let box = edit.box {
        guard box.count == 4 else {
          throw RequestError(.badRequest, "\(edit.key): a box has four numbers")
        }
        correction.box = Box { box[$0.rawValue] }
      }
      if let index = edit.class {
        guard taxonomy.classes.indices.contains(index) else {
          throw RequestError(.badRequest, "\(edit.key): there is no class \(index)")
        }
        correction.className = taxonomy.classes[index].name
      }
      corrections.append(correction)
    }
    return corrections
  }
}

/// Says that a page is done, or not.
struct DoneRequest: Decodable {
  var state: String
  var done: Bool
}
