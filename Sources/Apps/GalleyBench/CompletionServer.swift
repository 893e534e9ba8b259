import Foundation
import Glibc
import LanguageModel

/// nginx on loopback, giving one fixed chat completion; and wrk, which asks it for that.
struct CompletionServer: @unchecked Sendable {
  // `@unchecked`: nothing changes after `start`, and `Process` is only asked to end.
  let url: String
  private let folder: URL
  private let nginx: Process

  /// As long as a page's prompt: instructions (here filled up with anything) and 60 rows of text.
  static let prompt =
    String(repeating: "These are the classes, and this is how to name rows. ", count: 70)
    + (0..<60).map { "\($0) | 72 \($0 * 12) 540 \($0 * 12 + 10) | a line of text of usual length" }
    .joined(separator: "\n")
  /// An answer of some regions.
  static let answer = String(repeating: #"{'class': 'text', 'rows': [1, 2, 3]} "#, count: 20)

  /// Starts nginx and waits until it answers.
  ///
  /// - Throws: `BenchmarkError` when nginx or wrk is not installed or does not start.
  static func start(in folder: URL) async throws -> CompletionServer {
    for tool in ["nginx", "wrk"] where try command([tool, "-v"]).status == 127 {
      throw BenchmarkError.missing("\(tool) is missing: run 'apt-get install nginx-light wrk'")
    }
    let port = try freePort()
    let url = "http://127.0.0.1:\(port)"
    try files(in: folder, port: port).forEach { name, text in
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    let nginx = process([
      "nginx", "-p", folder.path, "-e", "error.log", "-c", "nginx.conf", "-g", "daemon off;",
    ])
    try nginx.run()
    let server = CompletionServer(url: url, folder: folder, nginx: nginx)
    let waiting = try ChatClient(
      endpoint: Endpoint(url), model: "m",
      retry: RetryPolicy(
        retries: 60, failuresInARow: 100, sleep: { _ in try await Task.sleep(for: .seconds(0.05)) })
    )
    do {
      _ = try await waiting.answer(
        ChatRequest(messages: [ChatMessage(.user, "hello")], schema: nil, maxTokens: 1))
    } catch {
      server.stop()
      throw BenchmarkError.failed(command: ["nginx"], reason: "does not answer: \(error)")
    }
    return server
  }

  /// Ends nginx.
  func stop() {
    nginx.terminate()
    nginx.waitUntilExit()
  }

  /// Requests a second of wrk.
  func wrk(threads: Int, connections: Int, seconds: Int) throws -> Double {
    let arguments = [
      "wrk", "-t\(threads)", "-c\(connections)", "-d\(seconds)s", "-s",
      folder.appending(path: "post.lua").path, "\(url)/v1/chat/completions",
    ]
    let output = try Self.command(arguments).output
    guard !output.contains("Non-2xx"), !output.contains("Socket errors"),
      let rate = output.firstMatch(of: /Requests\/sec:\s+([0-9.]+)/).flatMap({ Double($0.1) })
    else { throw BenchmarkError.failed(command: arguments, reason: "gave no clean number") }
    return rate
  }

  private static func files(
    in folder: URL, port: Int
  ) throws -> KeyValuePairs<String, String> {
    func json(_ value: [String: Any]) throws -> String {
      String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
    }
    let completion = try json([
      "choices": [["message": ["role": "assistant", "content": answer], "finish_reason": "stop"]],
      "usage": ["prompt_tokens": 1000, "completion_tokens": 200],
    ])
    return [
      "nginx.conf": """
      worker_processes 1;
      pid nginx.pid;
      events { worker_connections 1024; }
      http {
        access_log off;
        keepalive_requests 100000000;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        default_type application/json;
        server {
          listen 127.0.0.1:\(port) backlog=1024;
          location / { return 200 '\(completion.replacing("'", with: "\\'"))'; }
        }
      }
      """,
      "body.json": try json([
        "model": "m", "messages": [["role": "user", "content": prompt]], "max_tokens": 100,
        "temperature": 0.0, "seed": 0,
      ]),
      "post.lua": """
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/json"
      wrk.headers["Accept"] = "application/json"
      wrk.body = io.open("\(folder.appending(path: "body.json").path)"):read("*a")
      """,
    ]
  }

  private static func process(_ command: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    var environment = ProcessInfo.processInfo.environment
    // Where Debian puts nginx, and a user's shell does not look.
    environment["PATH"] = (environment["PATH"] ?? "/usr/bin") + ":/usr/sbin"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private static func command(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = process(command)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard bound else { throw BenchmarkError.missing("no port is free on 127.0.0.1") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
