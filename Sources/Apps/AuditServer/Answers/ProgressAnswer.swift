import LabelStore
import Layout

/// How far an audit is.
struct ProgressAnswer: Encodable {
  struct Share: Encodable {
    var total: Int
    var decided: Int
  }

  struct Pages: Encodable {
    var total: Int
    var done: Int
  }

  struct Source: Encodable {
    var source: String
    var right: Int
    var seen: Int
    var low: Double
    var high: Double
  }

  struct Rest: Encodable {
    var precision: Double
    var low: Double
    var high: Double
    var basis: Int
  }

  var regions: Share
  var pages: Pages
  @OrNull var agreement: Double?
  var sources: [Source]
  @OrNull var rest: Rest?

  init(_ statistics: AuditStatistics) {
    regions = Share(
      total: statistics.waiting + statistics.decided, decided: statistics.decided)
    pages = Pages(total: statistics.pages, done: statistics.donePages)
    let unchanged = statistics.unchanged
    agreement =
      unchanged.seen > 0 ? Double(unchanged.right) / Double(unchanged.seen) : nil
    sources = EstimateSource.allCases.compactMap { source in
      statistics.sources[source].map {
        Source(
          source: source.rawValue, right: $0.right, seen: $0.seen, low: $0.interval.lowerBound,
          high: $0.interval.upperBound)
      }
    }
    rest = statistics.rest.map {
      Rest(
        precision: $0.precision, low: $0.interval.lowerBound, high: $0.interval.upperBound,
        basis: $0.basis)
    }
  }
}
