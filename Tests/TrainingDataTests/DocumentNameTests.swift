import Testing
import TrainingData

@Suite("Documents told from file names")
struct DocumentNameTests {
  @Test(
    "take a page's number away",
    arguments: [
      ("images/PMC4972521_00010.jpg", "images/PMC4972521"), ("scans/act_003.png", "scans/act"),
      ("act/003.png", "act"), ("003.png", "003"), ("act/p12.tiff", "act"),
      ("report-p12.png", "report"), ("report page 3.png", "report"), ("acts3.png", "acts3"),
      ("laws/act.pdf#page=4", "laws/act.pdf"), ("us-034.pdf", "us-034.pdf"),
      ("letter.jpg", "letter"), ("letter.tiff#page=2", "letter"), ("a/b", "a/b"), ("", ""),
    ])
  func names(name: String, document: String) {
    #expect(DocumentName.of(name) == document)
  }
}
