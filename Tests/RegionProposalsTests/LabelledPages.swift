import Layout
import RegionProposals

extension SmallPage {
  /// The page as people labelled it: classes of DocLayNet with the rows of text (by position) that
  /// the boxes are drawn around.
  func labelled(
    _ name: String, document: String? = nil, page: Page? = nil,
    _ regions: [(String, ClosedRange<Int>)],
    boxes: [(String, Box)] = []
  ) -> LabelledExample {
    let rows = self.rows
    let around = regions.map { className, range in
      (className, Box.hull(rows.rows[range].map(\.box)) ?? rows.bounds)
    }
    return LabelledExample(
      name: name, document: document ?? name, page: page, rows: rows, words: words,
      regions: (around + boxes).map { className, box in
        LabelledExample.Region(
          box: box.insetBy(-2), classIndex: Taxonomy.doclaynet.classIndex(named: className) ?? -1)
      })
  }

  /// `SmallPage.article`, labelled.
  static var labelledArticle: LabelledExample {
    article.labelled(
      "article.png",
      [
        ("Title", 0...0), ("Text", 1...3), ("Text", 4...6), ("Caption", 7...7),
        ("List-item", 8...8), ("List-item", 9...9), ("List-item", 10...10),
      ], boxes: [("Picture", article.graphics[0].box)])
  }

  /// A page of some paragraphs of four lines.
  static func prose(_ word: String, paragraphs: Int = 5, x: Double = 60) -> SmallPage {
    var page = SmallPage()
    for paragraph in 0..<paragraphs {
      for line in 0..<4 {
        page.line(
          "\(word) stands here in line \(line) among many other words of prose", x: x,
          y: 40 + 100 * Double(paragraph) + 16 * Double(line))
      }
    }
    return page
  }

  /// A page of paragraphs that open with a number, flush left.
  static func statute(_ word: String) -> SmallPage {
    var page = SmallPage()
    for paragraph in 0..<6 {
      page.line(
        "\(paragraph + 1). \(word) shall be paid by whoever", y: 40 + 60 * Double(paragraph))
      page.line("owes it, and by nobody else at all in town", y: 56 + 60 * Double(paragraph))
    }
    return page
  }

  static func labelledProse(_ name: String, word: String) -> LabelledExample {
    prose(word).labelled(name, (0..<5).map { ("Text", 4 * $0...4 * $0 + 3) })
  }

  static func labelledStatute(_ name: String, word: String) -> LabelledExample {
    statute(word).labelled(name, (0..<6).map { ("List-item", 2 * $0...2 * $0 + 1) })
  }
}

extension ExampleSet {
  init(
    _ pages: LabelledExample..., perPage: Int = 2, documents: [String: String] = [:],
    scope: ExampleScope = .any
  ) {
    self.init(
      pages, perPage: perPage, documents: DocumentNames(documents), scope: scope,
      taxonomy: .doclaynet)
  }
}
