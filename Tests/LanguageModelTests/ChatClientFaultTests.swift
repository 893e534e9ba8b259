import GalleyTesting
import LanguageModel
import Testing

@Suite("A client of an unreliable server")
struct ChatClientFaultTests {
  @Test("A busy server is left alone as long as it asks")
  func retryAfter() async throws {
    let scripted = try ScriptedClient([
      .answer(status: 429, headers: ["Retry-After: 7"], body: "{}"), .completion("hi"),
    ])
    let answer = try await scripted.ask()
    #expect(answer.text == "hi")
    #expect(answer.tokensRead == 100 && answer.tokensWritten == 10)
    #expect(scripted.server.requests.count == 2)
    let wait = try #require(scripted.waits.seconds.first)
    #expect(wait >= 7 && wait < 8)
  }

  @Test("A server that wants an hour is not waited for")
  func longRetryAfter() async throws {
    let scripted = try ScriptedClient([
      .answer(status: 429, headers: ["Retry-After: 3600"], body: #"{"error":{"message":"full"}}"#)
    ])
    let error = await scripted.error()
    #expect(
      error == .refused(url: scripted.client.endpoint.base, status: 429, message: "full"))
    #expect(scripted.server.requests.count == 1)
  }

  @Test("An ill server is asked six times, each wait within its bound")
  func serverError() async throws {
    let scripted = try ScriptedClient([.answer(status: 500, body: #"{"error":"ill"}"#)])
    let error = await scripted.error()
    #expect(error == .refused(url: scripted.client.endpoint.base, status: 500, message: "ill"))
    #expect(scripted.server.requests.count == 6)
    #expect(scripted.waits.seconds.count == 5)
    for (retry, wait) in scripted.waits.seconds.enumerated() {
      #expect(wait >= 0 && wait < Double(1 << retry))
    }
  }

  @Test(
    "A broken connection is tried again",
    arguments: [
      ScriptedServer.Act.reset, .truncated(body: "{\"choices\":["), .cut(body: "{\"choices\":["),
    ])
  func broken(_ act: ScriptedServer.Act) async throws {
    let healing = try ScriptedClient([act, act, .completion("well")])
    #expect(try await healing.ask().text == "well")
    #expect(healing.server.requests.count == 3)

    let lasting = try ScriptedClient([act])
    guard case .connectionBroken = await lasting.error() else {
      Issue.record("expected a broken connection")
      return
    }
    #expect(lasting.server.requests.count == 6)
  }

  @Test("An answer that does not end in time is asked for twice")
  func slow() async throws {
    let scripted = try ScriptedClient(
      [.drip(secondsBetweenBytes: 0.02)], limits: ChatLimits(seconds: 0.2))
    let error = await scripted.error()
    #expect(
      error == .timedOut(url: scripted.client.endpoint.base + "/chat/completions", seconds: 0.2))
    #expect(scripted.server.requests.count == 2)
    scripted.server.stop()
  }

  @Test("An endless answer is cut off and not asked for again")
  func flood() async throws {
    let scripted = try ScriptedClient([.flood(bytes: 10 << 20)])
    guard case .answerTooLarge(_, let limit) = await scripted.error() else {
      Issue.record("expected an answer too large")
      return
    }
    #expect(limit == 4 << 20)
    #expect(scripted.server.requests.count == 1)
  }

  @Test(
    "A large answer is cut at the socket, and so are headers without end",
    arguments: [ScriptedServer.Act.flood(bytes: 256 << 20), .headerFlood])
  func cutAtTheSocket(_ act: ScriptedServer.Act) async throws {
    let scripted = try ScriptedClient(
      [act, .completion("well")], limits: ChatLimits(seconds: 60, answerBytes: 64 << 10))
    let error = await scripted.error()
    #expect(
      error
        == .answerTooLarge(
          url: scripted.client.endpoint.base + "/chat/completions", limit: 64 << 10))
    #expect(scripted.server.requests.count == 1)
    // What was sent beyond lay in the buffers of the two sockets.
    #expect(scripted.server.bytesSent < 64 << 20)
    #expect(try await scripted.ask().text == "well")
  }

  @Test(
    "What is no completion is told apart, after one call",
    arguments: [
      "<html>hello</html>", "", "{\"choices\":[]}", "{\"choices\":7}", "[1,2", "\u{0}\u{1}",
      "{\"choices\":[{\"message\":{\"content\":5}}]}", String(repeating: "[", count: 1 << 20),
      String(repeating: "{\"choices\":", count: 1 << 16),
    ])
  func garbage(_ body: String) async throws {
    let scripted = try ScriptedClient([.answer(status: 200, body: body)])
    guard case .notAnAnswer = await scripted.error() else {
      Issue.record("expected no answer in \(body.prefix(100))")
      return
    }
    #expect(scripted.server.requests.count == 1)
  }

  @Test("Nobody listening is tried again, then named with a remedy")
  func nobody() async throws {
    let scripted = try ScriptedClient([.reset])
    scripted.server.stop()
    let error = try #require(await scripted.error())
    guard case .cannotConnect = error else {
      Issue.record("unexpected: \(error)")
      return
    }
    #expect(scripted.waits.seconds.count == 5)
    #expect(error.description.contains("galley serve-llm"))
  }

  @Test("A cancelled task ends its call at once")
  func cancelled() async throws {
    let scripted = try ScriptedClient(
      [.drip(secondsBetweenBytes: 0.05)], limits: ChatLimits(seconds: 60))
    let call = Task { await scripted.error() }
    while scripted.server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let clock = ContinuousClock()
    let start = clock.now
    call.cancel()
    #expect(await call.value == .cancelled)
    #expect(clock.now - start < .seconds(10))
    scripted.server.stop()
  }
}
