import Detection
import Foundation
import GalleyTesting
import Installation
import Layout
import Student
import Tensors
import Testing

@Suite("A student of a detector's graph")
struct GraphStudentTests {
  private let installation = Installation(folder: Fixture.root.appending(path: ".runtime"))

  /// A student whose card was changed.
  private func student(
    _ name: String = "picodet-cdla", taxonomy: Taxonomy = .doclaynet, seed: UInt64 = 0,
    _ change: (inout ModelCard) -> Void = { _ in }
  ) throws -> StudentModel {
    var (card, files) = try ModelCard.named(name, installation: installation)
    change(&card)
    return try StudentModel(
      StudentCard(graph: card, taxonomy: taxonomy, input: 320), seed: seed,
      graph: ONNXModel(contentsOf: files[0].path))
  }

  private func reason(_ change: (inout ModelCard) -> Void) throws -> String {
    let error = #expect(throws: StudentError.self) {
      try student("picodet-cdla", taxonomy: .doclaynet, change)
    }
    return try #require(error).description
  }

  @Test(
    "gives scores of its own classes at any size",
    arguments: [("picodet-cdla", 4), ("yolov8n-doclaynet", 3)])
  func output(name: String, levels: Int) throws {
    let model = try student(name, taxonomy: .publaynet)
    let output = try model.student(.zeros([1, 3, 128, 192]), .frozenStatistics)
    let points = (0..<levels).reduce(0) { $0 + (128 >> (3 + $1)) * (192 >> (3 + $1)) }
    #expect(output.classLogits.shape == [1, points, Taxonomy.publaynet.classes.count])
    #expect(output.points.count == points)
    // Variances are those of the distribution at first.
    #expect(try output.logVariances.array(of: Float.self).allSatisfy { $0 == 0 })
  }

  @Test func `knows its detector's classes whatever the seed, and those alone`() throws {
    let image = try Tensor.filled(0.5, [1, 3, 128, 128], .float32)
    let outputs = try [1, 2].map { seed in
      try student(taxonomy: .doclaynet, seed: UInt64(seed)).student(image, .frozenStatistics)
        .classLogits.array(of: Float.self)
    }
    let names = Taxonomy.doclaynet.classes.map(\.name)
    let (card, _) = try ModelCard.named("picodet-cdla", installation: installation)
    let rows = ClassRows(of: .doclaynet, from: card).rows
    for (index, name) in names.enumerated() {
      let values = outputs.map { logits in
        stride(from: index, to: logits.count, by: names.count).map { logits[$0] }
      }
      #expect((values[0] == values[1]) == (rows[index] != nil), "\(name)")
    }
  }

  @Test func `is written as its detector's own file, byte for byte where nothing was learnt`()
    async throws
  {
    let (_, files) = try ModelCard.named("yolov8n-doclaynet", installation: installation)
    let student = try student("yolov8n-doclaynet")
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "mine.onnx")
      try StudentExport.write(student, as: .detector, to: file.path)
      #expect(try Data(contentsOf: file) == Data(contentsOf: files[0]))
      let card = try ModelCard.load(from: folder.appending(path: "mine.yaml"))
      #expect(card.file == "mine.onnx" && card.decoder == .yolov8 && card.head != nil)
      #expect(card.licence == "AGPL-3.0, trained on from yolov8n-doclaynet")

      let row = try #require(student.store.tensors["head.classes1.weight"])
      try withoutGradient { () throws(TensorError) in try row.replaceNumbers(by: row * 2) }
      try StudentExport.write(student, as: .detector, to: file.path)
      let changed = try ONNXModel(contentsOf: file.path)
      let name = "model.22.cv3.1.2.weight"
      let new = try #require(try changed.tensor(named: name))
      let old = try #require(try ONNXModel(contentsOf: files[0].path).tensor(named: name))
      #expect(try new.array(of: Float.self) == old.array(of: Float.self).map { 2 * $0 })
    }
  }

  @Test func `of other classes than its detector's is not written as that`() throws {
    let error = #expect(throws: StudentError.self) {
      try StudentExport.write(student(), as: .detector, to: "/nowhere/mine.onnx")
    }
    #expect(
      error?.description.contains("its graph tells 10 classes, not the student's Caption") == true)
  }

  @Test func `is refused where its card does not fit the graph`() throws {
    #expect(
      try reason { $0.head = nil }.hasPrefix(
        "picodet-cdla: it does not say where the graph's class logits"))
    #expect(
      try reason { $0.head?.classes[1] = "nothing" }.contains(
        "'nothing' is no value of the graph; the last ones are "))
    #expect(
      try reason { $0.classes.removeLast() }.contains(
        "has 10 channels, but the card names 9 classes"))
    #expect(try reason { $0.head?.sides[0] = "split_0.tmp_0" }.contains("not four distributions"))
  }

  @Test func `is refused where the graph is none of a detector`() throws {
    let text = try #require(try reasonOfOtherGraph())
    #expect(text.contains("is no value of the graph"), "\(text)")
  }

  /// The other detector's graph under this card.
  private func reasonOfOtherGraph() throws -> String? {
    let (card, _) = try ModelCard.named("picodet-cdla", installation: installation)
    let (_, files) = try ModelCard.named("yolov8n-doclaynet", installation: installation)
    let graph = try ONNXModel(contentsOf: files[0].path)
    let error = #expect(throws: StudentError.self) {
      try StudentModel(
        StudentCard(graph: card, taxonomy: .doclaynet, input: 320), seed: 0, graph: graph)
    }
    return error?.description
  }
}
