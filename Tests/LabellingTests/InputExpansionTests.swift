import Foundation
import GalleyTesting
import Labelling
import Testing

@Suite("The inputs of a job")
struct InputExpansionTests {
  /// Files to lay, what the user says, what is labelled, what is passed over.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var laid: [String]
    var said: [String]
    var list: [String] = []
    var files: [String]
    var passedOver: [String] = []

    init(
      _ description: String, laid: [String], said: [String], list: [String] = [],
      files: [String], passedOver: [String] = []
    ) {
      testDescription = description
      self.laid = laid
      self.said = said
      self.list = list
      self.files = files
      self.passedOver = passedOver
    }
  }

  /// Paths begin with `@`, which stands for the test's own folder.
  static let cases = [
    Case(
      "files keep the user's order", laid: ["b.pdf", "a.png"], said: ["@/b.pdf", "@/a.png"],
      files: ["@/b.pdf", "@/a.png"]),
    Case(
      "a folder is walked in order of name", laid: ["b/2.jpg", "b/10.tiff", "a.pdf", "B.PDF"],
      said: ["@"], files: ["@/B.PDF", "@/a.pdf", "@/b/10.tiff", "@/b/2.jpg"]),
    Case(
      "a closing slash changes nothing", laid: ["a.pdf"], said: ["@/", "@"], files: ["@/a.pdf"]),
    Case(
      "each file comes once", laid: ["a.pdf"], said: ["@/a.pdf", "@", "@/*.pdf"],
      files: ["@/a.pdf"]),
    Case(
      "hidden files and folders are left out", laid: [".x.pdf", ".git/y.pdf", "a.pdf"],
      said: ["@"], files: ["@/a.pdf"]),
    Case(
      "a hidden file that is named counts", laid: [".x.pdf"], said: ["@/.x.pdf"],
      files: ["@/.x.pdf"]),
    Case(
      "other files in a folder are passed over", laid: ["a.pdf", "notes.txt"], said: ["@"],
      files: ["@/a.pdf"], passedOver: ["@/notes.txt"]),
    Case(
      "a named file counts whatever it is", laid: ["notes.txt"], said: ["@/notes.txt"],
      files: ["@/notes.txt"]),
    Case(
      "a pattern is sorted", laid: ["2.pdf", "1.pdf", "3.png"], said: ["@/*.pdf"],
      files: ["@/1.pdf", "@/2.pdf"]),
    Case(
      "a pattern may match folders", laid: ["year-1/a.pdf", "year-2/b.pdf"], said: ["@/year-?"],
      files: ["@/year-1/a.pdf", "@/year-2/b.pdf"]),
    Case(
      "a file named like a pattern is that file", laid: ["[1].pdf", "1.pdf"],
      said: ["@/[1].pdf"], files: ["@/[1].pdf"]),
    Case(
      "pages of a file named like a pattern", laid: ["a[1].pdf"], said: ["@/a[1].pdf:2-3"],
      files: ["@/a[1].pdf:2-3"]),
    Case(
      "pages stay with the file", laid: ["a.pdf"], said: ["@/a.pdf:1", "@/a.pdf:2-"],
      files: ["@/a.pdf:1", "@/a.pdf:2-"]),
    Case(
      "a missing file stays, to be reported", laid: ["a.pdf"], said: ["@/gone.pdf", "@/a.pdf"],
      files: ["@/gone.pdf", "@/a.pdf"]),
    Case(
      "a list comes from standard input", laid: ["a.pdf", "f/b.pdf"], said: ["-"],
      list: ["@/a.pdf", "", "@/f"], files: ["@/a.pdf", "@/f/b.pdf"]),
    Case(
      "odd names are plain names",
      laid: ["two words.pdf", "it's \"q\".pdf", "-x.pdf", "new\nline.pdf", "žluť 日本.pdf"],
      said: ["@"],
      files: [
        "@/-x.pdf", "@/it's \"q\".pdf", "@/new\nline.pdf", "@/two words.pdf", "@/žluť 日本.pdf",
      ]),
  ]

  @Test("are expanded", arguments: cases)
  func expands(_ example: Case) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let place = { (text: String) in text.replacing("@", with: folder.path) }
      for name in example.laid { try lay(name, Data("x".utf8), in: folder) }
      let inputs = try InputExpansion(example.said.map(place)) { example.list.map(place) }
      #expect(inputs.files == example.files.map(place))
      #expect(inputs.passedOver == example.passedOver.map(place))
    }
  }

  @Test(
    "in a folder are told by their first bytes where the name says nothing",
    arguments: [
      ("%PDF-1.7\n", true), ("\u{7F}ELF", false), ("GIF89a", true), ("plain text", false),
      ("II*\0", true), ("", false),
      ("junk\n%PDF-1.7 startxref\n0\n%%EOF", true), ("on %PDF-1.7", false),
    ])
  func sniffs(start: String, isPages: Bool) async throws {
    try await Fixture.withTemporaryFolder { folder in
      try lay("sound.pdf", Data("x".utf8), in: folder)
      try lay("thing.dat", Data(start.utf8), in: folder)
      let inputs = try InputExpansion([folder.path]) { [] }
      #expect(inputs.files.contains(folder.path + "/thing.dat") == isPages)
      #expect(inputs.passedOver == (isPages ? [] : [folder.path + "/thing.dat"]))
    }
  }

  @Test func `whose name is not UTF-8 are kept, to be reported`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let path = Array(folder.path.utf8CString.dropLast()) + Array("/".utf8CString.dropLast())
      let name = path + [CChar(bitPattern: 0xFF)] + Array(".pdf".utf8CString)
      let file = try #require(fopen(name, "w"))
      fclose(file)
      #expect(try InputExpansion([folder.path]) { [] }.files.count == 1)
    }
  }

  @Test func `that link in a circle come to an end`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      try lay("a.pdf", Data("x".utf8), in: folder)
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "self"), withDestinationURL: folder)
      #expect(try InputExpansion([folder.path]) { [] }.files == [folder.path + "/a.pdf"])
    }
  }

  @Test func `are refused where a pattern matches nothing`() {
    #expect(throws: InputError.patternWithoutMatch("/nowhere/*.pdf")) {
      try InputExpansion(["/nowhere/*.pdf"]) { [] }
    }
    #expect(
      InputError.patternWithoutMatch("x*.pdf").description.contains("no file matches 'x*.pdf'"))
  }

  @Test func `are refused where there is nothing to label`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      try lay("notes.txt", Data("x".utf8), in: folder)
      for said in [[folder.path], ["-"]] {
        #expect(throws: InputError.nothingToLabel(arguments: said)) {
          try InputExpansion(said) { [] }
        }
      }
    }
  }

  private func lay(_ name: String, _ bytes: Data, in folder: URL) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }
}
