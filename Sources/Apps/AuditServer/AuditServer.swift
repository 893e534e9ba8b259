import Foundation
import Hummingbird
import LabelStore
import Layout
import Logging
import NIOCore

/// The web server of `galley audit`: one page, and the labels behind it.
public struct AuditServer: Sendable {
  /// How it is run.
  public struct Settings: Sendable {
    /// Address to listen at.
    public var host = "127.0.0.1"
    /// Port; 0 takes any free one.
    public var port = 0
    /// What a visitor must know; `nil` where none is asked for.
    public var token: String?
    /// Name under which decisions are kept.
    public var user: String
    /// Password of encrypted PDFs.
    public var password: String?

    /// On this machine alone, at a free port.
    public init(user: String) { self.user = user }
  }

  private let store: LabelStore
  private let settings: Settings

  /// Prepares to serve a project.
  public init(_ store: LabelStore, _ settings: Settings) {
    self.store = store
    self.settings = settings
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter onReady: told the port once the server listens.
  /// - Throws: `AuditServerError`, `LabelStoreError`.
  public func run(onReady: @escaping @Sendable (Int) -> Void) async throws {
    let project = AuditedProject(
      store: store, taxonomy: try await store.taxonomy(), user: settings.user,
      hasVisitors: settings.token != nil,
      pictures: PagePictures(password: settings.password))
    let router = Router()
    router.addMiddleware {
      ProtectiveHeaders()
      ErrorAnswers()
      AccessControl(host: settings.host, token: settings.token)
    }
    try AppFiles().add(to: router)
    AuditRoutes(project).add(to: router.group("api"))
    var logger = Logger(label: "galley.audit")
    logger.logLevel = .critical
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: "galley"),
      onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) }, logger: logger)
    do {
      try await application.run()
    } catch is CancellationError {
      return
    } catch let error as IOError {
      throw AuditServerError.cannotListen(
        host: settings.host, port: settings.port, reason: String(cString: strerror(error.errnoCode))
      )
    }
  }
}

/// Why the server cannot serve.
public enum AuditServerError: Error, CustomStringConvertible {
  case cannotListen(host: String, port: Int, reason: String)
  case filesMissing(name: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .cannotListen(let host, let port, let reason):
      "cannot listen at \(host) port \(port): \(reason): name another with --port, or 0 for any"
    case .filesMissing(let name):
      "the file '\(name)' of the web page is missing: install galley again"
    }
  }
}
