import Foundation
import Glibc
import LanguageModel
import Synchronization

/// Many requests of the client under test, as a job makes them.
struct ClientLoad: Sendable {
  let server: CompletionServer
  let inFlight: Int

  /// Makes so many requests on a client of its own.
  func requestsPerSecond(_ count: Int) async throws -> Double {
    let client = try makeClient()
    let clock = ContinuousClock()
    let start = clock.now
    try await ask(client, count)
    return Double(count) / ((clock.now - start) / .seconds(1))
  }

  /// What this process holds after so many requests of one client, and after more; and its
  /// descriptors before that client was made, and when it is gone.
  func holdings(after first: Int, and all: Int) async throws -> Holdings {
    // What is opened once, by the system's libraries too, is opened by a client that comes before.
    _ = try await requestsPerSecond(first)
    let before = await OwnProcess.settledDescriptors()
    let (early, late) = try await memory(after: first, and: all)
    return Holdings(
      early: early, late: late, descriptorsBefore: before,
      descriptorsAfter: await OwnProcess.settledDescriptors())
  }

  private func memory(after first: Int, and all: Int) async throws -> (Int, Int) {
    let client = try makeClient()
    try await ask(client, first)
    let early = OwnProcess.residentBytes
    try await ask(client, max(0, all - first))
    return (early, OwnProcess.residentBytes)
  }

  private func makeClient() throws -> ChatClient {
    try ChatClient(
      endpoint: Endpoint(server.url), model: "m", limits: ChatLimits(callsInFlight: inFlight),
      retry: RetryPolicy(retries: 0))
  }

  private func ask(_ client: ChatClient, _ count: Int) async throws {
    let left = Countdown(count)
    let request = ChatRequest(
      messages: [ChatMessage(.user, CompletionServer.prompt)], schema: nil, maxTokens: 100)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<inFlight {
        group.addTask {
          while left.next() {
            guard try await client.answer(request).text == CompletionServer.answer else {
              throw BenchmarkError.missing("the server's answer did not come through whole")
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

/// Memory (bytes) and descriptors in the course of many requests.
struct Holdings {
  var early: Int
  var late: Int
  var descriptorsBefore: Int
  var descriptorsAfter: Int
}

/// So many turns, whoever takes them.
private final class Countdown: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) { left = Mutex(count) }

  /// Takes a turn; whether there was one.
  func next() -> Bool {
    left.withLock {
      $0 -= 1
      return $0 >= 0
    }
  }
}

/// What this process holds.
enum OwnProcess {
  /// Descriptors that are open.
  static var openDescriptors: Int {
    // One of them is that of the listing itself.
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 1) - 1
  }

  /// Resident set, bytes.
  static var residentBytes: Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (pages ?? 0) * Int(getpagesize())
  }

  /// Descriptors open once threads that are ending have closed theirs.
  static func settledDescriptors() async -> Int {
    var fewest = Int.max
    for _ in 0..<10 {
      // Sleeping opens descriptors of its own the first time, so it comes first.
      try? await Task.sleep(for: .milliseconds(50))
      fewest = min(fewest, openDescriptors)
    }
    return fewest
  }
}
