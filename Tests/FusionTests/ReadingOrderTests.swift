import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("Reading order")
struct ReadingOrderTests {
  @Test(
    "goes down the page and down each column",
    arguments: [
      // A title over two columns of two, then a footer.
      ([
        Box(x1: 100, y1: 50, x2: 900, y2: 100), Box(x1: 100, y1: 150, x2: 480, y2: 400),
        Box(x1: 100, y1: 420, x2: 480, y2: 700), Box(x1: 520, y1: 150, x2: 900, y2: 400),
        Box(x1: 520, y1: 420, x2: 900, y2: 700), Box(x1: 100, y1: 750, x2: 900, y2: 780),
      ]),
      // Columns of unequal paragraphs.
      ([
        Box(x1: 100, y1: 150, x2: 480, y2: 300), Box(x1: 100, y1: 310, x2: 480, y2: 700),
        Box(x1: 520, y1: 150, x2: 900, y2: 600), Box(x1: 520, y1: 610, x2: 900, y2: 700),
      ]),
      // Neighbours that overlap by a pixel or two.
      [
        Box(x1: 100, y1: 100, x2: 500, y2: 202), Box(x1: 100, y1: 200, x2: 500, y2: 302),
        Box(x1: 100, y1: 300, x2: 500, y2: 400),
      ],
      [],
    ] as [[Box]])
  func columns(boxes: [Box]) {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<10 {
      let shuffled = boxes.shuffled(using: &random)
      #expect(ReadingOrder.order(shuffled).map { shuffled[$0] } == boxes)
    }
  }
}
