import ArgumentParser
import Foundation
import Installation
import LanguageModel
import Subprocess

/// `galley serve-llm`: a language model on this machine.
struct ServeLLMCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve-llm",
    abstract: "Serve a local language model with llama.cpp, alone or around a command.",
    discussion: """
      Runs the server of PyPI's xllamacpp on this machine only, and ends it cleanly. With a \
      command after --, runs that with \(LanguageModelOptions.urlVariable) set, so that 'galley \
      label' finds the server, and ends with the command's exit code.

        galley serve-llm -- galley label papers/ --project papers.galley
        galley serve-llm --model qwen3-8b-q4_k_m.gguf --port 8080

      The built-in model, SmolLM2 with 135 million parameters, is good for trying things only.
      """)

  @Option(help: ArgumentHelp("GGUF file (default: the small built-in model).", valueName: "file"))
  var model: String?

  @Option(help: ArgumentHelp("Port; 0 takes any free one.", valueName: "n"))
  var port = 0

  @Option(
    help: ArgumentHelp(
      """
      Tokens that prompt and answer may have together (default: 8192; 3072 for the built-in model).
      """, valueName: "n"))
  var context: Int?

  @Option(help: ArgumentHelp("Calls worked on at once.", valueName: "n"))
  var slots = 1

  @Option(
    help: ArgumentHelp("Processor threads (default: processor cores).", valueName: "n"))
  var threads: Int?

  @Argument(parsing: .postTerminator, help: "Command to run while the model is served.")
  var command: [String] = []

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must lie between 0 and 65535.")
    }
    guard (512...1_048_576).contains(context ?? 8192), (1...64).contains(slots),
      (1...1024).contains(threads ?? 1)
    else { throw ValidationError("--context, --slots or --threads is out of range.") }
  }

  func run() async throws {
    try await reportingErrors {
      let server = try await LocalServer.start(
        installation: Installation.find(), model: model.map { URL(fileURLWithPath: $0) },
        port: port, contextTokens: context ?? (model == nil ? 3072 : 8192), slots: slots,
        threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
      do {
        try await command.isEmpty ? serve(server) : runCommand(with: server)
      } catch {
        await server.stop()
        throw error
      }
      await server.stop()
    }
  }

  /// Until Ctrl-C, or until the server ends by itself.
  private func serve(_ server: LocalServer) async throws {
    print(
      """
      serving \(server.modelName) at \(server.url)
        galley label INPUT --project DIR --llm-url \(server.url)
      Ctrl-C ends it.
      """)
    fflush(nil)
    let (interrupted, interrupt) = AsyncStream.makeStream(of: Void.self)
    let interrupts = Interrupts { _ in interrupt.finish() }
    defer { withExtendedLifetime(interrupts) {} }
    let lastWords = await withTaskGroup(of: String?.self) { group in
      group.addTask { await server.waitUntilEnd() }
      group.addTask {
        for await _ in interrupted {}
        return nil
      }
      let first = await group.next() ?? nil
      await server.stop()
      group.cancelAll()
      return first
    }
    if let lastWords {
      throw LanguageModelError.serverEnded(file: server.modelName, lastWords: lastWords)
    }
  }

  private func runCommand(with server: LocalServer) async throws {
    // A Ctrl-C at the terminal reaches the command by itself; it ends when it has tidied up.
    let child = ChildSignals()
    let interrupts = Interrupts { if $0 == SIGTERM { child.terminate() } }
    defer { withExtendedLifetime(interrupts) {} }
    let end: TerminationStatus
    do {
      end = try await Subprocess.run(
        command[0].contains("/") ? .path(.init(command[0])) : .name(command[0]),
        arguments: Arguments(Array(command.dropFirst())),
        environment: .inherit.updating([
          .init(stringLiteral: LanguageModelOptions.urlVariable): server.url,
          .init(stringLiteral: LanguageModelOptions.modelVariable): server.modelName,
        ]),
        input: .currentStandardInput, output: .currentStandardOutput,
        error: .currentStandardError
      ) { execution in
        child.started(execution.processIdentifier.value)
      }.terminationStatus
    } catch {
      Console.error("cannot run '\(command[0])': \(error)")
      throw ExitCode(127)
    }
    switch end {
    case .exited(0): return
    case .exited(let code): throw ExitCode(code)
    case .signaled(let signal): throw ExitCode(128 + signal)
    }
  }
}
