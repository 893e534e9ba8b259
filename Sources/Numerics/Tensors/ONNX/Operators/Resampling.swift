/// Where the numbers of a resized tensor come from.
struct Resampling: Sendable {
  /// How a place of the output maps to one of the input.
  enum Coordinates: String {
    case halfPixel = "half_pixel"
    case pytorchHalfPixel = "pytorch_half_pixel"
    case symmetricHalfPixel = "half_pixel_symmetric"
    case alignedCorners = "align_corners"
    case asymmetric
  }
  private enum Rounding: String {
    case floor
    case ceil
    case preferFloor = "round_prefer_floor"
    case preferCeil = "round_prefer_ceil"
  }

  private static let nearest2D = Operation("upsample_nearest2d")
  private static let linear2D = Operation("upsample_bilinear2d")

  private let isLinear: Bool
  private let coordinates: Coordinates
  private let rounding: Rounding

  init(_ node: NodeReader, standard: Coordinates) throws(ONNXError) {
    let mode = try node.text("mode", "nearest")
    guard ["nearest", "linear", "bilinear"].contains(mode) else {
      throw node.unsupported("resizes by the mode '\(mode)'")
    }
    isLinear = mode != "nearest"
    let place = try node.text("coordinate_transformation_mode", standard.rawValue)
    guard let coordinates = Coordinates(rawValue: place) else {
      throw node.unsupported("resizes by the coordinates '\(place)'")
    }
    self.coordinates = coordinates
    let rounding = try node.text(
      "nearest_mode", standard == .asymmetric ? "floor" : "round_prefer_floor")
    guard let rounding = Rounding(rawValue: rounding) else {
      throw node.unsupported("resizes by the nearest mode '\(rounding)'")
    }
    self.rounding = rounding
    guard try node.integer("antialias", 0) == 0,
      try node.text("keep_aspect_ratio_policy", "stretch") == "stretch"
    else { throw node.unsupported("smooths, or keeps an aspect ratio") }
  }

  /// Resized by scales along dimensions.
  func callAsFunction(
    _ x: Tensor, by scales: [Double], along axes: [Int]? = nil, _ inputs: NodeArguments
  ) throws(TensorError) -> Tensor {
    let axes = axes ?? Array(x.shape.indices)
    guard axes.count == scales.count, scales.allSatisfy({ $0 > 0 && $0 <= 1e6 }) else {
      throw inputs.refused("its scales are \(scales)")
    }
    var (target, all) = (x.shape, x.shape.map { _ in 1.0 })
    for (axis, scale) in zip(axes, scales) {
      target[axis] = Int((Double(x.shape[axis]) * scale).rounded(.down))
      all[axis] = scale
    }
    return try resample(x, to: inputs.checked(target), all, areGiven: true)
  }

  /// Resized to a shape.
  func callAsFunction(
    _ x: Tensor, to shape: [Int], _ inputs: NodeArguments
  ) throws(TensorError) -> Tensor {
    let scales = zip(x.shape, shape).map { Double($1) / Double(max(1, $0)) }
    return try resample(x, to: inputs.checked(shape), scales, areGiven: false)
  }

  private func resample(
    _ x: Tensor, to shape: [Int], _ scales: [Double], areGiven: Bool
  ) throws(TensorError) -> Tensor {
    if x.rank == 4, shape[..<2] == x.shape[..<2] {
      let size = Array(shape[2...])
      let (high, wide) = (areGiven ? scales[2] : nil, areGiven ? scales[3] : nil)
      if isLinear, coordinates == .halfPixel {
        return try Self.linear2D(x, size, false, high, wide)
      }
      if isLinear, coordinates == .alignedCorners {
        return try Self.linear2D(x, size, true, high, wide)
      }
      if !isLinear, repeats(scales) { return try Self.nearest2D(x, size, high, wide) }
    }
    var result = x
    for axis in x.shape.indices where shape[axis] != x.shape[axis] {
      result = try along(axis, result, to: shape[axis], scales[axis])
    }
    return result
  }

  /// Whether each number is repeated: then most ways to find the nearest agree.
  private func repeats(_ scales: [Double]) -> Bool {
    if coordinates == .asymmetric, rounding == .floor { return true }
    let isCentred = coordinates == .halfPixel || coordinates == .pytorchHalfPixel
    let rounds = rounding == .preferFloor || rounding == .preferCeil
    return isCentred && rounds && scales.allSatisfy { $0 == $0.rounded() }
  }

  /// One dimension, by the rows that each place lies between.
  private func along(
    _ axis: Int, _ x: Tensor, to size: Int, _ scale: Double
  ) throws(TensorError) -> Tensor {
    let length = x.shape[axis]
    let places = (0..<size).map { place($0, length, size, scale) }
    guard isLinear else {
      return try x.rows(Tensor(places.map { min(max(rounded($0), 0), length - 1) }), along: axis)
    }
    let inside = places.map { min(max($0, 0), Double(length - 1)) }
    let lower = inside.map { Int($0) }
    var shape = [Int](repeating: 1, count: x.rank)
    shape[axis] = size
    let shares = try Tensor(zip(inside, lower).map { $0 - Double($1) }, shape: shape)
      .converted(to: x.elementType ?? .float32)
    let first = try x.rows(Tensor(lower), along: axis)
    let second = try x.rows(Tensor(lower.map { min($0 + 1, length - 1) }), along: axis)
    return try first + (second - first) * shares
  }

  private func rounded(_ place: Double) -> Int {
    switch rounding {
    case .floor: Int(place.rounded(.down))
    case .ceil: Int(place.rounded(.up))
    case .preferFloor: Int((place - 0.5).rounded(.up))
    case .preferCeil: Int((place + 0.5).rounded(.down))
    }
  }

  /// In single precision, as runtimes have it: a place on a border falls on the same side.
  private func place(_ index: Int, _ length: Int, _ size: Int, _ scale: Double) -> Double {
    let centre = Double((Float(index) + 0.5) / Float(scale) - 0.5)
    switch coordinates {
    case .halfPixel: return centre
    case .pytorchHalfPixel: return size > 1 ? centre : 0
    case .symmetricHalfPixel:
      let adjustment = Double(size) / (Double(length) * scale)
      return Double(length) / 2 * (1 - adjustment) + centre
    case .alignedCorners:
      return size > 1 ? Double(Float(index) * Float(length - 1) / Float(size - 1)) : 0
    case .asymmetric: return Double(Float(index) / Float(scale))
    }
  }
}
