import RegionProposals
import Testing

@Suite("The document that a page is of")
struct DocumentNamesTests {
  @Test(
    "is what the set says, else the file's name without a page number",
    arguments: [
      ("known.png", "Book"), ("/data/set/known.png", "Book"),
      ("Galicja_2023-09_00.jpg", "Galicja_2023-09"),
      ("case01_497a_p1.jpg", "case01_497a"), ("scan-003.tif", "scan"), ("scan page7.png", "scan"),
      ("PMC5491943_00004.jpg", "PMC5491943"), ("report-2.pdf", "report-2"),
      ("a/b/report.PDF", "report"),
      ("007.png", "007"), ("page", "page"), ("a.b.png", "a.b"),
    ])
  func document(_ file: String, _ expected: String) {
    #expect(DocumentNames(["images/known.png": "Book"]).document(of: file) == expected)
  }
}
