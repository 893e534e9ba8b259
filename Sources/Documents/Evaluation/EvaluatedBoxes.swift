import Layout

/// A box that someone labelled.
public struct TruthBox: Sendable, Hashable {
  /// Id of its image; boxes count against boxes of the same image only.
  public var image: Int
  /// Its class, from 0.
  public var classIndex: Int
  /// Box in pixels of its image.
  public var box: Box
  /// Whether it stands for many that were not told apart: what it covers is neither right nor wrong.
  public var isCrowd: Bool

  /// Makes a labelled box.
  public init(image: Int, classIndex: Int, box: Box, isCrowd: Bool = false) {
    self.image = image
    self.classIndex = classIndex
    self.box = box
    self.isCrowd = isCrowd
  }
}

/// A box that a detector sees.
public struct ScoredBox: Sendable, Hashable {
  /// Id of its image.
  public var image: Int
  /// Its class, from 0.
  public var classIndex: Int
  /// Box in pixels of its image.
  public var box: Box
  /// How sure the detector is; only the order counts.
  public var score: Double

  /// Makes a detected box.
  public init(image: Int, classIndex: Int, box: Box, score: Double) {
    self.image = image
    self.classIndex = classIndex
    self.box = box
    self.score = score
  }
}
