import LabelStore
import Layout

/// A page with its regions.
struct PageAnswer: Encodable {
  var page: String
  var document: String
  var number: Int
  var width: Int
  var height: Int
  var state: String
  @OrNull var previous: String?
  @OrNull var next: String?
  var done: Bool
  var notes: [String]
  var regions: [RegionAnswer]
}

/// What came of an edit.
struct EditAnswer: Encodable {
  var regions: [RegionAnswer]
  var undecided: Int?
  var done: Bool?
  var error: String?
}
