import Foundation
import Testing

extension CommandLineSuite {
  @Suite("The doctor")
  struct DoctorTests {
    private struct Check: Decodable {
      var name: String
      var found: String?
      var remedy: String
      var isRequired: Bool
    }

    @Test("names every dependency, with a remedy", arguments: ["", "/nonexistent"])
    func json(runtime: String) async throws {
      let output = try await GalleyTool.run(
        ["doctor", "--json"], environment: ["GALLEY_RUNTIME": runtime])
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let checks = try decoder.decode([Check].self, from: Data(output.text.utf8))
      let names = Set(checks.map(\.name))
      #expect(
        names.isSuperset(of: [
          "poppler pdfinfo", "poppler pdftoppm", "poppler pdftotext", "prlimit", "Leptonica",
          "Tesseract", "Tesseract languages", "libcurl", "OpenVINO", "llama.cpp server",
        ]))
      #expect(checks.allSatisfy { !$0.remedy.isEmpty })
      let isComplete = checks.allSatisfy { $0.found != nil || !$0.isRequired }
      #expect(output.code == (isComplete ? 0 : 69))
      if !runtime.isEmpty {
        #expect(checks.first { $0.name == "OpenVINO" }?.found == nil)
        #expect(output.code == 69)
      }
    }

    @Test func `tells a person line by line`() async throws {
      let output = try await GalleyTool.run(
        ["doctor"], environment: ["GALLEY_RUNTIME": "/nonexistent"])
      #expect(output.code == 69)
      let lines = output.text.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("ok      poppler pdfinfo") })
      #expect(
        lines.contains { $0.hasPrefix("MISSING OpenVINO") && $0.hasSuffix("get it: make setup") })
      #expect(output.error == "galley: something required is missing: see 'get it:' above\n")
    }
  }
}
