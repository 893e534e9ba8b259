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
      ("007.png", "007"), ("set/A/001.jpg", "A"), ("B/page_7.png", "B"), ("B/Page 7.png", "B"),
      ("B/p12.tif", "B"), ("B/page.png", "page"), ("C/001.pdf", "001"), ("page", "page"),
      ("a.b.png", "a.b"),
    ])
  func document(_ file: String, _ expected: String) {
    #expect(DocumentNames(["images/known.png": "Book"]).document(of: file) == expected)
  }

  @Test(
    "is that of the known file whose path ends most alike",
    arguments: [
      ("/x/B/001.jpg", "two"), ("A/001.jpg", "one"), ("/x/1/C/001.jpg", "three"),
      ("/x/2/C/001.jpg", "four"), ("/x/3/C/001.jpg", "C"), ("D/001.jpg", "D"), ("E/9.jpg", "nine"),
    ])
  func longestEnd(_ file: String, _ expected: String) {
    let names = DocumentNames([
      "A/001.jpg": "one", "B/001.jpg": "two", "1/C/001.jpg": "three", "2/C/001.jpg": "four",
      "F/9.jpg": "nine", "G/9.jpg": "nine",
    ])
    #expect(names.document(of: file) == expected)
  }
}
