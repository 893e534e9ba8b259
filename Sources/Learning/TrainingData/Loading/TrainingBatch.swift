import Tensors

/// Pages as the student sees them, with what is to be found on them.
public struct TrainingBatch: Sendable {
  /// A page of a batch.
  public struct Page: Sendable {
    /// Its position among the loader's pages.
    public var index: Int
    /// Its name, such as `paper.pdf#page=3`.
    public var name: String
    /// Its document.
    public var document: String
    /// Its regions, input pixels, with variances in px² of the input.
    public var regions: [TrainingRegion]
    /// Where its pixels land in the input; the inverse leads back to the page.
    public var transform: ViewTransform
    /// Input pixels per page pixel.
    public var scale: Double
    /// Width of the page in the input before padding, pixels.
    public var width: Int
    /// Height of the page in the input before padding, pixels.
    public var height: Int
  }

  /// Its step, from 0.
  public var step: Int
  /// The images, `[pages, 3, height, width]`, normalised.
  public var images: Tensor
  /// The pages, in the order of the images.
  public var pages: [Page]
}
