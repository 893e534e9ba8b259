import GalleyTesting
import LanguageModel
import Testing

@Suite("A client of a server that is gone for good")
struct CircuitBreakerTests {
  private let ill = ScriptedServer.Act.answer(status: 503, body: #"{"error":"ill"}"#)

  private func open(_ scripted: ScriptedClient, after failures: Int) -> LanguageModelError {
    .breakerOpen(url: scripted.client.endpoint.base, failures: failures, last: "HTTP 503")
  }

  @Test("Twenty failures in a row, over several calls, are the last")
  func twenty() async throws {
    let scripted = try ScriptedClient([ill])
    for _ in 0..<3 {
      #expect(
        await scripted.error()
          == .refused(url: scripted.client.endpoint.base, status: 503, message: "ill"))
    }
    #expect(scripted.server.requests.count == 18)
    for _ in 0..<5 { #expect(await scripted.error() == open(scripted, after: 20)) }
    #expect(scripted.server.requests.count == 20)
    let copy = scripted.client
    await #expect(throws: open(scripted, after: 20)) { try await copy.servedModels() }
    #expect(scripted.server.requests.count == 20)
    #expect("\(open(scripted, after: 20))".contains("run the same command again"))
  }

  @Test(
    "Every kind of failure counts",
    arguments: [
      .reset, .truncated(body: "{"), .cut(body: "{"), .drip(secondsBetweenBytes: 0.02),
      .answer(status: 500, body: "<html>"),
    ] as [ScriptedServer.Act])
  func kinds(_ act: ScriptedServer.Act) async throws {
    let scripted = try ScriptedClient([act], limits: ChatLimits(seconds: 0.3), failuresInARow: 2)
    for _ in 0..<2 {
      guard case .breakerOpen(_, 2, _) = await scripted.error() else {
        Issue.record("expected an open breaker")
        return
      }
    }
    #expect(scripted.server.requests.count == 2)
    scripted.server.stop()
  }

  @Test("To be told to wait is no failure, but to have waited in vain is")
  func askedToWait() async throws {
    let busy = ScriptedServer.Act.answer(status: 429, headers: ["Retry-After: 0"], body: "")
    let patient = try ScriptedClient(
      Array(repeating: busy, count: 30) + [.completion("at last")], retries: 30)
    #expect(try await patient.ask().text == "at last")

    let scripted = try ScriptedClient([busy], retries: 2, failuresInARow: 2)
    let url = scripted.client.endpoint.base
    #expect(
      await scripted.error() == .refused(url: url, status: 429, message: "no reason given"))
    let open = LanguageModelError.breakerOpen(url: url, failures: 2, last: "HTTP 429")
    for _ in 0..<2 { #expect(await scripted.error() == open) }
    #expect(scripted.server.requests.count == 6)
  }

  @Test("A sound answer, even a refusal, starts the count anew")
  func success() async throws {
    let failures = Array(repeating: ill, count: 19)
    let refusal = ScriptedServer.Act.answer(status: 400, body: #"{"error":"no"}"#)
    let scripted = try ScriptedClient(
      failures + [.completion("one")] + failures + [refusal] + failures + [.completion("three")],
      retries: 100)
    #expect(try await scripted.ask().text == "one")
    #expect(
      await scripted.error()
        == .refused(url: scripted.client.endpoint.base, status: 400, message: "no"))
    #expect(try await scripted.ask().text == "three")
    #expect(scripted.server.requests.count == 60)
  }

  @Test("Who waits before another try is told at once")
  func waits() async throws {
    let scripted = try ScriptedClient(
      [ill], limits: ChatLimits(seconds: 5, callsInFlight: 3), failuresInARow: 3,
      sleep: { _ in try await Task.sleep(for: .seconds(3600)) })
    let results = await scripted.askAtOnce(3)
    #expect(results == Array(repeating: .failure(open(scripted, after: 3)), count: 3))
    #expect(scripted.server.requests.count == 3)
  }

  // Again and again, for it is a matter of who comes first.
  @Test("Who waits in line is told at once, and the server not asked", arguments: 0..<20)
  func line(_ turn: Int) async throws {
    let scripted = try ScriptedClient(
      [ill], limits: ChatLimits(seconds: 5, callsInFlight: 1), failuresInARow: 1)
    let results = await scripted.askAtOnce(20)
    #expect(results == Array(repeating: .failure(open(scripted, after: 1)), count: 20))
    #expect(scripted.server.requests.count == 1)
  }
}
