import Layout

/// A page to train on, labelled or not.
public struct TrainingPage: Hashable, Sendable {
  /// Least side of a page image, pixels (one cell of the student's deepest stage).
  public static let leastSide = 32

  /// Where its pixels come from.
  public var image: PageReference
  /// Width in which its regions are given, pixels; `nil` takes the image's own.
  public var width: Int?
  /// Height in which its regions are given, pixels; `nil` takes the image's own.
  public var height: Int?
  /// The document that it is a page of: pages of one document never part in a split.
  public var document: String
  /// Its regions, page-image pixels; none where nobody labelled it.
  public var regions: [TrainingRegion]

  /// Makes a page.
  public init(
    image: PageReference, width: Int? = nil, height: Int? = nil, document: String,
    regions: [TrainingRegion] = []
  ) {
    self.image = image
    self.width = width
    self.height = height
    self.document = document
    self.regions = regions
  }

  /// The classes of its regions, without those that are ignored.
  public var classes: Set<Int> { Set(regions.lazy.filter { !$0.isIgnored }.map(\.classIndex)) }

  /// Refuses regions of classes that are not trained.
  ///
  /// - Throws: `TrainingDataError.unknownClass`.
  public func check(classes: Int) throws(TrainingDataError) {
    for region in regions where !(0..<classes).contains(region.classIndex) {
      throw .unknownClass(page: image.name, classIndex: region.classIndex, classes: classes)
    }
  }

  /// Refuses an image that is too small.
  static func check(
    width: Int, height: Int, page: String
  ) throws(TrainingDataError) {
    guard min(width, height) >= leastSide else {
      throw .imageTooSmall(page: page, width: width, height: height)
    }
  }
}
