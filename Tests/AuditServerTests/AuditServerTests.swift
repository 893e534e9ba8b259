import Foundation
import GalleyTesting
import Testing

@Suite("The audit's server")
struct AuditServerTests {
  @Test func `tells a page, its neighbours and its regions`() async throws {
    try await ServedPage.with { served in
      let page = try await served.client.get("api/pages/\(served.token)")
      let regions = try #require(page.json["regions"] as? [[String: Any]])
      #expect(page.status == 200 && regions.count == 2)
      #expect(page.json["number"] as? Int == 1 && page.json["done"] as? Bool == false)
      #expect(page.json["next"] is NSNull && page.json["previous"] is NSNull)
      #expect(regions.contains { $0["box"] as? [Double] == [20, 20, 220, 110] })
      #expect(regions.allSatisfy { $0["sigma"] as? [Double] == [2, 2, 2, 2] })
      let pages = try await served.client.get("api/pages").json
      #expect(pages["total"] as? Int == 1)
      let project = try await served.client.get("api/project").json
      #expect(project["user"] as? String == "anna")
      #expect((project["classes"] as? [Any])?.count == 5)
    }
  }

  @Test func `draws a page once, and again only for who does not have it`() async throws {
    try await ServedPage.with { served in
      let path = "api/pages/\(served.token)/image"
      let image = try await served.client.get(path)
      #expect(image.status == 200 && image.data.starts(with: [0xFF, 0xD8]))
      #expect(image.header("Content-Type") == "image/jpeg")
      let known = try await served.client.send(
        "GET", path, nil, ["If-None-Match": image.header("ETag")])
      #expect(known.status == 304 && known.data.isEmpty)
    }
  }

  @Test func `keeps a decision, and tells the second of two people of it`() async throws {
    try await ServedPage.with { served in
      let edits = "api/pages/\(served.token)/edits"
      let wanted: [String: Any] = [
        "state": served.state, "edits": [served.edit(["box": [10, 20, 110.5, 220], "class": 3])],
      ]
      let saved = try await served.client.post(edits, wanted)
      let region = try #require((saved.json["regions"] as? [[String: Any]])?.first)
      #expect(saved.status == 200 && saved.json["undecided"] as? Int == 1)
      #expect(region["status"] as? String == "accepted" && region["by"] as? String == "anna")
      #expect(region["box"] as? [Double] == [10, 20, 110.5, 220] && region["class"] as? Int == 3)
      let late = try await served.client.post(edits, wanted)
      #expect(late.status == 409 && late.text.contains("somebody else decided"), "\(late.text)")
      let progress = try await served.client.get("api/progress").text
      #expect(progress.contains("\"decided\":1"), "\(progress)")
    }
  }

  @Test func `takes a page for done when nothing on it is left to decide`() async throws {
    try await ServedPage.with { served in
      let page = "api/pages/\(served.token)"
      let done: [String: Any] = ["state": served.state, "done": true]
      let early = try await served.client.post("\(page)/done", done)
      #expect(early.status == 409 && early.text.contains("\"error\""), "\(early.text)")
      let regions = try await served.client.get(page).json["regions"] as? [[String: Any]]
      let edits = try #require(regions).map { served.edit(["key": $0["key"] ?? ""]) }
      _ = try await served.client.post("\(page)/edits", ["state": served.state, "edits": edits])
      #expect(try await served.client.post("\(page)/done", done).status == 200)
      #expect(try await served.client.get(page).json["done"] as? Bool == true)
    }
  }

  @Test func `says nothing of the machine's folders`() async throws {
    try await ServedPage.with { served in
      let paths: [(String, Int)] = [
        ("", 200), ("app/main.js", 200), ("api/project", 200), ("api/progress", 200),
        ("api/queue", 200), ("api/pages", 200), ("api/pages/\(served.token)", 200),
        ("api/pages/gone", 404), ("api/pages/gone/image", 404), ("api/queue?class=99", 400),
        ("api/queue?minScore=2", 400), ("api/queue?source=oracle", 400),
        ("api/pages?offset=-1", 400), ("app/../../etc/passwd", 404), ("nowhere", 404),
      ]
      for (path, status) in paths {
        let answer = try await served.client.get(path)
        #expect(answer.status == status, "\(path): \(answer.text)")
        #expect(!answer.text.contains(served.folder.path), "\(path): \(answer.text)")
        #expect(answer.header("Content-Security-Policy").contains("default-src 'none'"))
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
      }
      try FileManager.default.removeItem(at: served.folder.appending(path: "page.jpg"))
      let gone = try await served.client.get("api/pages/\(served.token)/image")
      #expect(gone.status == 410 && !gone.text.contains(served.folder.path), "\(gone.text)")
    }
  }

  @Test func `changes nothing for what is no request of the page's own`() async throws {
    try await ServedPage.with { served in
      let edits = "api/pages/\(served.token)/edits"
      func body(_ edits: [[String: Any]], state: String? = nil) throws -> String {
        let value = ["state": state ?? served.state, "edits": edits] as [String: Any]
        return String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
      }
      let good = try body([served.edit()])
      let cases: [(Int, String, [String: String?])] = [
        (403, good, ["X-Galley": nil]), (403, good, ["Origin": nil]),
        (403, good, ["Origin": "http://evil.example"]), (421, good, ["Host": "evil.example"]),
        (400, "{", [:]), (400, "[]", [:]), (400, try body([]), [:]),
        (400, try body([served.edit(["key": "zz"])]), [:]),
        (400, try body([served.edit(["version": -1])]), [:]),
        (400, try body([served.edit(["status": "burnt"])]), [:]),
        (400, try body([served.edit(["class": 99])]), [:]),
        (400, try body([served.edit(["box": [1, 2, 3]])]), [:]),
        (413, String(repeating: " ", count: 2 << 20) + good, [:]),
        (409, try body([served.edit()], state: "another"), [:]),
      ]
      for (status, body, headers) in cases {
        let answer = try await served.client.send("POST", edits, Data(body.utf8), headers)
        #expect(answer.status == status, "\(headers) \(body.suffix(120)): \(answer.text)")
        #expect(answer.text.contains("\"error\""), "\(answer.text)")
      }
      let progress = try await served.client.get("api/progress").text
      #expect(progress.contains("\"decided\":0"), "\(progress)")
    }
  }
}
