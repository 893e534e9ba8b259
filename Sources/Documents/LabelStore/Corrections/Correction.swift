import Layout

/// What a person decided about a region of a page.
public struct Correction: Hashable, Codable, Sendable {
  /// The decision.
  public enum Status: String, Codable, CaseIterable, Sendable {
    /// Taken back: nobody has decided.
    case open
    /// There is a region of this class and box.
    case accepted
    /// There is no region here.
    case rejected
  }

  /// `RegionKey` of the fused region that was decided on, or `h…` for a region that a person drew.
  public var key: String
  /// Counts the saves of this key, from 1.
  public var version: Int
  /// The decision.
  public var status: Status
  /// Where the region is, page-image pixels.
  public var box: Box
  /// Name of its class.
  public var className: String
  /// Key of the enclosing region, if any.
  public var parent: String?
  /// Place in the reading order, ascending; regions that were not moved have their `id`.
  public var order: Double
  /// Who decided.
  public var by: String
  /// When, ISO 8601.
  public var at: String
  /// Pixels of the page image whose pixels the boxes are in; `nil` for those of the labels.
  public var pageSize: [Int]?
  /// The fused region as it was; `nil` for a region that a person drew.
  public var origin: Origin?

  /// The decision in the pixels of a page that is drawn larger or smaller by now.
  func scaled(to page: Page) -> Correction {
    guard let pageSize, pageSize.count == 2, pageSize != [page.width, page.height],
      pageSize.allSatisfy({ $0 > 0 })
    else { return self }
    let (x, y) = (
      Double(page.width) / Double(pageSize[0]), Double(page.height) / Double(pageSize[1])
    )
    var scaled = self
    scaled.box = box.scaled(x: x, y: y)
    scaled.pageSize = [page.width, page.height]
    if let origin {
      scaled.origin?.box = origin.box.scaled(x: x, y: y)
      for index in origin.parts.indices {
        scaled.origin?.parts[index].box = origin.parts[index].box.scaled(x: x, y: y)
      }
    }
    return scaled
  }

  /// Makes a decision.
  public init(
    key: String, version: Int, status: Status, box: Box, className: String, parent: String?,
    order: Double, by: String, at: String, origin: Origin?
  ) {
    self.key = key
    self.version = version
    self.status = status
    self.box = box
    self.className = className
    self.parent = parent
    self.order = order
    self.by = by
    self.at = at
    self.origin = origin
  }

  /// A fused region at the time of the decision.
  public struct Origin: Hashable, Codable, Sendable {
    /// Its box.
    public var box: Box
    /// Its class.
    public var className: String
    /// Its score.
    public var score: Double
    /// What the fusion decided.
    public var decision: Decision
    /// `ExpectedGain` of looking at it.
    public var gain: Double
    /// What each source said.
    public var parts: [Part]

    /// Makes it.
    public init(
      box: Box, className: String, score: Double, decision: Decision, gain: Double, parts: [Part]
    ) {
      self.box = box
      self.className = className
      self.score = score
      self.decision = decision
      self.gain = gain
      self.parts = parts
    }

    /// One source's estimate of a region.
    public struct Part: Hashable, Codable, Sendable {
      /// Whose.
      public var source: EstimateSource
      /// Its box.
      public var box: Box
      /// Its class.
      public var className: String

      /// Makes it.
      public init(source: EstimateSource, box: Box, className: String) {
        self.source = source
        self.box = box
        self.className = className
      }
    }
  }
}

/// What a person changes; fields that are `nil` stay as they are.
public struct CorrectionEdit: Sendable {
  /// Which region; a new key that begins with `h` draws a region.
  public var key: String
  /// The version that the person saw: 0 where nobody had decided.
  public var version: Int
  /// The decision.
  public var status: Correction.Status
  /// A new box, page-image pixels.
  public var box: Box?
  /// A new class.
  public var className: String?
  /// A new enclosing region; `.some(nil)` takes it away.
  public var parent: String??
  /// A new place in the reading order.
  public var order: Double?

  /// Makes an edit.
  public init(
    key: String, version: Int, status: Correction.Status, box: Box? = nil,
    className: String? = nil, parent: String?? = nil, order: Double? = nil
  ) {
    self.key = key
    self.version = version
    self.status = status
    self.box = box
    self.className = className
    self.parent = parent
    self.order = order
  }
}
