import Foundation
import GRDB
import Layout

/// The labels of a project: `galley.sqlite` in its folder.
///
/// A page is keyed by its file's path as the user gave it and its number. Everything about a page
/// is written in one transaction, so that a killed run leaves whole pages only. In write-ahead
/// mode several processes may work on one project; where two label the same page, both write the
/// same labels. Reading follows path, number and id, never the order of writing.
public struct LabelStore: Sendable {
  /// The project's folder.
  public let project: URL
  private let database: DatabasePool

  /// Opens a project's labels.
  ///
  /// - Parameters:
  ///   - create: whether to make the folder and the store if they are missing.
  ///   - isDurable: whether what is written outlives a power cut at once, as what people decide
  ///     should; labels can be made again.
  /// - Throws: `LabelStoreError`.
  public static func open(
    project: URL, create: Bool, isDurable: Bool = false
  ) throws(LabelStoreError) -> LabelStore {
    let file = project.appending(path: "galley.sqlite")
    if create {
      do {
        try FileManager.default.createDirectory(at: project, withIntermediateDirectories: true)
      } catch {
        throw .cannotCreate(project: project.path, reason: error.localizedDescription)
      }
    } else if !FileManager.default.fileExists(atPath: file.path) {
      throw .noProject(project.path)
    }
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(60)
      configuration.foreignKeysEnabled = true
      configuration.maximumReaderCount = 2
      if isDurable {
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      }
      return try ProjectLock.held(on: project) {
        let pool = try DatabasePool(path: file.path, configuration: configuration)
        let migrator = Schema.migrator
        guard try !pool.read(migrator.hasBeenSuperseded) else {
          throw LabelStoreError.newer(project: project.path)
        }
        try migrator.migrate(pool)
        return LabelStore(project: project, database: pool)
      }
    } catch {
      throw .from(error, project: project)
    }
  }

  private init(project: URL, database: DatabasePool) {
    self.project = project
    self.database = database
  }

  /// Records a set of parameters under its fingerprint.
  ///
  /// - Throws: `LabelStoreError`.
  public func record(
    parameters json: String, fingerprint: String
  ) async throws(LabelStoreError) {
    try await write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO parameters (fingerprint, json) VALUES (?, ?)",
        arguments: [fingerprint, json])
    }
  }

  /// The classes that the project is labelled with.
  ///
  /// - Throws: `LabelStoreError.noPages` when nothing has been labelled yet.
  public func taxonomy() async throws(LabelStoreError) -> Taxonomy {
    let taxonomy = try await read { database in try Self.taxonomy(in: database) }
    guard let taxonomy else { throw .noPages(project: project.path) }
    return taxonomy
  }

  /// Makes these the project's classes.
  ///
  /// - Throws: `LabelStoreError.otherTaxonomy` when pages are labelled with others: their
  ///   probabilities would be read wrongly.
  public func adopt(_ taxonomy: Taxonomy) async throws(LabelStoreError) {
    let project = project.path
    try await write { database in
      let existing = try Self.taxonomy(in: database)
      guard existing != taxonomy else { return }
      if let existing, try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM page") != 0 {
        throw LabelStoreError.otherTaxonomy(
          project: project, existing: existing.name, wanted: taxonomy.name)
      }
      let json = try PageRecord.json(taxonomy)
      try database.execute(
        sql: "INSERT OR REPLACE INTO project (id, taxonomy) VALUES (1, ?)", arguments: [json])
    }
  }

  static func taxonomy(in database: Database) throws -> Taxonomy? {
    try String.fetchOne(database, sql: "SELECT taxonomy FROM project")
      .map { try JSONDecoder().decode(Taxonomy.self, from: Data($0.utf8)) }
  }

  /// The fingerprints under which a page's labels were made; `nil` where there are none.
  ///
  /// - Throws: `LabelStoreError`.
  public func fingerprints(of key: PageKey) async throws(LabelStoreError) -> PageFingerprints? {
    try await read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT fingerprint, textFingerprint, teacherFingerprint FROM page
          WHERE path = ? AND number = ?
          """, arguments: [key.path, key.number]
      ).map {
        PageFingerprints(
          labels: $0["fingerprint"], text: $0["textFingerprint"], teacher: $0["teacherFingerprint"])
      }
    }
  }

  /// Writes all that is known of a page, in one transaction; what was there before goes, save
  /// what people corrected.
  ///
  /// - Throws: `LabelStoreError`.
  public func save(_ labels: PageLabels) async throws(LabelStoreError) {
    try await write { database in try PageRecord.write(labels, to: database) }
  }

  /// Records why a page (or, with page 0, a whole file) could not be labelled; of the page's
  /// labels only what people corrected stays.
  ///
  /// - Throws: `LabelStoreError`.
  public func saveFailure(
    path: String, page: Int, reason: String
  ) async throws(LabelStoreError) {
    try await write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO failure (path, number, reason) VALUES (?, ?, ?)",
        arguments: [path, page, reason])
      // Labels of an earlier state of the file would be wrong by now.
      if page > 0 { try PageRecord.forget(path, page, in: database) }
    }
  }

  /// Records what a file is, and that it can be opened.
  ///
  /// - Throws: `LabelStoreError`.
  public func saveSource(
    path: String, hash: String, format: String, pageCount: Int
  ) async throws(LabelStoreError) {
    try await write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO source (path, hash, format, pageCount) VALUES (?, ?, ?, ?)",
        arguments: [path, hash, format, pageCount])
      try database.execute(
        sql: "DELETE FROM failure WHERE path = ? AND (number = 0 OR number > ?)",
        arguments: [path, pageCount])
      try database.execute(
        sql: "DELETE FROM page WHERE path = ? AND number > ?", arguments: [path, pageCount])
    }
  }

  /// Paths of the files that hold a format.
  ///
  /// - Throws: `LabelStoreError`.
  public func files(ofFormat format: String) async throws(LabelStoreError) -> Set<String> {
    try await read { database in
      try Set(
        String.fetchAll(
          database, sql: "SELECT path FROM source WHERE format = ?", arguments: [format]))
    }
  }

  /// Paths and numbers of all labelled pages, in order.
  ///
  /// - Throws: `LabelStoreError`.
  public func pageKeys() async throws(LabelStoreError) -> [PageKey] {
    try await read { database in
      try Row.fetchAll(database, sql: "SELECT path, number FROM page ORDER BY path, number")
        .map { PageKey(path: $0["path"], number: $0["number"]) }
    }
  }

  /// A page's labels; `nil` where there are none.
  ///
  /// - Throws: `LabelStoreError`.
  public func labels(of key: PageKey) async throws(LabelStoreError) -> PageLabels? {
    try await read { database in try PageRecord.read(key, from: database) }
  }

  /// Files and pages that could not be labelled, in order.
  ///
  /// - Throws: `LabelStoreError`.
  public func failures() async throws(LabelStoreError) -> [PageFailure] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT path, number, reason FROM failure ORDER BY path, number"
      ).map { row in
        let number: Int = row["number"]
        return PageFailure(
          path: row["path"], page: number == 0 ? nil : number, reason: row["reason"])
      }
    }
  }

  /// Counts over the whole project.
  ///
  /// - Throws: `LabelStoreError`.
  public func summary() async throws(LabelStoreError) -> StoreSummary {
    try await read { database in try StoreSummary(database) }
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LabelStoreError) -> Value {
    do { return try await database.read(body) } catch { throw .from(error, project: project) }
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LabelStoreError) -> Value {
    do { return try await database.write(body) } catch { throw .from(error, project: project) }
  }
}
