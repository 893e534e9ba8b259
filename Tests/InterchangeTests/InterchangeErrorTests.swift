import Interchange
import Testing

@Suite("An error of an exchange")
struct InterchangeErrorTests {
  @Test(
    "names what is at fault and what to do",
    arguments: [
      (.cannotWrite(file: "out.json", reason: "disk full"), ["out.json", "disk full"]),
      (.cannotRead(file: "truth.json", reason: "no such file"), ["truth.json", "no such file"]),
      (
        .badCOCO(file: "t.json", place: "annotations[3]", reason: "no bbox: give it one"),
        ["t.json: annotations[3]: ", "give it one"]
      ),
      (
        .noMatchingPage(file: "l.json", images: ["x.png", "y.png"], pages: ["a.jpg"]),
        ["l.json", "'x.png', 'y.png'", "'a.jpg'", "label these images"]
      ),
      (
        .several(
          [
            .badImport(file: "l.json", place: "[0]", reason: "no box: give it one"),
            .cannotRead(file: "m.json", reason: "no such file"),
          ], more: 7), ["l.json: [0]: no box", "\nm.json: ", "7 more faults"]
      ),
      (.noMatchingImage(truth: "t.json", example: "a.jpg"), ["t.json", "a.jpg", "label"]),
      (
        .noMatchingClass(truth: "t.json", taxonomy: "doclaynet"),
        ["t.json", "doclaynet", "label with"]
      ),
      (
        .sameImageTwice(truth: "t.json", first: "x/1", second: "y/1"),
        ["t.json", "x/1", "y/1", "keep only one"]
      ),
      (
        .otherTaxonomy(page: "a.jpg", classes: 5, taxonomy: "doclaynet", count: 11),
        ["a.jpg", "5", "doclaynet", "11", "one taxonomy"]
      ),
      (.unfitPage(page: "a.jpg", reason: "no size"), ["a.jpg", "no size", "again"]),
      (.brokenTemplate(name: "proof-page", reason: "gone"), ["proof-page", "gone", "install"]),
    ] as [(InterchangeError, [String])])
  func text(error: InterchangeError, parts: [String]) {
    for part in parts { #expect(error.description.contains(part)) }
  }
}
