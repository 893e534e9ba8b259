import CTesseract

/// An image that Leptonica decodes.
struct LeptonicaFile: ImageFile {
  let path: String

  func size() -> (width: Int, height: Int)? {
    var (width, height): (Int32, Int32) = (0, 0)
    guard pixReadHeader(path, nil, &width, &height, nil, nil, nil) == 0, width > 0, height > 0
    else { return nil }
    return (Int(width), Int(height))
  }

  func decoded() -> DecodedImage? {
    guard let pix = LeptonicaPix(pixRead(path)) else { return nil }
    var (kind, samples): (Int32, Int32) = (0, 0)
    // Of JPEG 2000 Leptonica reads the opacity and does not say so.
    if pixReadHeader(path, &kind, nil, nil, nil, &samples, nil) == 0, kind == IFF_JP2, samples == 4,
      pixGetDepth(pix.pointer) == 32
    {
      pixSetSpp(pix.pointer, 4)
    }
    let bits = pix.brightened()
    guard let image = pix.pageImage() else { return nil }
    return DecodedImage(
      image: image,
      resolution: (Double(pixGetXRes(pix.pointer)), Double(pixGetYRes(pix.pointer))),
      usedBits: bits)
  }
}
