import ArgumentParser
import AuditServer
import Foundation
import LabelStore

/// `galley audit`: a web page to look at doubtful labels and to correct them.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Look at doubtful labels in the browser, and correct them.",
    discussion: """
      Serves one web page to this machine. What you decide is kept at once in the project, under \
      your name, and labelling again does not touch it.

        galley audit --project papers.galley
        galley export --project papers.galley --format coco --source human --output truth.json

      With --host, others can reach the page; they need the address with its token, and decide \
      under their own names with &name=NAME behind it. It is not \
      encrypted: use it in networks that you trust, or behind a proxy with TLS.
      """)

  @OptionGroup var project: ProjectOptions

  // Always the same by default: what the browser could not save yet is kept under the address.
  @Option(help: ArgumentHelp("Port; 0 takes any free one.", valueName: "n"))
  var port = 8642

  @Option(help: ArgumentHelp("Address to listen at.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(
    help: ArgumentHelp(
      "Whose decisions they are (default: the name that you are logged in under).",
      valueName: "name"))
  var user: String?

  @Option(help: ArgumentHelp("Password of encrypted PDFs.", valueName: "text"))
  var password: String?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must lie between 0 and 65535.")
    }
    if let user, user.isEmpty || user.count > 100 {
      throw ValidationError("--user needs a name of at most 100 characters.")
    }
  }

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(
        project: project.folder, create: false, isDurable: true)
      var settings = AuditServer.Settings(user: user ?? NSUserName())
      (settings.host, settings.port, settings.password) = (host, port, password)
      let isLocal = ["127.0.0.1", "localhost", "::1"].contains(host)
      if !isLocal { settings.token = Self.randomToken() }
      let server = AuditServer(store, settings)
      let (host, token) = (host, settings.token)
      let task = Task {
        try await server.run { port in
          for name in ReachableAddresses.of(host: host) {
            print("http://\(name):\(port)/" + (token.map { "?token=\($0)" } ?? ""))
          }
          print("Ctrl-C ends it; everything is saved as you go.")
          fflush(nil)
        }
      }
      let interrupts = Interrupts { _ in task.cancel() }
      defer { withExtendedLifetime(interrupts) {} }
      try await task.value
    }
  }

  private static func randomToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
