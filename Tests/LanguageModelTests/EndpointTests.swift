import Foundation
import GalleyTesting
import LanguageModel
import Testing

@Suite("The address of a server")
struct EndpointTests {
  @Test(
    "The version is added where it is missing",
    arguments: [
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
      ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1"),
      ("http://localhost:8080/v1/", "http://localhost:8080/v1"),
      ("http://[::1]:8080", "http://[::1]:8080/v1"),
      ("https://api.example.org/v1", "https://api.example.org/v1"),
      ("https://example.org/openai/v1beta", "https://example.org/openai/v1beta"),
      ("https://example.org/v1/chat/completions", "https://example.org/v1"),
    ])
  func base(_ url: String, _ base: String) throws {
    #expect(try Endpoint(url).base == base)
  }

  @Test(
    "Page text leaves the machine only over https",
    arguments: ["http://example.org", "http://10.0.0.1:80", "http://127.0.0.1.example.org"])
  func insecure(_ url: String) throws {
    #expect(throws: LanguageModelError.insecureURL(url: url)) { try Endpoint(url) }
    #expect(try Endpoint(url, allowInsecure: true).isLoopback == false)
  }

  @Test(
    "What is no address is refused, and a password in it not repeated",
    arguments: [
      "", "127.0.0.1:8080", "ftp://example.org", "file:///etc/passwd", "https://me:secret@x.org",
      "https://x.org/v1?key=secret", "https://",
    ])
  func bad(_ url: String) {
    do throws(LanguageModelError) {
      _ = try Endpoint(url)
      Issue.record("'\(url)' passed")
    } catch {
      guard case .badURL = error else {
        Issue.record("unexpected: \(error)")
        return
      }
      #expect(!error.description.contains("secret"))
    }
  }

  @Test("A file of certificates that cannot be used is named, before anything is sent")
  func certificates() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "ca.pem")
      func reason() -> String? {
        do throws(LanguageModelError) {
          _ = try Endpoint("https://example.org", caFile: file.path)
          return nil
        } catch {
          guard case .badCertificates(file.path, let reason) = error else { return "\(error)" }
          return reason
        }
      }
      #expect(reason() == "no such file")
      try Data("no certificate".utf8).write(to: file)
      #expect(reason() == "no certificate in it")
      try Data("# ours\n-----BEGIN CERTIFICATE-----\n".utf8).write(to: file)
      #expect(reason() == nil)
    }
  }
}
