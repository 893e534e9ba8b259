import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("The audit's web page")
  struct AuditTests {
    @Test func `decisions are kept, told to others, exported, and survive a kill`() async throws {
      try await AuditedFolder.with { audited in
        let (token, key) = try #require(try await audited.client.firstInQueue())
        let page = try await audited.client.get("api/pages/\(token)").json
        let state = try #require(page["state"] as? String)
        let edit: [String: Any] = [
          "key": key, "version": 0, "status": "accepted", "box": [10, 20, 110.5, 220], "class": 3,
        ]
        let saved = try await audited.client.post(
          "api/pages/\(token)/edits", ["state": state, "edits": [edit]])
        #expect(saved.status == 200, "\(saved.text)")
        let late = try await audited.client.post(
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

    @Test func `beyond this machine a token is asked for`() async throws {
      try await AuditedFolder.with(["--host", "0.0.0.0"]) { audited in
        #expect(audited.token != nil)
        let without = try await audited.client.send("GET", "api/project", nil, ["Cookie": nil])
        let wrong = try await audited.client.send("GET", "?token=wrong", nil, ["Cookie": nil])
        let right = try await audited.client.get("api/project")
        #expect([without, wrong, right].map(\.status) == [401, 401, 200])
        #expect(right.json["user"] as? String == "anna")
        let named = try await audited.client.send(
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
  let client: AuditClient

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
      let (port, token) = (try #require(Int(address.1)), address.2.map(String.init))
      try await body(
        AuditedFolder(
          folder: folder, server: server, port: port, token: token,
          client: AuditClient(port: port, token: token)))
    }
  }
}
