import Foundation
import Layout

/// Fits how far each source is believed where it claims a role, and what its claims are mistaken for.
///
/// A multinomial logistic regression over the sites of labelled pages: the exponents and leanings of
/// `ClassSettings` that make the true classes likeliest, held near the built-in ones by a ridge. How
/// strong the ridge is, and whether anything is learnt at all, is decided on documents left out;
/// sites of one document that look alike count less and less, for they tell the same.
struct ClassFit {
  /// Strengths of the ridge that are tried, in sites; beyond the last the built-in numbers stay.
  private static let strengths = [3.0, 10, 30, 100]
  /// Sites of a document that make the same claims from which on more hardly count.
  private static let saturation = 10.0
  private static let folds = 5

  private let taxonomy: Taxonomy
  private let builtIn: ClassSettings
  private let sites: [ClassSite]

  init(_ matched: [MatchedSite], taxonomy: Taxonomy, builtIn: ClassSettings = ClassSettings()) {
    let sites = matched.compactMap { ClassSite($0, taxonomy: taxonomy) }
    var alike: [String: Int] = [:]
    for site in sites { alike[site.key, default: 0] += 1 }
    self.sites = sites.map { site in
      var site = site
      site.weight = 1 / (1 + Double(alike[site.key] ?? 0) / Self.saturation)
      return site
    }
    self.taxonomy = taxonomy
    self.builtIn = builtIn
  }

  /// What fits; `nil` where the built-in numbers are no worse on documents left out.
  func fitted() -> ClassCalibration? {
    let documents = Set(sites.map(\.document)).sorted()
    let count = min(Self.folds, documents.count)
    guard count > 1 else { return nil }
    let fold = Dictionary(uniqueKeysWithValues: documents.enumerated().map { ($1, $0 % count) })
    let start = ClassParameters(builtIn, taxonomy: taxonomy)
    // By strength and document, what the fit of the other folds changes in its sites' loss.
    var changes = Self.strengths.map { _ in [String: Double]() }
    for held in 0..<count {
      let train = sites.filter { fold[$0.document] != held }
      let test = sites.filter { fold[$0.document] == held }
      for (index, strength) in Self.strengths.enumerated() {
        let fitted = start.fitted(to: train, ridge: strength)
        for site in test {
          changes[index][site.document, default: 0] +=
            site.weight * (fitted.loss(of: site) - start.loss(of: site))
        }
      }
    }
    // In the order of the documents, for sums round as they are ordered.
    let ordered = changes.map { changes in documents.compactMap { changes[$0] } }
    let sums = ordered.map { $0.reduce(0, +) }
    guard let best = sums.indices.min(by: { sums[$0] < sums[$1] }),
      Self.isFall(ordered[best])
    else { return nil }
    let total = sites.reduce(0) { $0 + $1.weight }
    return start.fitted(to: sites, ridge: Self.strengths[best])
      .calibration(saved: -sums[best] / total)
  }

  /// Whether the mean over documents falls by more than its standard error.
  private static func isFall(_ changes: [Double]) -> Bool {
    let count = Double(changes.count)
    let mean = changes.reduce(0, +) / count
    let square = changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    return count > 1 && mean < 0 && mean * mean > square / count
  }
}

/// What the sources claim of a site whose class is known.
struct ClassSite {
  /// What one source claims.
  struct Claim {
    var source: EstimateSource
    var role: RegionRole
    /// Logarithms of its class probabilities.
    var logs: [Double]
  }

  var claims: [Claim]
  /// Index of the true class.
  var truth: Int
  var document: String
  var weight = 1.0

  /// `nil` for a site that is no region, or of which one source alone speaks.
  init?(_ site: MatchedSite, taxonomy: Taxonomy) {
    guard let truth = site.truth?.classIndex, site.claims.count > 1 else { return nil }
    claims = site.claims.map { estimate in
      Claim(
        source: estimate.source.isDetector ? .teacher : estimate.source,
        role: taxonomy.classes[estimate.classIndex].role,
        logs: estimate.classProbabilities.map { log(max($0, ClassPool.floor)) })
    }
    self.truth = truth
    document = site.document
  }

  /// What sites have in common that tell the same.
  var key: String {
    ([document] + claims.map { "\($0.source.rawValue) \($0.role.rawValue)" }).joined(separator: "|")
  }
}
