import LabelStore

/// A stretch of the queue.
struct QueueAnswer: Encodable {
  struct Item: Encodable {
    var page: String
    var key: String
    var document: String
    var number: Int
    var `class`: Int
    var score: Double
    var gain: Double
    var reason: String
  }

  var total: Int
  var totalIsExact: Bool
  var items: [Item]

  init(_ regions: [QueuedRegion], total: Int, isExact: Bool, _ project: AuditedProject) {
    self.total = total
    totalIsExact = isExact
    items = regions.map { region in
      Item(
        page: region.page, key: region.key, document: region.document, number: region.number,
        class: project.classIndex(region.className) ?? 0, score: region.score, gain: region.gain,
        reason: region.flags.first ?? "")
    }
  }
}

/// A stretch of the pages.
struct PagesAnswer: Encodable {
  struct Item: Encodable {
    var page: String
    var document: String
    var number: Int
    var undecided: Int
    var done: Bool
  }

  var total: Int
  var items: [Item]

  init(_ pages: [AuditPageEntry], total: Int) {
    self.total = total
    items = pages.map {
      Item(
        page: $0.token, document: $0.document, number: $0.number, undecided: $0.undecided,
        done: $0.isDone)
    }
  }
}
