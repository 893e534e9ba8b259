import Foundation
import GalleyTesting
import Synchronization
import Tensors
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A port that nobody listens on.
private func freePort() -> Int {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      _ = bind(socket, $0, length)
      _ = getsockname(socket, $0, &length)
    }
  }
  return Int(UInt16(bigEndian: address.sin_port))
}

/// Runs a body as rank 0 and as rank 1, each on a thread of its own.
private func asPair<Result: Sendable>(
  timeout: Double = 20, _ body: @escaping @Sendable (ProcessGroup) throws -> Result
) throws -> [Result] {
  let port = freePort()
  let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
  let done = DispatchSemaphore(value: 0)
  for rank in 0..<2 {
    Thread.detachNewThread {
      let result = Swift.Result {
        try body(
          try ProcessGroup(host: "127.0.0.1", port: port, rank: rank, size: 2, timeout: timeout))
      }
      results.withLock { $0[rank] = result }
      done.signal()
    }
  }
  for _ in 0..<2 { done.wait() }
  return try results.withLock { all in try (0..<2).compactMap { try all[$0]?.get() } }
}

/// A small network with batch normalisation.
private struct Network {
  let store: ParameterStore
  let convolution: Convolution
  let norm: BatchNormalisation

  init(seed: UInt64) throws {
    store = try ParameterStore(seed: seed)
    convolution = try Convolution(
      store.root / "conv", from: 2, to: 3, size: 3, initialiser: .normal(deviation: 1))
    norm = try BatchNormalisation(store.root / "norm", channels: 3)
  }

  func learn(_ input: Tensor, _ phase: Phase) throws {
    // Not symmetric, so that the gradients through the statistics matter.
    let output = try norm(convolution(input), phase)
    try (output.sigmoid() * output).mean().backward()
  }
}

@Suite("ProcessGroup", .serialized)
struct ProcessGroupTests {
  @Test func `sums and broadcasts in place, also what is not contiguous`() throws {
    let results = try asPair { group in
      let tensors = [
        try Tensor([Float(group.rank), 1, 2, 3], shape: [2, 2]).transposed(0, 1),
        try Tensor([10 * group.rank]), try Tensor.zeros([0]),
      ]
      try group.sum(tensors)
      let sums = try tensors.map { try $0.array() }
      let own = try Tensor([Float(group.rank) + 5])
      try group.broadcast([own])
      return sums + [try own.array()]
    }
    #expect(results == [[[1, 4, 2, 6], [10], [], [5]], [[1, 4, 2, 6], [10], [], [5]]])
  }

  @Test func `two processes learn as one with both batches`() throws {
    let batch = try Tensor.normal([4, 2, 5, 5], RandomGenerator(seed: 2)) * 3 + 7
    let alone = try Network(seed: 5)
    try alone.learn(batch, .training)
    let results = try asPair { group in
      let network = try Network(seed: UInt64(5 + group.rank))
      try group.broadcast(network.store)
      try network.learn(
        batch.narrowed(0, from: 2 * group.rank, count: 2), .training(with: group))
      try group.averageGradients(of: network.store)
      return try network.store.entries.map { entry in
        entry.isTrained
          ? try entry.tensor.gradient?.array(of: Double.self) ?? []
          : try entry.tensor.array(of: Double.self)
      }
    }
    for (index, entry) in alone.store.entries.enumerated() {
      let expected = try (entry.isTrained ? entry.tensor.gradient : entry.tensor)?
        .array(of: Double.self)
      for rank in 0..<2 {
        #expect(near(results[rank][index], expected ?? [], 1e-5), "\(entry.name)")
      }
    }
  }

  @Test func `a peer that goes, or waits too long, ends in an error`() throws {
    let isGone = Mutex(false)
    for staysAlive in [false, true] {
      isGone.withLock { $0 = false }
      let start = ContinuousClock.now
      let results = try asPair(timeout: 2) { group in
        let tensor = try Tensor([Float(1)])
        try group.sum([tensor])
        if group.rank == 1 {
          while staysAlive && !isGone.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.01) }
          return ""
        }
        defer { isGone.withLock { $0 = true } }
        do throws(TensorError) {
          try group.sum([tensor])
          return "no error"
        } catch {
          guard case .processGroupFailed(let reason) = error else { return "\(error)" }
          return reason.isEmpty ? "no reason" : ""
        }
      }
      #expect(results == ["", ""])
      #expect(ContinuousClock.now - start < .seconds(10))
    }
  }

  @Test func `nobody there ends in an error`() throws {
    #expect(throws: TensorError.self) {
      try ProcessGroup(host: "127.0.0.1", port: freePort(), rank: 1, size: 2, timeout: 1)
    }
    #expect(throws: TensorError.self) {
      try ProcessGroup(host: "127.0.0.1", port: freePort(), rank: 0, size: 2, timeout: 1)
    }
  }

  private static let whole = [
    "WORLD_SIZE": "2", "RANK": "0", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "29500",
  ]

  @Test(arguments: [
    (["WORLD_SIZE": "two"], "WORLD_SIZE"), (["WORLD_SIZE": "0"], "WORLD_SIZE"),
    (["RANK": "2"], "RANK"), (["RANK": "-1"], "RANK"), (["MASTER_PORT": ""], "MASTER_PORT"),
    (["MASTER_PORT": "70000"], "MASTER_PORT"), (["MASTER_ADDR": ""], "MASTER_ADDR"),
  ])
  func `the environment's fault is named`(change: [String: String], name: String) {
    let error = #expect(throws: TensorError.self) {
      try ProcessGroup.fromEnvironment(Self.whole.merging(change) { $1 })
    }
    #expect(error?.description.contains("set \(name) to") == true)
  }

  @Test(arguments: [[:], ["WORLD_SIZE": "1"], ["RANK": "3", "MASTER_PORT": "x"]])
  func `one process needs no group`(environment: [String: String]) throws {
    #expect(try ProcessGroup.fromEnvironment(environment) == nil)
  }
}
