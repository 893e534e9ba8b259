import Foundation
import GalleyTesting
import PageImages
import Testing

@Suite("A password")
struct PasswordTests {
  @Test(
    "opens a PDF whether it is the owner's or the user's",
    arguments: [
      ["40"], ["128", "--use-aes=n"], ["128", "--use-aes=y"], ["256"],
    ], [("owner's", "user's"), ("Ägyptenö", "pässwörtß")])
  func either(encryption: [String], passwords: (owner: String, user: String)) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let (plain, locked) = (folder.appending(path: "a.pdf"), folder.appending(path: "b.pdf").path)
      try SmallPDF(width: 50, height: 50, content: "").data.write(to: plain)
      let output = try await LimitedProcess.run(
        "qpdf",
        ["--allow-weak-crypto", "--encrypt", passwords.user, passwords.owner] + encryption
          + ["--", plain.path, locked])
      #expect(output.exit == .code(0), "\(output.standardError)")
      for password in [passwords.owner, passwords.user] {
        let source = try await PageSource.open(locked, password: password)
        #expect(try await source.render(page: 1, dpi: 72).image.width == 50)
      }
      await #expect(throws: PageImagesError.wrongPassword(file: locked)) {
        try await PageSource.open(locked, password: "nobody's")
      }
      await #expect(throws: PageImagesError.encrypted(file: locked)) {
        try await PageSource.open(locked)
      }
    }
  }

  @Test func `may be longer than poppler takes them`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let (plain, locked) = (folder.appending(path: "a.pdf"), folder.appending(path: "b.pdf").path)
      try SmallPDF(width: 50, height: 50, content: "").data.write(to: plain)
      let password = String(repeating: "pass word ", count: 5)
      let output = try await LimitedProcess.run(
        "qpdf", ["--encrypt", password, "owner", "256", "--", plain.path, locked])
      #expect(output.exit == .code(0), "\(output.standardError)")
      let source = try await PageSource.open(locked, password: password)
      #expect(try await source.render(page: 1, dpi: 72).image.width == 50)
      await #expect(throws: PageImagesError.wrongPassword(file: locked)) {
        try await PageSource.open(locked, password: password + "?")
      }
    }
  }
}
