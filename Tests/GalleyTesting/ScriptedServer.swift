import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// An HTTP server on loopback that answers each request with the next act of a script.
///
/// `@unchecked Sendable`: what changes after `init` lies behind the mutex.
public final class ScriptedServer: @unchecked Sendable {
  /// What the server does with a request.
  public enum Act: Sendable {
    /// A whole answer.
    case answer(status: Int, headers: [String] = [], body: String)
    /// Promises more bytes than it sends, then hangs up.
    case truncated(body: String)
    /// Resets the connection without an answer.
    case reset
    /// Promises more bytes than it sends, then resets the connection.
    case cut(body: String)
    /// Sends header lines without end.
    case headerFlood
    /// A whole answer, once so many requests are there; then for the next so many.
    case together(requests: Int, body: String)
    /// Sends a byte now and then until the client has had enough.
    case drip(secondsBetweenBytes: Double)
    /// Sends that many bytes of body.
    case flood(bytes: Int)
  }

  /// A request as it came in.
  public struct Request: Sendable {
    /// Request line and header lines.
    public var head: [String]
    /// The body.
    public var body: Data
    /// Which connection it came on, from 0.
    public var connection: Int
  }

  private struct State {
    var script: [Act]
    var requests: [Request] = []
    var bytesSent = 0
    var isStopped = false
  }

  private let listener: Int32
  /// Keeps the port from others once the server has stopped, so that nobody answers in its place.
  private let reservation: Int32
  private let state: Mutex<State>
  /// The port it listens on.
  public let port: Int

  /// Starts a server; when the script is over, its last act is repeated.
  public init(_ script: [Act]) throws {
    signal(SIGPIPE, SIG_IGN)
    let (listener, reservation) = (Self.socket(), Self.socket())
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
          && bind(reservation, $0, length) == 0 && listen(listener, 128) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    self.reservation = reservation
    port = Int(UInt16(bigEndian: address.sin_port))
    state = Mutex(State(script: script))
    Thread.detachNewThread { [self] in acceptConnections() }
  }

  deinit { close(reservation) }

  private static func socket() -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var shared: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEPORT, &shared, socklen_t(MemoryLayout<Int32>.size))
    return socket
  }

  /// Its address.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// The requests so far, in order.
  public var requests: [Request] { state.withLock(\.requests) }

  /// Bytes that could be sent so far.
  public var bytesSent: Int { state.withLock(\.bytesSent) }

  /// Stops listening; connections in use end with their act.
  public func stop() {
    state.withLock { $0.isStopped = true }
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func acceptConnections() {
    var count = 0
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 { return }
      let number = count
      count += 1
      Thread.detachNewThread { [self] in
        serve(connection, number)
        close(connection)
      }
    }
  }

  private func serve(_ connection: Int32, _ number: Int) {
    var buffer = Data()
    while let request = read(connection, &buffer, number) {
      let next: (act: Act, number: Int)? = state.withLock { state in
        guard !state.isStopped, let act = state.script.first else { return nil }
        state.requests.append(request)
        if state.script.count > 1 { state.script.removeFirst() }
        return (act, state.requests.count)
      }
      guard let next, perform(next.act, request: next.number, connection) else { return }
    }
  }

  /// The next request of a connection; `nil` at its end.
  private func read(_ connection: Int32, _ buffer: inout Data, _ number: Int) -> Request? {
    let gap = Data("\r\n\r\n".utf8)
    while true {
      if let end = buffer.range(of: gap) {
        let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
          .components(separatedBy: "\r\n")
        let length =
          head.compactMap { line -> Int? in
            let lower = line.lowercased()
            guard lower.hasPrefix("content-length:") else { return nil }
            return Int(lower.dropFirst(15).trimmingCharacters(in: .whitespaces))
          }.first ?? 0
        if buffer.count - (end.upperBound - buffer.startIndex) >= length {
          let body = Data(buffer[end.upperBound...].prefix(length))
          buffer = Data(buffer[end.upperBound...].dropFirst(length))
          return Request(head: head, body: body, connection: number)
        }
      }
      var chunk = [UInt8](repeating: 0, count: 64 << 10)
      let count = recv(connection, &chunk, chunk.count, 0)
      if count <= 0 { return nil }
      buffer.append(contentsOf: chunk[..<count])
    }
  }

  /// Does an act; whether the connection stays open.
  private func perform(_ act: Act, request number: Int, _ connection: Int32) -> Bool {
    switch act {
    case .answer(let status, let headers, let body):
      return send(connection, head(status, headers, body.utf8.count) + body)
    case .truncated(let body):
      _ = send(connection, head(200, [], body.utf8.count + 100) + body)
    case .reset: resetAtClose(connection)
    case .cut(let body):
      _ = send(connection, head(200, [], body.utf8.count + 100) + body)
      resetAtClose(connection)
    case .headerFlood:
      guard send(connection, "HTTP/1.1 200 Act\r\n") else { return false }
      let lines = String(repeating: "X-More: of the same\r\n", count: 1000)
      while !state.withLock(\.isStopped), send(connection, lines) {}
    case .together(let count, let body):
      let last = (number + count - 1) / count * count
      while state.withLock({ !$0.isStopped && $0.requests.count < last }) {
        Thread.sleep(forTimeInterval: 0.001)
      }
      return send(connection, head(200, [], body.utf8.count) + body)
    case .drip(let seconds):
      guard send(connection, head(200, [], 1 << 20)) else { return false }
      while !state.withLock(\.isStopped), send(connection, "x") {
        Thread.sleep(forTimeInterval: seconds)
      }
    case .flood(let bytes):
      guard send(connection, head(200, [], bytes)) else { return false }
      let chunk = String(repeating: "x", count: 64 << 10)
      for _ in 0..<(bytes / chunk.utf8.count) {
        guard send(connection, chunk) else { return false }
      }
    }
    return false
  }

  private func resetAtClose(_ connection: Int32) {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
  }

  private func head(_ status: Int, _ headers: [String], _ length: Int) -> String {
    (["HTTP/1.1 \(status) Act", "Content-Type: application/json", "Content-Length: \(length)"]
      + headers).joined(separator: "\r\n") + "\r\n\r\n"
  }

  private func send(_ connection: Int32, _ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      state.withLock { $0.bytesSent += count }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}

extension ScriptedServer.Act {
  /// A chat completion with a text.
  public static func completion(
    _ text: String, finish: String = "stop", read: Int = 100, written: Int = 10
  ) -> ScriptedServer.Act {
    .answer(status: 200, body: completionBody(text, finish: finish, read: read, written: written))
  }

  /// The body of a chat completion.
  public static func completionBody(
    _ text: String, finish: String = "stop", read: Int = 100, written: Int = 10
  ) -> String {
    let body: [String: Any] = [
      "choices": [
        ["index": 0, "finish_reason": finish, "message": ["role": "assistant", "content": text]]
      ],
      "usage": ["prompt_tokens": read, "completion_tokens": written],
    ]
    let data = (try? JSONSerialization.data(withJSONObject: body, options: [.sortedKeys])) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
