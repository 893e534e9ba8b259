/// How a PDF page's own units become points, and which of its boxes is shown.
public struct PageFrame: Hashable, Sendable {
  /// Points (1/72 inch) that a unit of the page stands for, its `UserUnit`.
  public var pointsPerUnit: Double
  /// Whether the page is cut at its crop box; one outside the media box counts for nothing.
  public var isCropped: Bool

  /// Makes a frame; the defaults are those of nearly all pages.
  public init(pointsPerUnit: Double = 1, isCropped: Bool = true) {
    self.pointsPerUnit = pointsPerUnit
    self.isCropped = isCropped
  }

  /// How poppler's tools are asked for it.
  public var popplerOptions: [String] { isCropped ? ["-cropbox"] : [] }

  /// Pixels for each of the page's units where it is drawn at `dpi` pixels per inch.
  public func pixelsPerUnit(dpi: Double) -> Double { dpi / 72 * pointsPerUnit }
}
