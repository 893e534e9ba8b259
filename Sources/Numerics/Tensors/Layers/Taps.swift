import Synchronization

/// Values inside a model that someone wants to see, by path.
public final class Taps: Sendable {
  /// What this task's passes are asked for.
  @TaskLocal static var current: Taps?
  /// How many tasks ask: nobody looks for one while there is none.
  static let active = Atomic<Int>(0)

  private let wanted: Set<String>
  private let found = Mutex<[String: Tensor]>([:])

  /// Asks for values, such as `backbone.stage2`.
  public init(_ wanted: Set<String>) { self.wanted = wanted }

  /// What the passes gave, the last one of each path.
  public var values: [String: Tensor] { found.withLock { $0 } }

  func note(_ tensor: Tensor, _ path: String) {
    guard wanted.contains(path) else { return }
    found.withLock { $0[path] = tensor }
  }

  /// Runs a body whose passes give these values.
  public func callAsFunction<Result>(
    _ body: () throws(TensorError) -> Result
  ) throws(TensorError) -> Result {
    guard !wanted.isEmpty else { return try body() }
    Self.active.add(1, ordering: .relaxed)
    defer { Self.active.subtract(1, ordering: .relaxed) }
    do { return try Self.$current.withValue(self) { try body() } } catch let error as TensorError {
      throw error
    } catch {
      throw .operationFailed(operation: "taps", shapes: [], reason: "\(error)")
    }
  }
}

extension Tensor {
  /// The same, seen by those who ask for that path.
  public func tapped(_ path: @autoclosure () -> String) -> Tensor {
    if Taps.active.load(ordering: .relaxed) > 0 { Taps.current?.note(self, path()) }
    return self
  }
}

extension [Tensor] {
  /// The same, seen by those who ask for that path with the place behind it.
  public func tapped(_ path: String) -> [Tensor] {
    if Taps.active.load(ordering: .relaxed) > 0, let taps = Taps.current {
      for (index, tensor) in enumerated() { taps.note(tensor, "\(path)\(index)") }
    }
    return self
  }
}
