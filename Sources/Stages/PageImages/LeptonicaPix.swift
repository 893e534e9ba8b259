import CTesseract
import Layout

/// A Leptonica image that is freed when it goes out of scope.
///
/// Not copyable: `PIX` is reference counted in C, and this is its one owner.
struct LeptonicaPix: ~Copyable {
  let pointer: UnsafeMutablePointer<PIX>

  /// Takes ownership; `nil` stands for Leptonica's failure.
  init?(_ pointer: UnsafeMutablePointer<PIX>?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  /// Copies a page image into Leptonica's 32-bit layout.
  init?(_ image: PageImage) {
    guard let pointer = pixCreate(Int32(image.width), Int32(image.height), 32) else { return nil }
    self.pointer = pointer
    guard let words = pixGetData(pointer) else { return }
    image.pixels.withUnsafeBufferPointer { pixels in
      for index in 0..<image.width * image.height {
        let offset = index * 3
        words[index] =
          UInt32(pixels[offset]) << 24 | UInt32(pixels[offset + 1]) << 16
          | UInt32(pixels[offset + 2]) << 8
      }
    }
  }

  deinit {
    var owned: UnsafeMutablePointer<PIX>? = pointer
    pixDestroy(&owned)
  }

  var width: Int { Int(pixGetWidth(pointer)) }
  var height: Int { Int(pixGetHeight(pointer)) }

  /// Bits in use where a grey image of 16 bits uses fewer, as cameras and scanners do, and was
  /// brightened for that; `nil` elsewhere.
  func brightened() -> Int? {
    guard pixGetDepth(pointer) == 16, let words = pixGetData(pointer) else { return nil }
    let count = height * Int(pixGetWpl(pointer))
    var most: UInt32 = 0
    for index in 0..<count { most = max(most, words[index] >> 16, words[index] & 0xFFFF) }
    let bits = max(8, UInt32.bitWidth - most.leadingZeroBitCount)
    guard bits < 16, pixMultConstantGray(pointer, 65535 / Float(1 << bits - 1)) == 0 else {
      return nil
    }
    return bits
  }

  /// The pixels as 8-bit RGB, transparency laid over white.
  func pageImage() -> PageImage? {
    let flattened =
      pixGetSpp(pointer) == 4
      ? LeptonicaPix(pixAlphaBlendUniform(pointer, 0xFFFF_FF00)) : LeptonicaPix(pixClone(pointer))
    guard let flattened, let colour = LeptonicaPix(pixConvertTo32(flattened.pointer)),
      let words = pixGetData(colour.pointer)
    else { return nil }
    let (width, height) = (colour.width, colour.height)
    let stride = Int(pixGetWpl(colour.pointer))
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      var offset = 0
      for row in 0..<height {
        let line = words + row * stride
        for column in 0..<width {
          let word = line[column]
          buffer[offset] = UInt8(truncatingIfNeeded: word >> 24)
          buffer[offset + 1] = UInt8(truncatingIfNeeded: word >> 16)
          buffer[offset + 2] = UInt8(truncatingIfNeeded: word >> 8)
          offset += 3
        }
      }
      count = offset
    }
    return try? PageImage(width: width, height: height, pixels: pixels)
  }
}
