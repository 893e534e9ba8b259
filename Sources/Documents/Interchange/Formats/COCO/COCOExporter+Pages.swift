import Layout

extension COCOExporter: PageExporter {
  /// Adds a page whose regions have a class each, and no probabilities of others.
  ///
  /// - Throws: `InterchangeError`.
  public func append(_ page: ExportedPage) throws(InterchangeError) {
    try page.check(against: taxonomy)
    guard let image = try image(of: page.page) else { return }
    let drawable = page.drawable()
    droppedRegions += page.regions.count - drawable.regions.count
    let (scaleX, scaleY) = image.scale(from: page.page)
    for region in drawable.regions.sorted(by: { ($0.order, $0.id) < ($1.order, $1.id) }) {
      guard let category = categoryIDs[region.classIndex] else { continue }
      try write(
        COCOAnnotation(
          region, image: image.id, category: category,
          box: region.box.scaled(x: scaleX, y: scaleY),
          variance: region.variance?.scaled(x: scaleX, y: scaleY)))
    }
  }

  /// Regions written.
  public var regionCount: Int { annotationCount }

  /// What COCO could not hold, a line each.
  public var losses: [String] {
    var lost = LossCount([LossCount.empty])
    lost.add(LossCount.empty, droppedRegions)
    return lost.lines
  }
}

extension COCOTruth.Image {
  /// Its pixels for each of a page's, across and down.
  func scale(from page: Page) -> (Double, Double) {
    (Double(width) / Double(page.width), Double(height) / Double(page.height))
  }
}
