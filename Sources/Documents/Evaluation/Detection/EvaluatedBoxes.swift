import Layout

/// A box as COCO files state it: a corner and a size, in pixels.
///
/// Overlaps are computed from these four numbers, so that they round as in `pycocotools`.
public struct BoxExtent: Sendable, Hashable {
  /// Left edge, pixels.
  public var x: Double
  /// Top edge, pixels.
  public var y: Double
  /// Width in pixels, not negative.
  public var width: Double
  /// Height in pixels, not negative.
  public var height: Double

  /// Makes an extent from a corner and a size.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Makes the extent of a box.
  public init(_ box: Box) {
    self.init(x: box.x1, y: box.y1, width: box.width, height: box.height)
  }

  /// Area in px².
  public var area: Double { width * height }
  /// The same place by its edges.
  public var box: Box { Box(x: x, y: y, width: width, height: height) }
}

/// A box that someone labelled.
public struct TruthBox: Sendable, Hashable {
  /// Id of its image; boxes count against boxes of the same image only.
  public var image: Int
  /// Its class, from 0.
  public var classIndex: Int
  /// Where it is, pixels of its image.
  public var extent: BoxExtent
  /// What tells a small thing from a large one, px²; a mask's area can be less than its box's.
  public var area: Double
  /// Whether it stands for many that were not told apart: what it covers is neither right nor wrong.
  public var isCrowd: Bool
  /// Whether what finds it counts as wrong nevertheless, as it does in `pycocotools` for a label
  /// whose id is 0.
  public var isNeverFound = false

  /// Makes a labelled box.
  public init(image: Int, classIndex: Int, box: Box, isCrowd: Bool = false) {
    self.init(image: image, classIndex: classIndex, extent: BoxExtent(box), isCrowd: isCrowd)
  }

  /// Makes a labelled box as a COCO file states it; `area` `nil` is that of the box.
  public init(
    image: Int, classIndex: Int, extent: BoxExtent, area: Double? = nil, isCrowd: Bool = false
  ) {
    self.image = image
    self.classIndex = classIndex
    self.extent = extent
    self.area = area ?? extent.area
    self.isCrowd = isCrowd
  }

  /// Box in pixels of its image.
  public var box: Box { extent.box }
}

/// A box that a detector sees.
public struct ScoredBox: Sendable, Hashable {
  /// Id of its image.
  public var image: Int
  /// Its class, from 0.
  public var classIndex: Int
  /// Where it is, pixels of its image.
  public var extent: BoxExtent
  /// How sure the detector is; only the order counts.
  public var score: Double

  /// Makes a detected box.
  public init(image: Int, classIndex: Int, box: Box, score: Double) {
    self.init(image: image, classIndex: classIndex, extent: BoxExtent(box), score: score)
  }

  /// Makes a detected box as a COCO file states it.
  public init(image: Int, classIndex: Int, extent: BoxExtent, score: Double) {
    self.image = image
    self.classIndex = classIndex
    self.extent = extent
    self.score = score
  }
}
