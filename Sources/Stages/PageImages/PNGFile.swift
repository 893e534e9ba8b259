import CPNG
import Layout

/// A PNG, decoded by libpng.
struct PNGFile: ImageFile {
  let path: String

  func size() -> (width: Int, height: Int)? {
    header().map { (Int($0.width), Int($0.height)) }
  }

  func decoded() -> DecodedImage? {
    guard let header = header() else { return nil }
    let (width, height) = (Int(header.width), Int(header.height))
    var bits: Int32 = 0
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      guard let start = buffer.baseAddress, galley_png_decode(path, header, start, &bits) != 0
      else { return }
      count = buffer.count
    }
    guard let image = try? PageImage(width: width, height: height, pixels: pixels) else {
      return nil
    }
    let inch = 0.0254
    return DecodedImage(
      image: image,
      resolution: (Double(header.x_resolution) * inch, Double(header.y_resolution) * inch),
      usedBits: bits > 0 ? Int(bits) : nil)
  }

  private func header() -> galley_png_header? {
    var header = galley_png_header()
    return galley_png_read_header(path, &header) == 0 ? nil : header
  }
}
