import CCurl
import Foundation
import Synchronization

/// What the tasks that want exchanges and the thread that does them tell each other.
///
/// `@unchecked Sendable`: the pointer to the connections, which tasks use only to wake the thread,
/// lies behind the mutex like all else.
final class TransferQueue: @unchecked Sendable {
  /// What the thread has to do next.
  struct Work {
    var begin: [(ticket: Int, exchange: WaitingExchange)] = []
    /// Tickets of exchanges in flight that nobody wants any more.
    var end: [Int] = []
  }

  private struct State {
    var tickets = 0
    var waiting: [Int: WaitingExchange] = [:]
    /// No ticket below this one waits.
    var next = 0
    var unwanted: [Int] = []
    var multi: OpaquePointer?
    /// Whether the thread waits, or is about to, and nobody has woken it yet.
    var isAsleep = false
    var isClosed = false
    /// Whether nothing may begin any more.
    var isShut = false

    mutating func wake() {
      guard isAsleep, let multi else { return }
      isAsleep = false
      galley_http_wake(multi)
    }
  }

  private let limit: Int
  private let mayGoOn: @Sendable (Result<HTTPAnswer, LanguageModelError>) -> Bool
  private let state = Mutex(State())

  init(
    limit: Int, mayGoOn: @escaping @Sendable (Result<HTTPAnswer, LanguageModelError>) -> Bool
  ) {
    self.limit = limit
    self.mayGoOn = mayGoOn
  }

  // MARK: For the tasks

  /// A number that stands for an exchange; numbers are served in order.
  func ticket() -> Int {
    state.withLock {
      $0.tickets += 1
      return $0.tickets - 1
    }
  }

  /// Puts an exchange in line; starts the thread for the first one.
  func add(_ exchange: WaitingExchange, _ ticket: Int) {
    let refusal: LanguageModelError? = state.withLock { state in
      // Whoever is cancelled from here on finds the exchange in line.
      if Task.isCancelled || state.isShut { return .cancelled }
      if state.multi == nil {
        guard let multi = galley_http_multi_create(limit) else {
          return .connectionBroken(url: exchange.request.route.url, reason: "out of memory")
        }
        state.multi = multi
        start()
      }
      state.waiting[ticket] = exchange
      state.next = min(state.next, ticket)
      state.wake()
      return nil
    }
    if let refusal { exchange.continuation.resume(returning: .failure(refusal)) }
  }

  /// Ends an exchange, in line or in flight.
  func cancel(_ ticket: Int) {
    let exchange: WaitingExchange? = state.withLock { state in
      if let exchange = state.waiting.removeValue(forKey: ticket) { return exchange }
      state.unwanted.append(ticket)
      state.wake()
      return nil
    }
    exchange?.continuation.resume(returning: .failure(.cancelled))
  }

  /// Ends the thread; nothing may be in line or in flight.
  func close() {
    state.withLock {
      $0.isClosed = true
      $0.wake()
    }
  }

  // MARK: For the thread

  /// What to do, with as many exchanges as there is room for; `nil` to end.
  func take(room: Int) -> Work? {
    state.withLock { state in
      if state.isClosed {
        // The thread frees it.
        state.multi = nil
        return nil
      }
      state.isAsleep = false
      var work = Work()
      swap(&work.end, &state.unwanted)
      while work.begin.count < room, !state.waiting.isEmpty, state.next < state.tickets {
        if let exchange = state.waiting.removeValue(forKey: state.next) {
          work.begin.append((state.next, exchange))
        }
        state.next += 1
      }
      return work
    }
  }

  /// Whether there is nothing to take; from then on whoever brings something wakes the thread.
  func maySleep(room: Int) -> Bool {
    state.withLock { state in
      let isIdle =
        !state.isClosed && state.unwanted.isEmpty && (room == 0 || state.waiting.isEmpty)
      state.isAsleep = isIdle
      return isIdle
    }
  }

  /// Notes what came of an exchange; to be called before `take` fills its place.
  func note(_ result: Result<HTTPAnswer, LanguageModelError>) {
    guard !mayGoOn(result) else { return }
    let dismissed = state.withLock { state in
      state.isShut = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    for exchange in dismissed.values {
      exchange.continuation.resume(returning: .failure(.cancelled))
    }
  }

  private func start() {
    let thread = Thread { [self] in
      guard let multi = state.withLock(\.multi) else { return }
      TransferLoop(queue: self, multi: multi, limit: limit).run()
    }
    thread.name = "galley.http"
    thread.qualityOfService = .userInitiated
    thread.start()
  }
}
