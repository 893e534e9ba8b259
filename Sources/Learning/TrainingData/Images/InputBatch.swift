import Tensors

/// Pages side by side as the student's input.
enum InputBatch {
  /// Sides are multiples of it: the stride of the deepest stage.
  static let multiple = 32

  /// Sides of the smallest input that holds all images, pixels.
  static func size(_ images: [InputImage]) -> (width: Int, height: Int) {
    func padded(_ side: Int) -> Int { (side + multiple - 1) / multiple * multiple }
    return (
      padded(images.map(\.raster.width).max() ?? 0), padded(images.map(\.raster.height).max() ?? 0)
    )
  }

  /// The images normalised, each padded right and below with its mean colour, as
  /// `[images, 3, height, width]`.
  ///
  /// - Throws: `TrainingDataError.tensors`.
  static func tensor(_ images: [InputImage]) throws(TrainingDataError) -> Tensor {
    let (width, height) = size(images)
    return try tensor(images, width: width, height: height)
  }

  /// The images as an input of at least their size, sides a multiple of 32.
  static func tensor(
    _ images: [InputImage], width: Int, height: Int
  ) throws(TrainingDataError) -> Tensor {
    let values = [Float](
      unsafeUninitializedCapacity: images.count * 3 * width * height
    ) { buffer, count in
      count = images.count * 3 * width * height
      fill(buffer, with: images, width: width, height: height)
    }
    do {
      return try Tensor(values, shape: [images.count, 3, height, width])
    } catch {
      throw .tensors(error)
    }
  }

  /// Fills `[images, 3, height, width]`.
  static func fill(
    _ buffer: UnsafeMutableBufferPointer<Float>, with images: [InputImage], width: Int, height: Int
  ) {
    let levels = levels
    for (index, image) in images.enumerated() {
      fill(
        buffer, from: index * 3 * width * height, image.raster, width: width, height: height,
        levels: levels)
    }
  }

  /// For each channel the normalised values of 0...255.
  private static var levels: [[Float]] {
    zip(InputNormalisation.mean, InputNormalisation.deviation).map { mean, deviation in
      (0...255).map { (Float($0) / 255 - mean) / deviation }
    }
  }

  private static func fill(
    _ target: UnsafeMutableBufferPointer<Float>, from start: Int, _ raster: Raster, width: Int,
    height: Int, levels: [[Float]]
  ) {
    let colour = raster.meanColour
    raster.pixels.withUnsafeBufferPointer { pixels in
      for (channel, mean) in [colour.red, colour.green, colour.blue].enumerated() {
        let padding = levels[channel][Int(mean)]
        levels[channel].withUnsafeBufferPointer { levels in
          for row in 0..<height {
            let line = start &+ (channel &* height &+ row) &* width
            let reached = row < raster.height ? raster.width : 0
            var source = row &* raster.bytesPerRow &+ channel
            for column in 0..<reached {
              target[line &+ column] = levels[Int(pixels[source])]
              source &+= 3
            }
            for column in reached..<width { target[line &+ column] = padding }
          }
        }
      }
    }
  }
}

extension InputImage {
  /// Width and height of an input that holds the image, pixels: of few kinds, so that a network can be
  /// compiled for each.
  public var inputSize: (width: Int, height: Int) {
    let (width, height) = InputBatch.size([self])
    let longest = max(width, height)
    func coarse(_ side: Int) -> Int {
      let step = 3 * InputBatch.multiple
      return min(longest, (side + step - 1) / step * step)
    }
    return (coarse(width), coarse(height))
  }

  /// Writes the image as an input of `inputSize`: normalised and padded, `[3, height, width]`.
  public func fill(_ input: UnsafeMutableBufferPointer<Float>) {
    let (width, height) = inputSize
    InputBatch.fill(input, with: [self], width: width, height: height)
  }

  /// The image as an input of `inputSize`, `[1, 3, height, width]`.
  ///
  /// - Throws: `TrainingDataError.tensors`.
  public func tensor() throws(TrainingDataError) -> Tensor {
    let (width, height) = inputSize
    return try InputBatch.tensor([self], width: width, height: height)
  }

  /// Images as the student's input: normalised and padded, `[images, 3, height, width]`.
  ///
  /// - Throws: `TrainingDataError.tensors`.
  public static func tensor(of images: [InputImage]) throws(TrainingDataError) -> Tensor {
    try InputBatch.tensor(images)
  }
}
