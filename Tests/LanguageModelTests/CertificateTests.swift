import Foundation
import GalleyTesting
import LanguageModel
import Testing

@Suite("A server with a certificate of its own")
struct CertificateTests {
  @Test("is trusted through a file of certificates, and only so")
  func authority() async throws {
    try await Fixture.withTemporaryFolder { folder in
      try run(
        "openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
          "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "ca.pem",
        ], in: folder
      ).waitUntilExit()
      let server = try run("python3", ["-c", Self.server], in: folder)
      defer { server.terminate() }
      let portFile = folder.appending(path: "port")
      while !FileManager.default.fileExists(atPath: portFile.path), server.isRunning {
        try await Task.sleep(for: .milliseconds(20))
      }
      let url = "https://127.0.0.1:\(try String(contentsOf: portFile, encoding: .utf8))"

      let trusting = try ChatClient(
        endpoint: Endpoint(url, caFile: folder.appending(path: "ca.pem").path), model: "m")
      #expect(try await trusting.servedModels().map(\.name) == ["served over TLS"])

      let wary = try ChatClient(endpoint: Endpoint(url), model: "m")
      do throws(LanguageModelError) {
        _ = try await wary.servedModels()
        Issue.record("a certificate that nobody vouches for was taken")
      } catch {
        guard case .certificateRefused = error else {
          Issue.record("unexpected: \(error)")
          return
        }
        #expect("\(error)".contains("--llm-ca-file"))
      }
    }
  }

  private func run(_ program: String, _ arguments: [String], in folder: URL) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static let server = """
    import http.server, os, ssl
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b'{"data": [{"id": "served over TLS"}]}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("ca.pem", "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with open("port.new", "w") as file:
        file.write(str(server.server_port))
    os.rename("port.new", "port")
    server.serve_forever()
    """
}
