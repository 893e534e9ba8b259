import Foundation
import FoundationNetworking
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("The audit's web page")
  struct AuditTests {
    @Test func `decisions are kept, told to others, exported, and survive a kill`() async throws {
      try await AuditedFolder.with { audited in
        let queue = try await audited.get("api/queue?limit=5").json
        let item = try #require((queue["items"] as? [[String: Any]])?.first)
        let (token, key) = try #require(audited.place(item))
        let page = try await audited.get("api/pages/\(token)").json
        let state = try #require(page["state"] as? String)
        let edit: [String: Any] = [
          "key": key, "version": 0, "status": "accepted", "box": [10, 20, 110.5, 220], "class": 3,
        ]
        let saved = try await audited.post(
          "api/pages/\(token)/edits", ["state": state, "edits": [edit]])
        #expect(saved.status == 200, "\(saved.text)")
        let late = try await audited.post(
          "api/pages/\(token)/edits", ["state": state, "edits": [edit]])
        #expect(late.status == 409 && late.text.contains("\"by\":\"anna\""), "\(late.text)")
        audited.server.send(SIGKILL)
        _ = try await audited.server.end()

        let output = try await GalleyTool.run(
          ["export", "--project", "p.galley", "--format", "coco", "--source", "human"],
          in: audited.folder)
        #expect(output.code == 0, "\(output.error)")
        let coco = try #require(
          try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
        let boxes = try #require(coco["annotations"] as? [[String: Any]])
        #expect(boxes.count == 1)
        #expect(boxes.first?["bbox"] as? [Double] == [10, 20, 100.5, 200])
        #expect(boxes.first?["category_id"] as? Int == 4)
      }
    }

    @Test func `answers say nothing of the machine's folders`() async throws {
      try await AuditedFolder.with { audited in
        let queue = try await audited.get("api/queue").json
        let item = try #require((queue["items"] as? [[String: Any]])?.first)
        let (token, _) = try #require(audited.place(item))
        let paths = [
          "", "api/project", "api/progress", "api/queue", "api/pages", "api/pages/\(token)",
          "api/pages/gone", "api/queue?class=99", "app/../../etc/passwd", "nowhere",
        ]
        for path in paths {
          let answer = try await audited.get(path)
          #expect(!answer.text.contains(audited.folder.path), "\(path): \(answer.text)")
          #expect(!answer.text.contains("/Fixtures"), "\(path): \(answer.text)")
          #expect(answer.header("Content-Security-Policy").contains("default-src 'none'"))
          #expect(answer.header("X-Content-Type-Options") == "nosniff")
        }
        let image = try await audited.get("api/pages/\(token)/image")
        #expect(image.status == 200 && image.data.starts(with: [0xFF, 0xD8]))
      }
    }

    @Test func `a page whose file is gone is told without its path`() async throws {
      try await AuditedFolder.with { audited in
        let item = try #require(
          (try await audited.get("api/queue").json["items"] as? [[String: Any]])?.first)
        let (token, _) = try #require(audited.place(item))
        try FileManager.default.removeItem(at: audited.folder.appending(path: "page.jpg"))
        let gone = try await audited.get("api/pages/\(token)/image")
        #expect(gone.status == 410 && !gone.text.contains(audited.folder.path), "\(gone.text)")
      }
    }

    @Test func `what is no request of the page's own changes nothing`() async throws {
      try await AuditedFolder.with { audited in
        let item = try #require(
          (try await audited.get("api/queue").json["items"] as? [[String: Any]])?.first)
        let (token, key) = try #require(audited.place(item))
        let state = try #require(
          try await audited.get("api/pages/\(token)").json["state"] as? String)
        let edits = "api/pages/\(token)/edits"
        func body(_ edit: String) -> String { "{\"state\": \"\(state)\", \"edits\": [\(edit)]}" }
        let good = body("{\"key\": \"\(key)\", \"version\": 0, \"status\": \"rejected\"}")
        let cases: [(Int, String, [String: String?])] = [
          (403, good, ["X-Galley": nil]), (403, good, ["Origin": nil]),
          (403, good, ["Origin": "http://evil.example"]),
          (421, good, ["Host": "evil.example"]),
          (400, "{", [:]), (400, "[]", [:]), (400, body(""), [:]),
          (400, body("{\"key\": \"zz\", \"version\": 0, \"status\": \"accepted\"}"), [:]),
          (400, body("{\"key\": \"\(key)\", \"version\": -1, \"status\": \"accepted\"}"), [:]),
          (400, body("{\"key\": \"\(key)\", \"version\": 0, \"status\": \"burnt\"}"), [:]),
          (400, good.replacing("rejected", with: "accepted\", \"class\": 99, \"x\": \""), [:]),
          (400, good.replacing("rejected", with: "accepted\", \"box\": [1, 2, 3], \"x\": \""), [:]),
          (413, String(repeating: " ", count: 2 << 20) + good, [:]),
          (409, good.replacing(state, with: "another"), [:]),
        ]
        for (status, body, headers) in cases {
          let answer = try await audited.send("POST", edits, Data(body.utf8), headers)
          #expect(answer.status == status, "\(headers) \(body.suffix(120)): \(answer.text)")
          #expect(answer.text.contains("\"error\""), "\(answer.text)")
        }
        let progress = try await audited.get("api/progress").text
        #expect(progress.contains("\"decided\":0"), "\(progress)")
      }
    }

    @Test func `beyond this machine a token is asked for`() async throws {
      try await AuditedFolder.with(["--host", "0.0.0.0"]) { audited in
        #expect(audited.token != nil)
        let without = try await audited.send("GET", "api/project", nil, ["Cookie": nil])
        let wrong = try await audited.send("GET", "?token=wrong", nil, ["Cookie": nil])
        let right = try await audited.get("api/project")
        #expect([without, wrong, right].map(\.status) == [401, 401, 200])
        #expect(right.json["user"] as? String == "anna")
        let named = try await audited.send(
          "GET", "api/project", nil,
          ["Cookie": "galley=\(audited.token ?? ""); galley-name=Zo%C3%AB%20B"])
        #expect(named.json["user"] as? String == "Zoë B")
      }
    }

    @Test func `a project that is not there, and a port that is taken, are told`() async throws {
      try await AuditedFolder.with { audited in
        let missing = try await GalleyTool.run("audit --project gone", in: audited.folder)
        #expect(missing.code == 74 && missing.error.contains("galley label"), "\(missing.error)")
        let taken = try await GalleyTool.run(
          ["audit", "--project", "p.galley", "--port", "\(audited.port)"], in: audited.folder)
        #expect(taken.code == 69 && taken.error.contains("--port"), "\(taken.error)")
      }
    }
  }
}

/// A labelled page, and `galley audit` at work on it.
struct AuditedFolder {
  let folder: URL
  let server: RunningTool
  let port: Int
  let token: String?

  /// Labels a page of the fixtures, serves it, and ends the server.
  static func with(
    _ options: [String] = [], _ body: (AuditedFolder) async throws -> Void
  ) async throws {
    try await LabelledFolder.with { folder in
      let server = try GalleyTool.start(
        ["audit", "--project", "p.galley", "--user", "anna", "--port", "0"] + options, in: folder)
      defer { server.send(SIGKILL) }
      try await server.waitUntilOutput(contains: "Ctrl-C ends it")
      let address = try #require(
        server.outputSoFar.firstMatch(of: /http:\/\/[0-9.]+:([0-9]+)\/(?:\?token=([0-9a-f]+))?/))
      try await body(
        AuditedFolder(
          folder: folder, server: server, port: try #require(Int(address.1)),
          token: address.2.map(String.init)))
    }
  }

  struct Answer {
    var status: Int
    var data: Data
    var headers: [AnyHashable: Any]

    var text: String { String(decoding: data, as: UTF8.self) }
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    }

    func header(_ name: String) -> String {
      headers.first { "\($0.key)".lowercased() == name.lowercased() }.map { "\($0.value)" } ?? ""
    }
  }

  func place(_ item: [String: Any]) -> (page: String, key: String)? {
    guard let page = item["page"] as? String, let key = item["key"] as? String else { return nil }
    return (page, key)
  }

  func get(_ path: String) async throws -> Answer { try await send("GET", path, nil) }

  func post(_ path: String, _ value: [String: Any]) async throws -> Answer {
    try await send("POST", path, JSONSerialization.data(withJSONObject: value))
  }

  /// Sends a request as the page does, but for the given headers; `nil` leaves one out.
  func send(
    _ method: String, _ path: String, _ body: Data?, _ headers: [String: String?] = [:]
  ) async throws -> Answer {
    let origin = "http://127.0.0.1:\(port)"
    var request = URLRequest(url: try #require(URL(string: "\(origin)/\(path)")))
    request.httpMethod = method
    request.httpBody = body
    request.httpShouldHandleCookies = false
    var all: [String: String?] = ["X-Galley": "1", "Origin": origin]
    if let token { all["Cookie"] = "galley=\(token)" }
    for (name, value) in all.merging(headers, uniquingKeysWith: { $1 }) {
      if let value { request.setValue(value, forHTTPHeaderField: name) }
    }
    let (data, response) = try await URLSession.shared.data(for: request)
    let answer = try #require(response as? HTTPURLResponse)
    return Answer(status: answer.statusCode, data: data, headers: answer.allHeaderFields)
  }
}
