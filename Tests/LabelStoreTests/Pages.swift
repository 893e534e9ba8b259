import Foundation
import GRDB
import GalleyTesting
import LabelStore
import Layout

/// Class names of the pages below.
let classNames = Taxonomy.doclaynet.classes.map(\.name)

/// Numbers that lose a bit if they are written short, drawn from a seed.
func awkwardNumbers(_ seed: UInt64) -> (Double) -> Double {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
  return { scale in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(UInt64(1) << 53) * scale
  }
}

func estimate(
  _ id: Int, _ source: EstimateSource, seed: UInt64 = 7, classIndex: Int = 9
) -> RegionEstimate {
  let number = awkwardNumbers(seed &+ UInt64(id))
  var probabilities = classNames.map { _ in number(0.01) }
  probabilities[classIndex] = 1 - probabilities.reduce(0, +) + probabilities[classIndex]
  return RegionEstimate(
    id: id, box: Box(x: number(900), y: number(900), width: number(99), height: number(99)),
    variance: BoxVariance(x1: number(9), y1: number(9), x2: number(9), y2: number(9)),
    classProbabilities: probabilities, score: number(1), source: source, parent: id > 0 ? 0 : nil,
    evidence: Evidence(
      wordIDs: [0, 1], model: "modèle-1", promptHash: "5f", reason: "says \"Table 2\" 表",
      textQuality: number(1), spatialQuality: number(1), support: .init(found: 7, total: 8),
      flags: ["trimmed"]))
}

func region(
  _ id: Int, seed: UInt64 = 7, classIndex: Int = 9, decision: Decision = .accepted,
  sources: [EstimateSource] = [.teacher, .textRules], agreement: Double? = 0.1
) -> FusedRegion {
  let number = awkwardNumbers(seed &+ 1000 &+ UInt64(id))
  let seen = estimate(id, .teacher, seed: seed, classIndex: classIndex)
  return FusedRegion(
    id: id, box: seen.box, variance: seen.variance, classProbabilities: seen.classProbabilities,
    score: number(1), parent: nil,
    contributions: sources.map {
      Contribution(
        source: $0, estimate: id, boxWeights: (0..<4).map { _ in number(1) },
        classWeight: number(1))
    }, gate: number(1), agreement: agreement, decision: decision, reason: "agree; für gut befunden",
    flags: ["conflict"])
}

/// Labels of a page of a file, full of awkward numbers.
func labels(
  _ path: String = "scans/a.pdf", _ number: Int = 1, seed: UInt64 = 7,
  regions: [FusedRegion]? = nil,
  origin: TextOrigin = .ocr, seconds: [String: Double] = ["detect": 0.1, "read": 1.0 / 3],
  tokens: Int = 0
) -> PageLabels {
  let random = awkwardNumbers(seed)
  let words = ["Fußnote", "表", "\u{1F600}"].enumerated().map { index, text in
    Word(
      id: index, text: text, box: Box(x: random(900), y: random(900), width: 9, height: random(9)),
      confidence: random(100), block: 0, paragraph: 0, line: index)
  }
  return PageLabels(
    page: Page(
      file: path, fileHash: "c0ffee", number: number, width: 1275, height: 1650, dpi: random(300),
      rotation: 90),
    text: PageText(words: words, origin: origin, reason: "OCR: 3 words"),
    teacher: [estimate(0, .teacher, seed: seed), estimate(1, .teacher, seed: seed)],
    proposals: [
      estimate(0, .languageModel, seed: seed), estimate(0, .textRules, seed: seed),
      estimate(1, .textRules, seed: seed),
    ],
    fused: regions ?? [region(0, seed: seed), region(1, seed: seed, decision: .review)],
    classNames: classNames, fingerprint: "page-\(seed)", textFingerprint: "text-\(seed)",
    teacherFingerprint: "teacher-\(seed)", parameters: "parameters-1",
    notes: ["a note", "another"], seconds: seconds, tokens: tokens)
}

extension PageLabels {
  /// As they are read back: class names are the parameters' business.
  var read: PageLabels {
    var read = self
    read.classNames = []
    return read
  }

  var key: PageKey { PageKey(path: page.file, number: page.number) }
}

/// Opens a store in a folder, with the parameters that the pages name.
func store(in folder: URL) async throws -> LabelStore {
  let store = try LabelStore.open(project: folder, create: true)
  try await store.record(parameters: "{}", fingerprint: "parameters-1")
  return store
}

/// The store's file, opened beside `LabelStore`, as another program would.
func database(in folder: URL) throws -> DatabaseQueue {
  try DatabaseQueue(path: folder.appending(path: "galley.sqlite").path)
}

/// What SQLite says of the file's health: `ok`.
func integrity(in folder: URL) async throws -> String? {
  try await database(in: folder).read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
}
