import Foundation
import Layout
import Testing

@Suite("A box")
struct BoxTests {
  @Test(
    "overlap",
    arguments: [
      (Box(x1: 0, y1: 0, x2: 10, y2: 10), Box(x1: 5, y1: 0, x2: 15, y2: 10), 1.0 / 3),
      (Box(x1: 0, y1: 0, x2: 10, y2: 10), Box(x1: 10, y1: 0, x2: 20, y2: 10), 0),
      (Box(x1: 0, y1: 0, x2: 10, y2: 10), Box(x1: 0, y1: 0, x2: 10, y2: 10), 1),
      (Box(x1: 3, y1: 3, x2: 3, y2: 3), Box(x1: 3, y1: 3, x2: 3, y2: 3), 0),
    ] as [(Box, Box, Double)])
  func overlap(a: Box, b: Box, expected: Double) {
    #expect(abs(a.intersectionOverUnion(b) - expected) < 1e-12)
    #expect(a.intersectionOverUnion(b) == b.intersectionOverUnion(a))
  }

  @Test func `is stored as four numbers`() throws {
    let box = Box(x1: 1, y1: 2.5, x2: 3, y2: 4)
    let data = try JSONEncoder().encode(box)
    #expect(String(decoding: data, as: UTF8.self) == "[1,2.5,3,4]")
    #expect(try JSONDecoder().decode(Box.self, from: data) == box)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Box.self, from: Data("[1,2,3]".utf8))
    }
  }

  @Test(
    "is valid only when finite and not inverted",
    arguments: [
      (Box(x1: 0, y1: 0, x2: 1, y2: 1), true), (Box(x1: 1, y1: 0, x2: 0, y2: 1), false),
      (Box(x1: 0, y1: 0, x2: .nan, y2: 1), false), (Box(x1: 0, y1: 0, x2: 0, y2: 1), false),
    ] as [(Box, Bool)])
  func validity(box: Box, expected: Bool) { #expect(box.isValid == expected) }
}
