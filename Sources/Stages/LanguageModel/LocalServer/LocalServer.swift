import Foundation
import Installation

/// A language model served on this machine by llama.cpp, in a child process.
///
/// The child ends with `stop`, when the value that started it is gone, and when this process ends,
/// however it does.
public final class LocalServer: Sendable {
  /// Where it answers, such as `http://127.0.0.1:8080`.
  public let url: String
  /// The model's name in requests: the file's name without its ending.
  public let modelName: String
  private let child: Task<ServerChild.End, Never>

  private init(url: String, modelName: String, child: Task<ServerChild.End, Never>) {
    self.url = url
    self.modelName = modelName
    self.child = child
  }

  deinit { child.cancel() }

  private static let builtInFile = "smollm2-135m-instruct.gguf"

  /// The small model that `make setup` brings; `nil` where it is missing.
  public static func builtInModel(_ installation: Installation) -> URL? {
    installation.model(builtInFile)
  }

  /// Starts a server and waits until it answers.
  ///
  /// - Parameters:
  ///   - model: a GGUF file; `nil` for the small model that `make setup` brings.
  ///   - port: 0 for any free one.
  ///   - contextTokens: tokens that prompt and answer of one call may have together.
  ///   - slots: calls that are worked on at once; each has a context of its own.
  ///   - threads: processor threads, shared by the slots.
  ///   - seconds: how long loading may take.
  /// - Throws: `LanguageModelError`.
  public static func start(
    installation: Installation, model: URL? = nil, port: Int = 0, contextTokens: Int = 3072,
    slots: Int = 2, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    seconds: Double = 120
  ) async throws(LanguageModelError) -> LocalServer {
    guard let python = installation.python else { throw .noRuntime }
    guard let file = model ?? builtInModel(installation) else {
      throw .modelFileMissing(file: builtInFile)
    }
    guard FileManager.default.isReadableFile(atPath: file.path) else {
      throw .modelFileMissing(file: file.path)
    }
    let name = file.deletingPathExtension().lastPathComponent
    let (events, report) = AsyncStream.makeStream(of: ServerChild.Event.self)
    let child = Task {
      await ServerChild(
        python: python.path,
        arguments: [
          file.path, name, "\(port)", "\(contextTokens)", "\(max(1, slots))", "\(max(1, threads))",
        ]
      ).run(report)
    }
    switch await first(of: events, within: seconds) {
    case .ready(let url): return LocalServer(url: url, modelName: name, child: child)
    case .ended(let end):
      if Task.isCancelled { throw .cancelled }
      if end.lastWords.contains("couldn't bind") { throw .portTaken(port: port) }
      throw .serverEnded(file: file.path, lastWords: end.lastWords)
    case nil:
      child.cancel()
      _ = await child.value
      if Task.isCancelled { throw .cancelled }
      throw .serverNotReady(file: file.path, seconds: seconds)
    }
  }

  /// Ends the server: asks, and after three seconds kills.
  public func stop() async {
    child.cancel()
    _ = await child.value
  }

  /// Waits until the server has ended by itself, or was stopped.
  ///
  /// - Returns: its last words, for a message.
  public func waitUntilEnd() async -> String { await child.value.lastWords }

  private static func first(
    of events: AsyncStream<ServerChild.Event>, within seconds: Double
  ) async -> ServerChild.Event? {
    await withTaskGroup(of: ServerChild.Event?.self) { group in
      group.addTask {
        for await event in events { return event }
        return nil
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(seconds))
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}
