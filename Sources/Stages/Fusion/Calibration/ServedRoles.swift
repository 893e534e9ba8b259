import Layout

/// Finds the roles whose boxes fitted numbers make better on documents that they were not fitted on.
///
/// How tightly people draw a page header, say, differs from document to document, and what a few of
/// them teach is wrong for the next as often as not.
struct ServedRoles {
  /// Documents with a role from which anything is said.
  private static let leastDocuments = 3

  /// By role and document, how much the fitted numbers change the loss of a site.
  private var changes: [RegionRole: [String: [Double]]] = [:]

  /// Adds documents that were left out.
  mutating func add(
    _ sites: [[MatchedEstimate]], before: FusionSettings, after: FusionSettings
  ) {
    let (before, after) = (BoxLoss(before), BoxLoss(after))
    for site in sites {
      guard let first = site.first, let old = before.missed(site), let new = after.missed(site)
      else { continue }
      changes[first.role, default: [:]][first.document, default: []].append(new - old)
    }
  }

  /// The roles whose mean loss, documents counting alike, falls by more than two standard errors.
  var roles: Set<RegionRole> {
    Set(
      changes.filter { _, documents in
        let means = documents.sorted { $0.key < $1.key }.map {
          $0.value.reduce(0, +) / Double($0.value.count)
        }
        guard means.count >= Self.leastDocuments else { return false }
        let count = Double(means.count)
        let mean = means.reduce(0, +) / count
        let square = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return mean < 0 && mean * mean > 4 * square / count
      }.keys)
  }
}
