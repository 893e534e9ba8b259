import GRDB
import Layout

extension LabelStore {
  /// What people decided on a page, by key.
  ///
  /// - Throws: `LabelStoreError`.
  public func corrections(of key: PageKey) async throws(LabelStoreError) -> [Correction] {
    try await read { database in try CorrectionRecord.all(of: key, in: database) }
  }

  /// Pages on which people decided something, or that they are done with, in order.
  ///
  /// - Throws: `LabelStoreError`.
  public func correctedPages() async throws(LabelStoreError) -> [PageKey] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT path, number FROM correction WHERE status <> 'open'
          UNION SELECT path, number FROM donePage ORDER BY path, number
          """
      ).map { PageKey(path: $0["path"], number: $0["number"]) }
    }
  }

  /// Whether a person is done with a page.
  ///
  /// - Throws: `LabelStoreError`.
  public func isDone(_ key: PageKey) async throws(LabelStoreError) -> Bool {
    try await read { database in try Self.isDone(key, in: database) }
  }

  /// Saves what a person decided about regions of a page, in one transaction.
  ///
  /// - Parameters:
  ///   - state: `PageLabels.fingerprint` of the labels that the person saw; `nil` for edits that
  ///     hold for any.
  ///   - by: who.
  ///   - at: when, ISO 8601.
  /// - Throws: `LabelStoreError`.
  public func save(
    _ edits: [CorrectionEdit], of key: PageKey, state: String?, by: String, at: String
  ) async throws(LabelStoreError) -> CorrectionOutcome {
    try await write { database in
      try Self.onPage(key, state: state, by: by, at: at, in: database) { _ in edits }
    }
  }

  /// Decisions about a page that come from another program.
  public struct PageEdits: Sendable {
    /// The page.
    public var page: PageKey
    /// The decisions.
    public var edits: [CorrectionEdit]

    /// Makes them.
    public init(page: PageKey, edits: [CorrectionEdit]) {
      self.page = page
      self.edits = edits
    }
  }

  /// Saves decisions about many pages, all of them or none, and says that these pages are done.
  ///
  /// - Throws: `LabelStoreError`, `.refused` where one of them makes no sense.
  public func save(
    _ pages: [PageEdits], by: String, at: String
  ) async throws(LabelStoreError) {
    let project = project.path
    try await write { database in
      for page in pages {
        let outcome = try Self.onPage(page.page, state: nil, by: by, at: at, in: database) { _ in
          page.edits
        }
        let name = "\(page.page.path) page \(page.page.number)"
        switch outcome {
        case .saved:
          try database.execute(
            sql: "INSERT OR REPLACE INTO donePage (path, number, doneBy, at) VALUES (?, ?, ?, ?)",
            arguments: [page.page.path, page.page.number, by, at])
        case .refused(let reason): throw LabelStoreError.refused(page: name, reason: reason)
        case .conflict, .relabelled, .gone:
          throw LabelStoreError.refused(
            page: name, reason: "it changed in \(project) meanwhile: import again")
        }
      }
    }
  }

  /// Says that a person is done with a page (or not): what the fusion accepted and nobody decided
  /// about is accepted then.
  ///
  /// - Throws: `LabelStoreError`.
  public func setDone(
    _ isDone: Bool, _ key: PageKey, state: String?, by: String, at: String
  ) async throws(LabelStoreError) -> CorrectionOutcome {
    try await write { database in
      let outcome = try Self.onPage(key, state: state, by: by, at: at, in: database) { draft in
        guard isDone else { return [] }
        let open = draft.page.regions.filter { $0.status == .open }
        let waiting = open.count { $0.fused?.decision == .review }
        guard waiting == 0 else {
          throw CorrectionDraft.Refusal(
            reason: "\(waiting) regions of the page wait for a decision: decide about them first")
        }
        return open.filter { $0.fused?.decision == .accepted }.map {
          CorrectionEdit(key: $0.key, version: $0.version, status: .accepted)
        }
      }
      if case .saved = outcome {
        try database.execute(
          sql: isDone
            ? "INSERT OR REPLACE INTO donePage (path, number, doneBy, at) VALUES (?, ?, ?, ?)"
            : "DELETE FROM donePage WHERE path = ? AND number = ?",
          arguments: isDone
            ? [key.path, key.number, by, at] : [key.path, key.number])
      }
      return outcome
    }
  }

  static func isDone(_ key: PageKey, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM donePage WHERE path = ? AND number = ?)",
      arguments: [key.path, key.number]) ?? false
  }

  private static func onPage(
    _ key: PageKey, state: String?, by: String, at: String, in database: Database,
    edits: (CorrectionDraft) throws -> [CorrectionEdit]
  ) throws -> CorrectionOutcome {
    guard let labels = try PageRecord.read(key, from: database),
      let taxonomy = try taxonomy(in: database)
    else { return .gone }
    if let state, state != labels.fingerprint { return .relabelled }
    let before = try CorrectionRecord.all(of: key, in: database)
      .map { $0.scaled(to: labels.page) }
    let draft = CorrectionDraft(
      page: AuditedPage(labels, corrections: before, taxonomy: taxonomy),
      corrections: before, bounds: labels.page.bounds, taxonomy: taxonomy, by: by, at: at)
    do {
      let edits = try edits(draft)
      let conflicts = draft.conflicts(edits)
      guard conflicts.isEmpty else { return .conflict(conflicts) }
      let corrections = try edits.map(draft.correction)
      try draft.check(edits, corrections)
      for correction in corrections {
        try CorrectionRecord.write(correction, of: key, to: database)
      }
      let after = AuditedPage(
        labels, corrections: try CorrectionRecord.all(of: key, in: database), taxonomy: taxonomy)
      try CorrectionRecord.mark(after.decided, of: key, in: database)
      if after.isUnfinished { try CorrectionRecord.reopen(key, in: database) }
      let keys = Set(corrections.map(\.key))
      return .saved(
        after.regions.filter { keys.contains($0.key) }, undecided: after.undecided)
    } catch let refusal as CorrectionDraft.Refusal {
      return .refused(reason: refusal.reason)
    }
  }
}
