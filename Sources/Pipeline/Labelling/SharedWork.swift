/// Values of neighbouring pages, made together once, or one by one where that fails.
actor SharedWork<Value: Sendable> {
  private let pages: ClosedRange<Int>
  private let make: @Sendable (ClosedRange<Int>) async throws -> [Value]
  private var together: Task<[Value], any Error>?

  /// - Parameter make: gives one value for each of the pages, in order.
  init(
    _ pages: ClosedRange<Int>,
    make: @escaping @Sendable (ClosedRange<Int>) async throws -> [Value]
  ) {
    self.pages = pages
    self.make = make
  }

  /// Starts, unless that has happened.
  func begin() { _ = started() }

  /// Ends what has begun, and waits for its end.
  func abandon() async {
    together?.cancel()
    _ = await together?.result
  }

  /// A page's value, when it is there.
  func value(of page: Int) async throws -> Value {
    let work = started()
    do {
      let values = try await withTaskCancellationHandler {
        try await work.value
      } onCancel: {
        work.cancel()
      }
      return values[page - pages.lowerBound]
    } catch {
      try Task.checkCancellation()
      guard pages.count > 1 else { throw error }
      return try await make(page...page)[0]
    }
  }

  private func started() -> Task<[Value], any Error> {
    if let together { return together }
    let work = Task { [make, pages] in try await make(pages) }
    together = work
    return work
  }
}
