import Foundation
import GalleyTesting
import Testing
import Training

@Suite("What the documentation says of training")
struct DocumentationTests {
  @Test func `docs tell all keys as they are declared`() throws {
    let file = Fixture.root.appending(path: "docs/training.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(
      text.contains(TrainingConfiguration.table), "put this in: \(TrainingConfiguration.table)")
  }
}
