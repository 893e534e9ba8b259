import Foundation
import Layout

extension Raster {
  /// What a canvas shows of the raster under a view, each pixel interpolated between four.
  ///
  /// - Parameters:
  ///   - view: where the raster's pixels land; it should neither shrink nor enlarge them much.
  ///   - background: the colour of what the raster does not reach.
  func warped(by view: ViewTransform, width: Int, height: Int, background: RGB) -> Raster {
    var target = Raster(width: width, height: height, colour: background)
    guard let inverse = view.inverse else { return target }
    let (right, bottom) = (Double(self.width), Double(self.height))
    let (lastX, lastY, stride) = (self.width - 1, self.height - 1, bytesPerRow)
    target.pixels.withUnsafeMutableBufferPointer { target in
      pixels.withUnsafeBufferPointer { pixels in
        var index = 0
        for row in 0..<height {
          for column in 0..<width {
            defer { index &+= 3 }
            let (x, y) = inverse.point(Double(column) + 0.5, Double(row) + 0.5)
            guard x >= 0, y >= 0, x < right, y < bottom else { continue }
            let (left, top) = ((x - 0.5).rounded(.down), (y - 0.5).rounded(.down))
            let (shareX, shareY) = (Float(x - 0.5 - left), Float(y - 0.5 - top))
            let (x0, y0) = (max(0, Int(left)), max(0, Int(top)))
            let (x1, y1) = (min(lastX, Int(left) + 1), min(lastY, Int(top) + 1))
            for channel in 0..<3 {
              func value(_ x: Int, _ y: Int) -> Float {
                Float(pixels[y &* stride &+ x &* 3 &+ channel])
              }
              let upper = value(x0, y0) + shareX * (value(x1, y0) - value(x0, y0))
              let lower = value(x0, y1) + shareX * (value(x1, y1) - value(x0, y1))
              target[index &+ channel] = UInt8(upper + shareY * (lower - upper) + 0.5)
            }
          }
        }
      }
    }
    return target
  }
}
