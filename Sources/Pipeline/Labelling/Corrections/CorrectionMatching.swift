import LabelStore
import Layout

/// Turns a page as a person left it in another program into decisions about the regions that are there.
///
/// A region of the file stands for the region of the page that goes by its id or, without such, that it
/// overlaps most (an overlap of at least 0.5), each for one. What stands for none is drawn; an
/// accepted or doubtful region that none stands for is rejected: the file holds the whole page.
public struct CorrectionMatching {
  /// A region of the file, page-image pixels.
  public struct Region: Hashable, Sendable {
    /// Its id in the file.
    public var id: String
    /// Where it is.
    public var box: Box
    /// Name of its class in the taxonomy.
    public var className: String
    /// Id of the enclosing region in the file.
    public var parent: String?
    /// Place in the reading order.
    public var order: Double?

    /// Makes a region.
    public init(
      id: String, box: Box, className: String, parent: String? = nil, order: Double? = nil
    ) {
      self.id = id
      self.box = box
      self.className = className
      self.parent = parent
      self.order = order
    }
  }

  /// What is to be saved; regions that are decided so already are left out.
  public let edits: [CorrectionEdit]
  /// Regions that somebody decided about otherwise before; they stay, unless they are overwritten.
  public let kept: Int

  /// Matches.
  ///
  /// - Parameters:
  ///   - overwrite: whether earlier decisions of people give way.
  ///   - page: what tells pages apart, for the keys of drawn regions: importing a file twice draws
  ///     nothing twice.
  public init(
    _ regions: [Region], on page: AuditedPage, of key: PageKey, taxonomy: Taxonomy,
    overwrite: Bool
  ) {
    let partners = Self.partners(of: regions, on: page)
    let keys = zip(regions, partners).map { region, partner in
      partner.map { page.regions[$0].key } ?? RegionKey.drawn(region.id, region.box, on: key)
    }
    let keysByID = Dictionary(zip(regions.map(\.id), keys)) { first, _ in first }
    let known = Dictionary(page.regions.map { ($0.key, $0) }) { first, _ in first }
    var edits: [CorrectionEdit] = []
    var kept = 0
    func decide(_ edit: CorrectionEdit) {
      let region = known[edit.key]
      let isOpen = region?.status ?? .open == .open
      guard let region, !edit.changes(region, taxonomy) || (!isOpen && !overwrite) else {
        edits.append(edit)
        return
      }
      if edit.changes(region, taxonomy) { kept += 1 }
    }
    for (region, key) in zip(regions, keys) {
      decide(
        CorrectionEdit(
          key: key, version: known[key]?.version ?? 0, status: .accepted,
          box: known[key].map { region.box.isNear($0.box) } ?? false ? nil : region.box,
          className: region.className, parent: region.parent.map { keysByID[$0] },
          order: region.order))
    }
    let matched = Set(partners.compactMap(\.self))
    for (index, region) in page.regions.enumerated() where !matched.contains(index) {
      let isTaken = region.fused.map { $0.decision != .ignored } ?? false
      guard region.status == .accepted || (region.status == .open && isTaken) else { continue }
      decide(CorrectionEdit(key: region.key, version: region.version, status: .rejected))
    }
    self.edits = edits
    self.kept = kept
  }

  /// For each region of the file its partner on the page.
  private static func partners(of regions: [Region], on page: AuditedPage) -> [Int?] {
    var partners = [Int?](repeating: nil, count: regions.count)
    var taken: Set<Int> = []
    for (index, region) in regions.enumerated() {
      if let own = page.regions.firstIndex(where: { $0.key == region.id }),
        taken.insert(own).inserted
      {
        partners[index] = own
      }
    }
    var pairs: [(overlap: Double, region: Int, own: Int)] = []
    for (index, region) in regions.enumerated() where partners[index] == nil {
      for (own, other) in page.regions.enumerated() where !taken.contains(own) {
        let overlap = region.box.intersectionOverUnion(other.box)
        if overlap >= AuditedRegion.sameRegion { pairs.append((overlap, index, own)) }
      }
    }
    for pair in pairs.sorted(by: { ($1.overlap, $0.region) < ($0.overlap, $1.region) })
    where partners[pair.region] == nil && !taken.contains(pair.own) {
      partners[pair.region] = pair.own
      taken.insert(pair.own)
    }
    return partners
  }
}

extension Box {
  /// Whether a format that writes hundredths of a pixel may have made the other out of one.
  fileprivate func isNear(_ other: Box) -> Bool {
    BoxCoordinate.allCases.allSatisfy { abs(self[$0] - other[$0]) <= 0.02 }
  }
}

extension CorrectionEdit {
  /// Whether the edit says something else than the region does.
  fileprivate func changes(_ region: AuditedRegion, _ taxonomy: Taxonomy) -> Bool {
    guard status == region.status else { return true }
    if let className, region.classIndex.map({ taxonomy.classes[$0].name }) != className {
      return true
    }
    return box.map { !$0.isNear(region.box) } ?? false
  }
}
