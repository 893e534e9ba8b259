import Foundation
import GalleyTesting
import PageImages
import Testing

@Suite("A request for pages")
struct PagesRequestTests {
  @Test(
    "names pages after a colon",
    arguments: [
      ("", [1, 2, 3, 4, 5, 6, 7, 8, 9]), (":5", [5]), (":3-7", [3, 4, 5, 6, 7]),
      (":1,4-6", [1, 4, 5, 6]), (":8-", [8, 9]), (":2,1,2", [1, 2]),
    ] as [(String, [Int])])
  func pages(suffix: String, expected: [Int]) async throws {
    let file = Fixture.file("pages/faa-handbook.pdf").path
    let request = try PagesRequest(file + suffix)
    #expect(request.path == file)
    #expect(try request.pages(of: 9) == expected)
  }

  @Test(
    "that makes no sense is refused",
    arguments: [":0", ":7-3", ":a", ":", ":1,,2", ":-3", ":10", ":3-12"])
  func refused(suffix: String) async throws {
    let file = Fixture.file("pages/faa-handbook.pdf").path
    #expect(throws: PageImagesError.self) { try PagesRequest(file + suffix).pages(of: 9) }
  }

  @Test func `is for all pages of a file whose name ends like a range`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "a.pdf:3")
      try Data("x".utf8).write(to: file)
      #expect(try PagesRequest(file.path).path == file.path)
      #expect(try PagesRequest(file.path).pages(of: 4) == [1, 2, 3, 4])
    }
  }
}
