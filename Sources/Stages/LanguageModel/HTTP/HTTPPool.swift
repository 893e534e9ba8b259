import Foundation

/// Lends connections up to a limit; who comes later waits in turn.
actor HTTPPool {
  private var idle: [HTTPSession] = []
  private var made = 0
  private let limit: Int
  private var waiting: [(id: UUID, continuation: CheckedContinuation<HTTPSession?, Never>)] = []

  init(limit: Int) { self.limit = max(1, limit) }

  /// Does one exchange on a connection of the pool.
  func exchange(_ request: HTTPRequest) async throws(LanguageModelError) -> HTTPAnswer {
    guard let session = await take() else {
      if Task.isCancelled { throw .cancelled }
      throw .connectionBroken(url: request.url, reason: "out of memory")
    }
    defer { give(session) }
    return try await session.exchange(request)
  }

  private func take() async -> HTTPSession? {
    if let session = idle.popLast() { return session }
    if made < limit {
      guard let session = HTTPSession() else { return nil }
      made += 1
      return session
    }
    let id = UUID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A task that is cancelled already would otherwise wait for a turn it does not want.
        if Task.isCancelled {
          continuation.resume(returning: nil)
        } else {
          waiting.append((id, continuation))
        }
      }
    } onCancel: {
      Task { await self.leave(id) }
    }
  }

  private func leave(_ id: UUID) {
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
    waiting.remove(at: index).continuation.resume(returning: nil)
  }

  private func give(_ session: HTTPSession) {
    if waiting.isEmpty {
      idle.append(session)
    } else {
      waiting.removeFirst().continuation.resume(returning: session)
    }
  }
}
