import Foundation
import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("A gate's file and input")
struct GateFileTests {
  func withFile(_ body: (URL) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "gate-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file)
  }

  @Test(arguments: GateSize.allCases)
  func `comes back as it was written`(size: GateSize) throws {
    try withFile { file in
      let provenance = Gate.Provenance(
        truthHash: "ab", taxonomy: "doclaynet", models: ["teacher": "yolo"], documents: 3,
        pages: 40, pairs: 200)
      let gate = Gate(size, pools: .own, provenance: provenance)
      try gate.write(to: file)
      #expect(try Gate(contentsOf: file) == gate)
    }
  }

  @Test func `what is no gate is refused by name`() throws {
    try withFile { file in
      try Data("{}".utf8).write(to: file)
      #expect(throws: GateError.self) { try Gate(contentsOf: file) }
      var gate = Gate(.theory)
      gate.version = 7
      try gate.write(to: file)
      #expect(throws: GateError.otherVersion(file: file.path, version: 7)) {
        try Gate(contentsOf: file)
      }
      try Gate(.theory).write(to: file)
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("\"theory\"", with: "\"small\"").utf8).write(to: file)
      #expect(throws: GateError.misfit(inputs: 3, outputs: 1, wanted: [5, 1])) {
        try Gate(contentsOf: file)
      }
    }
  }

  @Test func `a gate of another detector or taxonomy is refused`() {
    let gate = Gate(
      .theory, provenance: .init(taxonomy: "doclaynet", models: ["teacher": "yolo"]))
    let name = Taxonomy.doclaynet.name
    #expect(throws: GateError.otherTaxonomy(trained: "doclaynet", used: "publaynet")) {
      try gate.check(models: [:], taxonomy: .publaynet)
    }
    let fitting = Gate(.theory, provenance: .init(taxonomy: name, models: ["teacher": "yolo"]))
    #expect(
      throws: GateError.otherModel(source: .teacher, trained: "yolo", used: "picodet")
    ) { try fitting.check(models: [.teacher: "picodet"], taxonomy: .doclaynet) }
    #expect(throws: Never.self) {
      try fitting.check(models: [.teacher: "yolo"], taxonomy: .doclaynet)
    }
  }

  @Test func `texts that share words are near one another`() {
    func cosine(_ a: String, _ b: String) -> Double {
      zip(TextEmbedding.vector(of: a), TextEmbedding.vector(of: b)).reduce(0) {
        $0 + $1.0 * $1.1
      }
    }
    #expect(near(cosine("Table 3. Results", "table 3.   results"), 1, 1e-12))
    #expect(cosine("Table 3. Results", "Table 4. Results") > 0.5)
    #expect(abs(cosine("Table 3. Results", "ubi sunt qui ante nos")) < 0.3)
    #expect(TextEmbedding.vector(of: " \n").allSatisfy { $0 == 0 })
    #expect(TextEmbedding.vector(of: "a").count == 256)
  }

  @Test func `a region's vector tells its place and class`() {
    func vector(_ box: Box, _ role: RegionRole) -> [Double] {
      RegionEmbedding.vector(of: estimate(0, box, role), on: bounds)
    }
    let box = Box(x1: 100, y1: 200, x2: 500, y2: 260)
    let own = vector(box, .text)
    #expect(near(own.reduce(0) { $0 + $1 * $1 }, 1, 1e-12))
    #expect(own == vector(box.translated(x: 0.5, y: 0.5), .text))
    #expect(own != vector(box.translated(x: 0, y: 700), .text))
    #expect(own != vector(box, .title))
  }
}
