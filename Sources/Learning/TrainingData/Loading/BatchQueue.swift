import Synchronization

/// Hands steps to workers and their batches, in order, to the consumer; holds a bounded number.
final class BatchQueue<Batch: Sendable>: Sendable {
  typealias Outcome = Result<Batch, TrainingDataError>

  private struct State {
    /// The next step that a worker takes.
    var claimed: Int
    /// The next step that the consumer takes.
    var taken: Int
    var ready: [Int: Outcome] = [:]
    var consumers: [Int: CheckedContinuation<Outcome, Never>] = [:]
    var idle: [CheckedContinuation<Int?, Never>] = []
    var isStopped = false
  }

  private let depth: Int
  private let state: Mutex<State>

  /// - Parameters:
  ///   - step: the first step.
  ///   - depth: steps that are ready or being made, at most.
  init(from step: Int, depth: Int) {
    self.depth = depth
    state = Mutex(State(claimed: step, taken: step))
  }

  /// The next step to work on, when there is room for it; `nil` once stopped.
  func claim() async -> Int? {
    await withCheckedContinuation { continuation in
      let step: Int?? = state.withLock { state in
        if state.isStopped { return .some(nil) }
        if let step = Self.nextStep(&state, depth) { return step }
        state.idle.append(continuation)
        return nil
      }
      if let step { continuation.resume(returning: step) }
    }
  }

  /// Delivers a step's batch.
  func deliver(_ outcome: Outcome, step: Int) {
    let consumer = state.withLock { state in
      if let consumer = state.consumers.removeValue(forKey: step) { return Optional(consumer) }
      if !state.isStopped { state.ready[step] = outcome }
      return nil
    }
    consumer?.resume(returning: outcome)
  }

  /// The next batch, when it is ready; `stopped` once stopped.
  func take() async -> Outcome {
    await withCheckedContinuation { continuation in
      let (outcome, worker, step) = state.withLock {
        state -> (Outcome?, CheckedContinuation<Int?, Never>?, Int?) in
        if state.isStopped { return (.failure(.stopped), nil, nil) }
        let wanted = state.taken
        state.taken += 1
        let outcome = state.ready.removeValue(forKey: wanted)
        if outcome == nil { state.consumers[wanted] = continuation }
        guard !state.idle.isEmpty, let step = Self.nextStep(&state, depth) else {
          return (outcome, nil, nil)
        }
        return (outcome, state.idle.removeLast(), step)
      }
      worker?.resume(returning: step)
      if let outcome { continuation.resume(returning: outcome) }
    }
  }

  /// Lets everybody go who waits, now and later.
  func stop() {
    let (consumers, workers) = state.withLock { state in
      defer {
        state.consumers = [:]
        state.idle = []
        state.ready = [:]
      }
      state.isStopped = true
      return (Array(state.consumers.values), state.idle)
    }
    for consumer in consumers { consumer.resume(returning: .failure(.stopped)) }
    for worker in workers { worker.resume(returning: nil) }
  }

  private static func nextStep(_ state: inout State, _ depth: Int) -> Int? {
    guard state.claimed < state.taken + depth else { return nil }
    defer { state.claimed += 1 }
    return state.claimed
  }
}
