import Layout

/// Where teacher and text disagree on classes, who was right, and what it does to precision.
public struct DisambiguationReport: Sendable {
  /// What is known of the cases of one confusion, or of all.
  public struct Tally: Sendable {
    /// Cases.
    public private(set) var cases = 0
    /// Cases by who was right; only of labelled pages.
    public private(set) var verdicts: [DisambiguationCase.Verdict: Int] = [:]
    /// Labelled cases whose class after fusion is the labelled one.
    public private(set) var fusedRight = 0
    /// Images with a case.
    public private(set) var images: Set<Int> = []

    mutating func add(_ found: DisambiguationCase, image: Int) {
      cases += 1
      images.insert(image)
      if let verdict = found.verdict { verdicts[verdict, default: 0] += 1 }
      fusedRight += found.fusedIsRight ? 1 : 0
    }
  }

  /// Two classes that are taken for each other.
  public struct Confusion: Sendable, Hashable, Comparable {
    /// The class that the teacher sees.
    public var teacher: Int
    /// The class that the text implies.
    public var text: Int

    /// By the teacher's class, then the text's.
    public static func < (one: Confusion, other: Confusion) -> Bool {
      (one.teacher, one.text) < (other.teacher, other.text)
    }
  }

  /// Pages looked at.
  public private(set) var pages = 0
  /// Images that someone labelled.
  public private(set) var labelledImages: Set<Int> = []
  /// Regions that both sources see.
  public private(set) var shared = 0
  /// All cases.
  public private(set) var total = Tally()
  /// Cases by confusion.
  public private(set) var confusions: [Confusion: Tally] = [:]

  private let classCount: Int
  private var truth: [TruthBox] = []
  private var boxes: [RegionSource: [ScoredBox]] = [:]

  /// Starts a report on pages whose classes are numbered below `classCount`.
  public init(classCount: Int) { self.classCount = classCount }

  /// Adds a page.
  ///
  /// - Parameters:
  ///   - truth: what was labelled there, page-image pixels; `nil` where nobody did.
  public mutating func add(_ page: LabelledPage, truth: [TruthBox]?) {
    let image = pages
    pages += 1
    let (cases, shared) = DisambiguationCase.cases(on: page, truth: truth)
    self.shared += shared
    for found in cases {
      total.add(found, image: image)
      confusions[Confusion(teacher: found.teacher, text: found.text), default: Tally()]
        .add(found, image: image)
    }
    guard let truth else { return }
    labelledImages.insert(image)
    self.truth += truth.map {
      TruthBox(image: image, classIndex: $0.classIndex, box: $0.box, isCrowd: $0.isCrowd)
    }
    for source in RegionSource.allCases {
      boxes[source, default: []] += source.boxes(of: page, image: image)
    }
  }

  /// How precise a source is on some of the labelled images; `nil` where nothing is labelled.
  public func precision(of source: RegionSource, on images: Set<Int>) -> DetectionFigures? {
    let truth = truth.filter { images.contains($0.image) }
    guard !truth.isEmpty else { return nil }
    return DetectionMetrics(
      truth: truth, detections: (boxes[source] ?? []).filter { images.contains($0.image) },
      classCount: classCount
    ).overall
  }

  /// The labelled images without a case.
  public var otherImages: Set<Int> { labelledImages.subtracting(total.images) }
}
