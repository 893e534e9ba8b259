import CTesseract
import Layout

/// Tells how a page lies by the shapes of its letters, whatever their script: Tesseract's
/// orientation and script detection.
final class OrientationDetector {
  private let handle: OpaquePointer

  /// `nil` where its data (`osd.traineddata`) is not installed.
  init?() {
    guard let folder = try? RecognitionLanguages.dataFolder(), let handle = TessBaseAPICreate()
    else { return nil }
    TessBaseAPISetVariable(handle, "debug_file", "/dev/null")
    guard TessBaseAPIInit3(handle, folder, "osd") == 0 else {
      TessBaseAPIDelete(handle)
      return nil
    }
    TessBaseAPISetPageSegMode(handle, PSM_OSD_ONLY)
    self.handle = handle
  }

  deinit {
    TessBaseAPIEnd(handle)
    TessBaseAPIDelete(handle)
  }

  /// The clockwise turn that makes a page upright, in degrees, and how sure that is; `nil` where the
  /// page has too few letters.
  ///
  /// Tesseract looks at 250 letters and wants 50; where there are fewer, a few have to do.
  func turn(of image: PageImage, dpi: Double) -> (degrees: Int, confidence: Double)? {
    for least in ["50", "5"] {
      TessBaseAPISetVariable(handle, "min_characters_to_try", least)
      if let found = detected(in: image, dpi: dpi) { return found }
    }
    return nil
  }

  private func detected(
    in image: PageImage, dpi: Double
  ) -> (degrees: Int, confidence: Double)? {
    defer { TessBaseAPIClear(handle) }
    var degrees: Int32 = 0
    var (confidence, scriptConfidence): (Float, Float) = (0, 0)
    var script: UnsafePointer<CChar>?
    let found = image.pixels.withUnsafeBufferPointer { pixels in
      TessBaseAPISetImage(
        handle, pixels.baseAddress, Int32(image.width), Int32(image.height), 3,
        Int32(image.bytesPerRow))
      TessBaseAPISetSourceResolution(handle, Int32(dpi.rounded()))
      return OpenMPThreads.withOne {
        TessBaseAPIDetectOrientationScript(
          handle, &degrees, &confidence, &script, &scriptConfidence)
      }
    }
    guard found != 0 else { return nil }
    return (Int((360 - degrees) % 360), Double(confidence))
  }
}
