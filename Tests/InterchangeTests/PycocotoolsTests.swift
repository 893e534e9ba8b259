import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

/// The Python of the runtime folder, with pycocotools.
private let python = Fixture.root.appending(path: ".runtime/venv/bin/python")

@Suite("pycocotools")
struct PycocotoolsTests {
  private struct Report: Decodable {
    var images: [String]
    var classes: [String]
    var boxes: Int
    var averagePrecision: Double
  }

  private let script = """
    import contextlib, io, json, sys
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(sys.argv[1])
        evaluation = COCOeval(truth, truth.loadRes(sys.argv[2]), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    print(json.dumps({
        "images": [image["file_name"] for image in truth.loadImgs(truth.getImgIds())],
        "classes": [c["name"] for c in truth.loadCats(truth.getCatIds())],
        "boxes": len(truth.getAnnIds()),
        "averagePrecision": evaluation.stats[0],
    }))
    """

  private let pages = [
    page(
      "a.jpg", fused: [region(0), region(1, Box(x: 5, y: 90, width: 400, height: 300), .table)]),
    page("b.pdf", number: 2, fused: [region(0, Box(x: 7, y: 8, width: 90, height: 30), .title)]),
  ]

  @Test func `loads a data set and finds its own results in it`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let report = try evaluate(pages, against: pages, in: folder)
      #expect(report.images == ["a.jpg", "b.pdf#page=2"])
      #expect(report.classes == Taxonomy.publaynet.classes.map(\.name))
      #expect(report.boxes == 3)
      #expect(abs(report.averagePrecision - 1) < 1e-9)
    }
  }

  @Test func `scores results at the wrong places low`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var moved = pages
      moved[0].fused[1].box = moved[0].fused[1].box.translated(x: 0, y: 700)
      moved[1].fused = []
      let report = try evaluate(moved, against: pages, in: folder)
      // One class of three is found.
      #expect(abs(report.averagePrecision - 1.0 / 3) < 1e-9)
    }
  }

  private func evaluate(
    _ pages: [LabelledPage], against truthPages: [LabelledPage], in folder: URL
  ) throws -> Report {
    let truth = folder.appending(path: "truth.json")
    let results = folder.appending(path: "results.json")
    try exported(truthPages, in: folder).write(to: truth)
    let options = COCOOptions(form: .results, truth: try COCOTruth(contentsOf: truth))
    try exported(pages, options, in: folder).write(to: results)
    let output = folder.appending(path: "report.json")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = python
    process.arguments = ["-c", script, truth.path, results.path]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try JSONDecoder().decode(Report.self, from: Data(contentsOf: output))
  }
}
