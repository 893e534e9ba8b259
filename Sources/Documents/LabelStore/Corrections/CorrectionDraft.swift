import Layout

/// Turns edits into decisions, checked against the page that they are about.
struct CorrectionDraft {
  let page: AuditedPage
  /// All decisions on the page, those that were taken back too.
  let corrections: [Correction]
  let bounds: Box
  let taxonomy: Taxonomy
  let by: String
  let at: String

  /// Why an edit is refused.
  struct Refusal: Error {
    var reason: String
  }

  /// The regions whose version is not the one that an edit was made on.
  func conflicts(_ edits: [CorrectionEdit]) -> [AuditedRegion] {
    edits.compactMap { edit in
      if let region = page.regions.first(where: { $0.key == edit.key }) {
        return region.version == edit.version ? nil : region
      }
      // Drawn, and taken back since.
      guard let correction = corrections.first(where: { $0.key == edit.key }),
        correction.version != edit.version
      else { return nil }
      return AuditedRegion(correction, fused: nil, gain: 0, taxonomy: taxonomy)
    }
  }

  /// The decision of an edit.
  func correction(_ edit: CorrectionEdit) throws(Refusal) -> Correction {
    var correction = try base(edit)
    correction.version = edit.version + 1
    correction.status = edit.status
    correction.by = by
    correction.at = at
    correction.pageSize = [Int(bounds.width), Int(bounds.height)]
    if let box = edit.box {
      let clipped = box.clipped(to: bounds)
      guard box.isValid, clipped.isValid, clipped.width >= 1, clipped.height >= 1 else {
        throw Refusal(reason: "\(edit.key): its box must have at least 1 px on the page")
      }
      correction.box = clipped
    }
    if let name = edit.className {
      guard taxonomy.classes.contains(where: { $0.name == name }) else {
        throw Refusal(reason: "\(edit.key): the project has no class '\(name.prefix(80))'")
      }
      correction.className = name
    }
    if let order = edit.order {
      guard order.isFinite, abs(order) < 1e9 else {
        throw Refusal(reason: "\(edit.key): its place in the order is no number")
      }
      correction.order = order
    }
    if let parent = edit.parent { correction.parent = parent }
    return correction
  }

  private func base(_ edit: CorrectionEdit) throws(Refusal) -> Correction {
    let region = page.regions.first { $0.key == edit.key }
    // What was taken back begins anew from what the fusion says.
    if let correction = corrections.first(where: { $0.key == edit.key }),
      correction.status != .open || region?.fused == nil
    {
      return correction
    }
    guard let region else {
      guard RegionKey.isDrawn(edit.key), edit.version >= 0 else {
        throw Refusal(reason: "\(edit.key.prefix(40)): the page has no such region")
      }
      guard let box = edit.box, let name = edit.className else {
        throw Refusal(reason: "\(edit.key): a new region needs a box and a class")
      }
      let last = page.regions.last.map { $0.order + 1 } ?? 0
      return Correction(
        key: edit.key, version: 0, status: .accepted, box: box, className: name, parent: nil,
        order: last, by: by, at: at, origin: nil)
    }
    guard let fused = region.fused else {
      throw Refusal(reason: "\(edit.key): the page has no such region")
    }
    return Correction(
      key: edit.key, version: 0, status: .open, box: fused.box,
      className: taxonomy.classes[fused.classIndex].name, parent: parent(of: region),
      order: region.order,
      by: by, at: at,
      origin: Correction.Origin(
        box: fused.box, className: taxonomy.classes[fused.classIndex].name, score: fused.score,
        decision: fused.decision, gain: region.gain,
        parts: page.gain.parts(of: fused).map {
          Correction.Origin.Part(
            source: $0.source, box: $0.box, className: taxonomy.classes[$0.classIndex].name)
        }))
  }

  /// Refuses regions that are named twice, and parents that are not on the page or are within their
  /// own regions.
  func check(_ edits: [CorrectionEdit], _ corrections: [Correction]) throws(Refusal) {
    guard Set(corrections.map(\.key)).count == corrections.count else {
      throw Refusal(reason: "a region is named twice")
    }
    var parents: [String: String?] = [:]
    for region in page.regions { parents[region.key] = .some(parent(of: region)) }
    for correction in corrections { parents[correction.key] = .some(correction.parent) }
    for edit in edits {
      guard case .some(let wanted?) = edit.parent else { continue }
      guard parents[wanted] != nil else {
        throw Refusal(reason: "\(edit.key): the page has no region '\(wanted.prefix(40))'")
      }
      var (ancestor, steps): (String?, Int) = (wanted, 0)
      // A parent that is gone ends the chain.
      while let key = ancestor {
        steps += 1
        guard key != edit.key, steps <= parents.count + 1 else {
          throw Refusal(reason: "\(edit.key): a region cannot be within itself")
        }
        ancestor = parents[key] ?? nil
      }
    }
  }

  private func parent(of region: AuditedRegion) -> String? {
    if let correction = region.correction, correction.status != .open { return correction.parent }
    return region.fused?.parent.flatMap { id in page.regions.first { $0.fused?.id == id }?.key }
  }
}
