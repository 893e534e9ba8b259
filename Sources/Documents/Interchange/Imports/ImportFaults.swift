/// What is wrong with a record of an imported file, where in it, and what to do about it.
struct ImportFault: Error, Hashable {
  var place: String?
  var reason: String

  /// The fault as one of a record that its own place stands in.
  func inside(_ outer: String) -> ImportFault {
    guard let place else { return ImportFault(place: outer, reason: reason) }
    let separator = outer.isEmpty || place.hasPrefix("[") ? "" : "."
    return ImportFault(place: outer + separator + place, reason: reason)
  }
}

/// The faults of a file, gathered so that all of them are told at once; the first ones are kept.
struct ImportFaults {
  private(set) var first: [ImportFault] = []
  private(set) var count = 0

  mutating func add(_ fault: ImportFault) {
    count += 1
    if first.count < InterchangeError.mostTold { first.append(fault) }
  }

  mutating func add(_ others: ImportFaults) {
    count += others.count
    first += others.first.prefix(InterchangeError.mostTold - first.count)
  }

  /// Notes what a body throws, and goes on.
  mutating func gather(at place: String? = nil, _ body: () throws(ImportFault) -> Void) {
    do { try body() } catch { add(place.map(error.inside) ?? error) }
  }

  /// Names the record that all faults since a number of them lie in.
  mutating func place(since start: Int, in outer: String) {
    for index in first.indices.dropFirst(start) { first[index] = first[index].inside(outer) }
  }
}

/// The faults of all files of an import.
public struct ImportFindings: Sendable {
  private var errors: [InterchangeError] = []
  private var count = 0

  /// Notes something wrong with a file.
  public mutating func add(_ error: InterchangeError) {
    count += 1
    if errors.count < InterchangeError.mostTold { errors.append(error) }
  }

  mutating func add(_ faults: ImportFaults, file: String) {
    for fault in faults.first {
      add(.badImport(file: file, place: fault.place ?? "its start", reason: fault.reason))
    }
    count += faults.count - faults.first.count
  }

  /// Notes what a body throws, and gives `nil` then.
  mutating func gather<Value>(
    _ body: () throws(InterchangeError) -> Value
  ) -> Value? {
    do {
      return try body()
    } catch {
      add(error)
      return nil
    }
  }

  /// Whether nothing was wrong.
  public var isEmpty: Bool { count == 0 }

  /// Knows of nothing wrong.
  public init() {}

  /// Ends the import if anything was wrong.
  ///
  /// - Throws: the only `InterchangeError`, or `.several`.
  public func check() throws(InterchangeError) {
    guard let first = errors.first else { return }
    throw count == 1 ? first : .several(errors, more: count - errors.count)
  }
}
