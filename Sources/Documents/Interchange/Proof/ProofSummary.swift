import Layout

/// What the head of a proof says about a project; add every page to it, shown or not.
public struct ProofSummary: Sendable, Equatable {
  /// A page or file that could not be labelled.
  public struct Failure: Sendable, Equatable {
    /// The file as the user named it, with `#page=N` for one of its pages.
    public var place: String
    /// Why.
    public var reason: String

    /// Makes a failure; `page` `nil` is the whole file.
    public init(file: String, page: Int?, reason: String) {
      place = page.map { "\(file)#page=\($0)" } ?? file
      self.reason = reason
    }
  }

  /// Accepted regions, regions for review and ignored ones.
  public struct Counts: Sendable, Equatable {
    /// Pseudo-labels to train on.
    public var accepted = 0
    /// Regions that a person should look at.
    public var review = 0
    /// Neither label nor background.
    public var ignored = 0

    /// Counts a region.
    public mutating func add(_ decision: Decision) {
      switch decision {
      case .accepted: accepted += 1
      case .review: review += 1
      case .ignored: ignored += 1
      }
    }
  }

  /// The project's name, for the heading.
  public var title: String
  /// Pages that could not be labelled.
  public var failures: [Failure]
  /// Labelled pages.
  public private(set) var pages = 0
  /// Pages by where their words came from.
  public private(set) var textOrigins: [TextOrigin: Int] = [:]
  /// All regions.
  public private(set) var regions = Counts()
  /// Regions by class index.
  public private(set) var byClass: [Int: Counts] = [:]
  /// Regions by the sources that saw them, such as `[.teacher, .textRules]`.
  public private(set) var bySources: [Set<EstimateSource>: Counts] = [:]
  private var agreementSum = 0.0
  private var agreementCount = 0

  /// Starts a summary without pages.
  public init(title: String, failures: [Failure] = []) {
    self.title = title
    self.failures = failures
  }

  /// Mean agreement of the accepted regions that several sources saw, 0...1; `nil` without any.
  public var meanAgreement: Double? {
    agreementCount > 0 ? agreementSum / Double(agreementCount) : nil
  }

  /// Counts a page.
  public mutating func add(_ page: LabelledPage) {
    pages += 1
    textOrigins[page.textOrigin, default: 0] += 1
    for region in page.fused {
      regions.add(region.decision)
      byClass[region.classIndex, default: Counts()].add(region.decision)
      bySources[Set(region.contributions.map(\.source)), default: Counts()].add(region.decision)
      if region.decision == .accepted, let agreement = region.agreement {
        agreementSum += agreement
        agreementCount += 1
      }
    }
  }
}
