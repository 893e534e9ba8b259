import GalleyTesting
import LanguageModel
import Testing

@Suite("Many calls at once")
struct ManyCallsTests {
  @Test("Thirty-two are in flight, and no more")
  func inFlight() async throws {
    // The server answers none of 32 before all have come.
    let scripted = try ScriptedClient(
      [.together(requests: 32, body: ScriptedServer.Act.completionBody("hi"))],
      limits: ChatLimits(seconds: 60, callsInFlight: 32))
    let results = await scripted.askAtOnce(32 * 4)
    #expect(results.allSatisfy { (try? $0.get())?.text == "hi" })
    #expect(scripted.server.requests.count == 32 * 4)
    #expect(Set(scripted.server.requests.map(\.connection)).count == 32)
    #expect(scripted.waits.seconds.isEmpty)
  }

  @Test("One that is cancelled hurts no other")
  func cancelOne() async throws {
    let scripted = try ScriptedClient(
      [
        .drip(secondsBetweenBytes: 0.05),
        .together(requests: 9, body: ScriptedServer.Act.completionBody("hi")),
      ], limits: ChatLimits(seconds: 60, callsInFlight: 9))
    let unwanted = Task { await scripted.error() }
    while scripted.server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let others = Task { await scripted.askAtOnce(7) }
    while scripted.server.requests.count < 8 { try await Task.sleep(for: .milliseconds(5)) }
    unwanted.cancel()
    #expect(await unwanted.value == .cancelled)
    // The ninth, for which the others wait, takes the place of the cancelled one.
    #expect(try await scripted.ask().text == "hi")
    #expect(await others.value.allSatisfy { (try? $0.get())?.text == "hi" })
    #expect(scripted.server.requests.count == 9)
    scripted.server.stop()
  }

  @Test("Those cancelled while in line never reach the server")
  func cancelInLine() async throws {
    let scripted = try ScriptedClient(
      [.drip(secondsBetweenBytes: 0.05), .completion("well")],
      limits: ChatLimits(seconds: 60, callsInFlight: 1))
    let first = Task { await scripted.error() }
    while scripted.server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let inLine = Task { await scripted.askAtOnce(50) }
    try await Task.sleep(for: .milliseconds(50))
    inLine.cancel()
    #expect(await inLine.value.allSatisfy { $0 == .failure(.cancelled) })
    first.cancel()
    #expect(await first.value == .cancelled)
    #expect(try await scripted.ask().text == "well")
    #expect(scripted.server.requests.count == 2)
    scripted.server.stop()
  }

  @Test("Of many calls to a faulty server none is lost, and none is made too often")
  func faulty() async throws {
    let faults: [ScriptedServer.Act] = [
      .reset, .truncated(body: "{"), .cut(body: "{"), .answer(status: 500, body: "<html>"),
      .answer(status: 429, headers: ["Retry-After: 1"], body: "{}"),
    ]
    let script = (0..<100).flatMap {
      [faults[$0 % faults.count], .completion("\(2 * $0)"), .completion("\(2 * $0 + 1)")]
    }
    let scripted = try ScriptedClient(
      script, limits: ChatLimits(seconds: 60, callsInFlight: 8), retries: 1000,
      failuresInARow: 1000)
    let results = await scripted.askAtOnce(200)
    let answers = try results.map { try $0.get().text }.compactMap(Int.init).sorted()
    #expect(answers == Array(0..<200))
    #expect(scripted.server.requests.count == 300)
  }
}
