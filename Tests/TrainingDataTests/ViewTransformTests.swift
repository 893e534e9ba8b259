import GalleyTesting
import Layout
import Testing
import TrainingData

@Suite("Transforms of views")
struct ViewTransformTests {
  private let transforms = [
    ViewTransform(scale: 0.5), ViewTransform(a: 2, b: 0, c: 0, d: 3, tx: -4, ty: 5),
    ViewTransform(a: 0.8, b: -0.6, c: 0.6, d: 0.8, tx: 10, ty: 20),
    ViewTransform(a: 0, b: 1, c: -1, d: 0, tx: 0, ty: 7),
  ]

  @Test func `lead back`() throws {
    for transform in transforms {
      let inverse = try #require(transform.inverse)
      let landed = transform.point(3, -8)
      let back = inverse.point(landed.x, landed.y)
      #expect(near(back.x, 3, 1e-9) && near(back.y, -8, 1e-9))
    }
    #expect(ViewTransform(a: 1, b: 2, c: 2, d: 4, tx: 0, ty: 0).inverse == nil)
  }

  @Test func `follow one another`() {
    for first in transforms {
      for second in transforms {
        let middle = first.point(3, 4)
        let (expected, found) = (second.point(middle.x, middle.y), first.then(second).point(3, 4))
        #expect(near(found.x, expected.x, 1e-9) && near(found.y, expected.y, 1e-9))
      }
    }
  }

  @Test func `put an upright box around the corners`() {
    let box = Box(x1: 2, y1: 3, x2: 12, y2: 8)
    for transform in transforms {
      let corners = [(2.0, 3.0), (12, 3), (2, 8), (12, 8)].map { transform.point($0.0, $0.1) }
      let hull = Box(
        x1: corners.map(\.x).min() ?? 0, y1: corners.map(\.y).min() ?? 0,
        x2: corners.map(\.x).max() ?? 0, y2: corners.map(\.y).max() ?? 0)
      #expect(near(transform.box(box), hull, 1e-9))
    }
  }

  @Test func `spread variances to the sides that they move`() {
    let variance = BoxVariance(x1: 1, y1: 2, x2: 3, y2: 4)
    #expect(transforms[0].variance(variance) == variance.scaled(x: 0.5, y: 0.5))
    // A quarter turn: x' = y, y' = -x.
    #expect(transforms[3].variance(variance) == BoxVariance(x1: 2, y1: 3, x2: 4, y2: 1))
    let turned = transforms[2].variance(variance)
    // The leftmost corner is the lower left one: x' = 0.8 x1 - 0.6 y2.
    #expect(near(turned.x1, 0.64 * 1 + 0.36 * 4, 1e-9))
    #expect(near(turned.y1, 0.36 * 1 + 0.64 * 2, 1e-9))
  }
}
