import CCurl
import Foundation
import Synchronization

/// What the tasks that want exchanges and the threads that do them tell each other.
///
/// `@unchecked Sendable`: the pointers to the connections, which tasks use only to wake a thread,
/// lie behind the mutex like all else.
final class TransferQueue: @unchecked Sendable {
  /// What a thread has to do next.
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
    var lanes: [Lane] = []
    var isClosed = false
    /// Whether nothing may begin any more.
    var isShut = false
  }

  /// One thread with its connections.
  private struct Lane {
    var multi: OpaquePointer?
    /// Tickets of exchanges that nobody wants any more; perhaps in flight here.
    var unwanted: [Int] = []
    /// Whether the thread waits, or is about to, and nobody has woken it yet.
    var isAsleep = false
    /// Whether it could begin something when it fell asleep.
    var hasRoom = true

    mutating func wake() {
      guard isAsleep, let multi else { return }
      isAsleep = false
      galley_http_wake(multi)
    }
  }

  /// Exchanges in flight at once from which on one thread is too slow.
  private static let manyInFlight = 32

  /// Exchanges in flight at once, by thread.
  private let limits: [Int]
  private let mayGoOn: @Sendable (Result<HTTPAnswer, LanguageModelError>) -> Bool
  private let state = Mutex(State())

  init(
    limit: Int, mayGoOn: @escaping @Sendable (Result<HTTPAnswer, LanguageModelError>) -> Bool
  ) {
    limits = limit < Self.manyInFlight ? [limit] : [(limit + 1) / 2, limit / 2]
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

  /// Puts an exchange in line; starts the threads for the first one.
  func add(_ exchange: WaitingExchange, _ ticket: Int) {
    let refusal: LanguageModelError? = state.withLock { state in
      // Whoever is cancelled from here on finds the exchange in line.
      if Task.isCancelled || state.isShut { return .cancelled }
      guard start(&state) else {
        return .connectionBroken(url: exchange.request.route.url, reason: "out of memory")
      }
      state.waiting[ticket] = exchange
      state.next = min(state.next, ticket)
      if let lane = state.lanes.firstIndex(where: { $0.isAsleep && $0.hasRoom }) {
        state.lanes[lane].wake()
      }
      return nil
    }
    if let refusal { exchange.continuation.resume(returning: .failure(refusal)) }
  }

  /// Ends an exchange, in line or in flight.
  func cancel(_ ticket: Int) {
    let exchange: WaitingExchange? = state.withLock { state in
      if let exchange = state.waiting.removeValue(forKey: ticket) { return exchange }
      for lane in state.lanes.indices {
        state.lanes[lane].unwanted.append(ticket)
        state.lanes[lane].wake()
      }
      return nil
    }
    exchange?.continuation.resume(returning: .failure(.cancelled))
  }

  /// Ends the threads; nothing may be in line or in flight.
  func close() {
    state.withLock {
      $0.isClosed = true
      for lane in $0.lanes.indices { $0.lanes[lane].wake() }
    }
  }

  // MARK: For the threads

  /// What to do, with as many exchanges as there is room for; `nil` to end.
  func take(room: Int, lane: Int) -> Work? {
    state.withLock { state in
      if state.isClosed {
        // The thread frees it.
        state.lanes[lane].multi = nil
        return nil
      }
      state.lanes[lane].isAsleep = false
      var work = Work()
      swap(&work.end, &state.lanes[lane].unwanted)
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
  func maySleep(room: Int, lane: Int) -> Bool {
    state.withLock { state in
      let isIdle =
        !state.isClosed && state.lanes[lane].unwanted.isEmpty
        && (room == 0 || state.waiting.isEmpty)
      state.lanes[lane].isAsleep = isIdle
      state.lanes[lane].hasRoom = room > 0
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

  /// Starts the threads that do not run yet; false when out of memory.
  private func start(_ state: inout State) -> Bool {
    while state.lanes.count < limits.count {
      let (lane, limit) = (state.lanes.count, limits[state.lanes.count])
      guard let multi = galley_http_multi_create(limit) else { return lane > 0 }
      state.lanes.append(Lane(multi: multi))
      let thread = Thread { [self] in
        guard let multi = self.state.withLock({ $0.lanes[lane].multi }) else { return }
        TransferLoop(queue: self, lane: lane, multi: multi, limit: limit).run()
      }
      thread.name = "galley.http"
      thread.qualityOfService = .userInitiated
      thread.start()
    }
    return true
  }
}
