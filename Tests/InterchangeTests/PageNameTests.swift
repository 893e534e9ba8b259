import Interchange
import Testing

@Suite("A page is found by the name of another program")
struct PageNameTests {
  private static let project = [
    "scans/page1.png", "scans/page two.png", "scans/100%.png", "scans/é.png", "a/x.png", "b/x.png",
    "book.pdf#page=1", "book.pdf#page=2", "s.tif", "s.tif#page=2", "deadbeef-real.png", "real.png",
    "Case.PNG", "case.png", "UPPER.TIF", "what?.png", "plan (1).png", "no#1.png",
    // A PDF of another name, and an image.
    "named.jpg#page=1", "both.tif#page=1", "both.tif",
  ]

  @Test(
    "however it was written",
    arguments: [
      ("page1.png", "scans/page1.png"), ("/other/page1.png", "scans/page1.png"),
      ("C:\\data\\imp\\page1.png", "scans/page1.png"), ("imp\\page1.png", "scans/page1.png"),
      ("/data/upload/1/0a1b2c3d-page1.png", "scans/page1.png"),
      ("1234abcd-0a1b2c3d-page1.png", "scans/page1.png"),
      ("../9f57e57e__page1.png", "scans/page1.png"),
      ("/u/0a1b2c3d-4e5f-6789-abcd-ef0123456789_page1.png", "scans/page1.png"),
      ("0a1b2c3d-4e5f-6789-abcd-ef0123456789-page1.png", "scans/page1.png"),
      ("page1_png.rf.0a1b2c3d4e5f67890a1b2c3d4e5f6789.jpg", "scans/page1.png"),
      ("https://b.s3.amazonaws.com/imp/page1.png?X-Amz-Signature=abc%2Fdef", "scans/page1.png"),
      ("https://h/page1.png#t=3", "scans/page1.png"),
      ("s3://bucket/in/page1.png", "scans/page1.png"),
      ("https://h/get?size=9&file=in%2Fpage1.png", "scans/page1.png"),
      ("/data/local-files/?d=in/page1.png", "scans/page1.png"),
      ("/data/local-files/?d=in%5Cpage1.png", "scans/page1.png"),
      ("/tasks/7/resolve/?fileuri=czM6Ly9idWNrZXQvaW4vcGFnZTEucG5n", "scans/page1.png"),
      ("/data/local-files/?d=in/page%20two.png", "scans/page two.png"),
      ("/data/local-files/?d=in/page+two.png", "scans/page two.png"),
      ("page%20two.png", "scans/page two.png"), ("page%2520two.png", "scans/page two.png"),
      ("0a1b2c3d-page_two.png", "scans/page two.png"), ("page-two.png", "scans/page two.png"),
      ("100%.png", "scans/100%.png"), ("100%25.png", "scans/100%.png"),
      ("e\u{301}.png", "scans/é.png"), ("%C3%A9.png", "scans/é.png"), ("what?.png", "what?.png"),
      ("what%3F.png", "what?.png"), ("no#1.png", "no#1.png"), ("no%231.png", "no#1.png"),
      ("plan_1.png", "plan (1).png"), ("b/x.png", "b/x.png"), ("q\\b\\x.png", "b/x.png"),
      ("https://h/b/x.png?v=2", "b/x.png"), ("book.pdf#page=2", "book.pdf#page=2"),
      ("/in/book.pdf%23page=2", "book.pdf#page=2"), ("book.pdf?v=1#page=2", "book.pdf#page=2"),
      ("/data/local-files/?d=in/book.pdf#page=2", "book.pdf#page=2"), ("s.tif", "s.tif"),
      ("in/named.jpg#page=1", "named.jpg#page=1"), ("both.tif", "both.tif"),
      ("both.tif#page=1", "both.tif#page=1"), ("s.tif#page=1", "s.tif"),
      // A query never wins over the path.
      ("https://h/in/page1.png?return_to=/tasks/real.png", "scans/page1.png"),
      ("https://h/in/page_two.png?next=/in/page1.png", "scans/page two.png"),
      ("https://h/in/page1.png?next=%2Ftasks%2Freal.png", "scans/page1.png"),
      ("https://h/in/page1.png?back=C:\\x\\real.png", "scans/page1.png"),
      ("azure-blob://c/in/page1.png?sv=1&sig=a/real.png", "scans/page1.png"),
      ("/data/local-files/?d=in%2Fpage1.png%3Fa%3D%2Freal.png", "scans/page1.png"),
      ("https://h/book.pdf?next=/real.png#page=2", "book.pdf#page=2"),
      ("s.tif#page=2", "s.tif#page=2"),
      // What is known as it is comes before what an upload may have made of it.
      ("deadbeef-real.png", "deadbeef-real.png"), ("real.png", "real.png"),
      ("case.png", "case.png"), ("Case.PNG", "Case.PNG"), ("upper.tif", "UPPER.TIF"),
      ("Page1.PNG", "scans/page1.png"), (" page1.png ", "scans/page1.png"),
    ])
  func found(name: String, page: String) {
    guard case .one(let value) = Self.names.match(name) else {
      Issue.record("\(name): \(Self.names.match(name))")
      return
    }
    #expect(value == page)
  }

  @Test(
    "unless several are meant alike, or none",
    arguments: [
      ("x.png", ["a/x.png", "b/x.png"]), ("c/x.png", ["a/x.png", "b/x.png"]),
      ("0a1b2c3d-x.png", ["a/x.png", "b/x.png"]), ("CASE.png", ["Case.PNG", "case.png"]),
      ("page2.png", []), ("page1.jpg", []), ("book.pdf#page=3", []), ("book.pdf", []), ("", []),
      ("0a1b2c3-page1.png", []), ("20260131-page1.png", []), ("mypage1.png", []), ("/", []),
      ("?", []), ("%", []), ("%zz", []), ("https://h/none.png?next=/in/page1.png", []),
      ("named.jpg", []),
    ] as [(String, [String])])
  func unclear(name: String, pages: [String]) {
    switch Self.names.match(name) {
    case .one(let page): Issue.record("\(name) is \(page)")
    case .none: #expect(pages.isEmpty)
    case .several(let paths): #expect(paths == pages)
    }
  }

  @Test(
    "by its stem, where the file names no more",
    arguments: [
      ("labels/page1", "scans/page1.png"), ("labels/0a1b2c3d-page_two", "scans/page two.png"),
      ("page-two", "scans/page two.png"), ("upper", "UPPER.TIF"), ("page", nil),
    ])
  func stems(stem: String, page: String?) {
    var found: String?
    if case .one(let value) = Self.names.match(stem, isStem: true) { found = value }
    #expect(found == page)
  }

  private static let names: PageNames<String> = {
    var names = PageNames<String>(knowsDisguises: true)
    for page in project { names.add(page, page) }
    return names
  }()
}
