import Layout

/// How light a page's paper is; green stands for luminance, most of which it carries.
struct PaperTone {
  /// What is darker than this is ink.
  let darkest: UInt8

  init(_ image: PageImage) {
    var histogram = [Int](repeating: 0, count: 256)
    for index in stride(from: 1, to: image.pixels.count, by: 3) {
      histogram[Int(image.pixels[index])] += 1
    }
    // Half of a page is paper.
    var (paper, count) = (255, histogram[255])
    while paper > 0, 2 * count < image.width * image.height {
      paper -= 1
      count += histogram[paper]
    }
    darkest = UInt8(max(0, paper - 64))
  }
}
