import Layout
import Testing

@Suite("A turned page")
struct PageTurnTests {
  private let page = Box(x1: 0, y1: 0, x2: 30, y2: 20)

  @Test(
    "puts boxes where they come to lie",
    arguments: [
      (0, Box(x1: 1, y1: 2, x2: 4, y2: 3)), (90, Box(x1: 17, y1: 1, x2: 18, y2: 4)),
      (180, Box(x1: 26, y1: 17, x2: 29, y2: 18)), (270, Box(x1: 2, y1: 26, x2: 3, y2: 29)),
      (-90, Box(x1: 2, y1: 26, x2: 3, y2: 29)), (450, Box(x1: 17, y1: 1, x2: 18, y2: 4)),
    ])
  func box(degrees: Int, expected: Box) {
    let turn = PageTurn(clockwise: degrees, of: page)
    let box = Box(x1: 1, y1: 2, x2: 4, y2: 3)
    #expect(turn(box) == expected)
    #expect(turn.inverse(turn(box)) == box)
    #expect(turn(page) == turn.turnedBounds)
  }

  @Test("takes each edge's variance along", arguments: [0, 90, 180, 270])
  func variance(degrees: Int) {
    let turn = PageTurn(clockwise: degrees, of: page)
    let variance = BoxVariance(x1: 1, y1: 2, x2: 3, y2: 4)
    // The edge that lies lowest after the turn.
    let bottom = [0: variance.y2, 90: variance.x2, 180: variance.y1, 270: variance.x1][degrees]
    #expect(turn(variance).y2 == bottom)
    #expect(turn.inverse(turn(variance)) == variance)
  }
}
