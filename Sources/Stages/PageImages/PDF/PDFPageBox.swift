/// The part of a PDF page that is shown, and how it is turned and measured.
struct PDFPageBox {
  /// Sides of the crop box in the page's own units, before rotation.
  var cropped: (width: Double, height: Double)
  /// Sides of the media box.
  var media: (width: Double, height: Double)?
  /// Clockwise degrees: 0, 90, 180 or 270.
  var rotation = 0
  /// Its `UserUnit`, above 0.
  var pointsPerUnit = 1.0

  /// Viewers show the media box where the crop box has no part in it.
  private var isCropped: Bool { media == nil || (cropped.width >= 1 && cropped.height >= 1) }
  private var shown: (width: Double, height: Double) { isCropped ? cropped : media ?? cropped }

  var frame: PageFrame { PageFrame(pointsPerUnit: pointsPerUnit, isCropped: isCropped) }
  /// Points.
  var width: Double { shown.width * pointsPerUnit }
  /// Points.
  var height: Double { shown.height * pointsPerUnit }

  var sizeText: String {
    let size = "\(shown.width) x \(shown.height)"
    return pointsPerUnit == 1 ? "\(size) points" : "\(size) units of \(pointsPerUnit) points"
  }
}
