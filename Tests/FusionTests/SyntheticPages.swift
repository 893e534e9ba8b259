import GalleyTesting
import Layout

/// Pages whose truth is known, seen by a teacher and a language model with complementary faults:
/// the teacher takes titles and lists for text in 35 % of cases and is unsure of edges, more so
/// of thin boxes; the model is tight on text, coarse (14 px) on tables and figures, of which it
/// misses 25 %, and mistakes classes as the scan gets worse.
struct SyntheticPages {
  static let taxonomy = Taxonomy.publaynet
  static let bounds = Box(x1: 0, y1: 0, x2: 600, y2: 800)

  struct Page {
    var truth: [Labelled]
    var teacher: [RegionEstimate]
    var text: [RegionEstimate]
  }

  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Pages with, as variance of every edge, the true one of its noise.
  mutating func pages(_ count: Int) -> [Page] { (0..<count).map { page($0) } }

  private mutating func page(_ number: Int) -> Page {
    var page = Page(truth: [], teacher: [], text: [])
    let legibility = random.uniform(0.3, 1)
    var top = 40.0
    while true {
      let (role, box) = nextRegion(top: top)
      guard box.y2 < 770 else { return page }
      top = box.y2 + random.uniform(8, 16)
      let index = Self.taxonomy.classIndex(for: role) ?? 0
      page.truth.append(Labelled(page: number, classIndex: index, box: box))
      if random.chance(0.95) {
        page.teacher.append(teacherView(of: box, role, id: page.teacher.count))
      }
      let drawn = role == .table || role == .figure
      if !random.chance(drawn ? 0.25 : 0.04) {
        page.text.append(
          textView(of: box, role, legibility: legibility, id: page.text.count))
      }
    }
  }

  private mutating func nextRegion(top: Double) -> (RegionRole, Box) {
    let draw = random.uniform()
    let role: RegionRole =
      draw < 0.45
      ? .text : draw < 0.65 ? .title : draw < 0.8 ? .list : draw < 0.9 ? .table : .figure
    let height =
      switch role {
      case .title: random.uniform(16, 26)
      case .text, .list: random.uniform(40, 110)
      default: random.uniform(90, 180)
      }
    let width = role == .title ? random.uniform(120, 350) : random.uniform(350, 500)
    return (role, Box(x: random.uniform(40, 60), y: top, width: width, height: height))
  }

  private mutating func teacherView(
    of box: Box, _ role: RegionRole, id: Int
  ) -> RegionEstimate {
    let thin = role == .title
    let seen: RegionRole =
      role == .title || role == .list ? (random.chance(0.35) ? .text : role) : role
    let sure = seen == role ? random.uniform(0.5, 0.9) : random.uniform(0.4, 0.7)
    let deviation = (thin ? 3.5 : role == .text || role == .list ? 6 : 4) * spread()
    return view(
      of: box, id: id, role: seen, certainty: sure, score: random.uniform(0.5, 0.95),
      deviation: deviation, source: .teacher)
  }

  private mutating func textView(
    of box: Box, _ role: RegionRole, legibility: Double, id: Int
  ) -> RegionEstimate {
    let drawn = role == .table || role == .figure
    let roles: [RegionRole] = [.text, .title, .list]
    let mistaken = !drawn && random.chance(0.3 * (1 - legibility))
    let seen = mistaken ? roles[Int.random(in: 0..<3, using: &random)] : role
    let deviation = drawn ? 14.0 : (role == .title ? 1.2 : 2.2) * spread()
    return view(
      of: box, id: id, role: seen, certainty: 0.5 + 0.4 * legibility,
      score: random.uniform(0.5, 0.95), deviation: deviation, source: .languageModel)
  }

  /// How an instance's noise differs from its class's.
  private mutating func spread() -> Double { random.chance(0.3) ? 2 : 0.7 }

  private mutating func view(
    of box: Box, id: Int, role: RegionRole, certainty: Double, score: Double, deviation: Double,
    source: EstimateSource
  ) -> RegionEstimate {
    let index = Self.taxonomy.classIndex(for: role) ?? 0
    let rest = (1 - certainty) / Double(Self.taxonomy.count - 1)
    var probabilities = Array(repeating: rest, count: Self.taxonomy.count)
    probabilities[index] = certainty
    var noisy = box
    for coordinate in BoxCoordinate.allCases { noisy[coordinate] += random.normal(deviation) }
    // Noise may invert a thin box; sources never report such a box.
    if noisy.height < 4 { (noisy.y1, noisy.y2) = (noisy.centreY - 2, noisy.centreY + 2) }
    return RegionEstimate(
      id: id, box: noisy.clipped(to: Self.bounds),
      variance: BoxVariance(uniform: deviation * deviation),
      classProbabilities: probabilities, score: score, source: source,
      evidence: Evidence(model: "synthetic"))
  }
}
