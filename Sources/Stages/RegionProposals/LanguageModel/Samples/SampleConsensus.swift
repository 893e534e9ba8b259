import Layout

/// Joins several answers about a page into one that tells how sure the model is.
///
/// Self-consistency: regions that name the same rows in several samples form a cluster, whose size
/// gives the score and whose spread gives the variance (method 02, 1.4). A single answer is
/// returned as it is: how sure the model is of it, its tokens tell, or it says so itself.
struct SampleConsensus {
  /// Likeness from which two regions are the same.
  private static let sameRegion = 0.5
  /// How many observations the class prior counts for.
  static let priorStrength = 1.0

  let taxonomy: Taxonomy
  let lineHeight: Double

  /// A region's place in a sample.
  private struct Member {
    var sample: Int
    var region: SampleRegion
  }

  /// The regions that the samples agree on, and those that only some name, in reading order.
  func joined(_ samples: [[SampleRegion]]) -> [RegionEstimate] {
    guard samples.count > 1 else { return samples.first?.map(\.estimate) ?? [] }
    var clusters: [[Member]] = []
    let medoid = medoid(of: samples)
    for sample in [medoid] + samples.indices.filter({ $0 != medoid }) {
      let regions = samples[sample]
      let assigned = assign(regions, to: clusters.map { $0[0].region })
      for (region, cluster) in zip(regions, assigned) {
        let member = Member(sample: sample, region: region)
        if let cluster { clusters[cluster].append(member) } else { clusters.append([member]) }
      }
    }
    return linked(clusters, of: samples.count)
  }

  /// The sample that is most like the others.
  private func medoid(of samples: [[SampleRegion]]) -> Int {
    func agreement(_ one: Int, _ other: Int) -> Double {
      let (regions, others) = (samples[one], samples[other])
      guard !regions.isEmpty || !others.isEmpty else { return 1 }
      let sum = zip(regions, assign(regions, to: others)).reduce(0.0) { sum, pair in
        sum + (pair.1.map { pair.0.likeness(others[$0]) } ?? 0)
      }
      return sum / Double(max(regions.count, others.count))
    }
    let means = samples.indices.map { one in
      samples.indices.filter { $0 != one }.reduce(0) { $0 + agreement(one, $1) }
    }
    return means.indexOfGreatest ?? 0
  }

  private func assign(_ regions: [SampleRegion], to others: [SampleRegion]) -> [Int?] {
    let costs = regions.map { region in
      others.map { other -> Double in
        let likeness = region.likeness(other)
        return likeness >= Self.sameRegion ? 1 - likeness : .infinity
      }
    }
    return HungarianAssignment.solve(costs: costs, unassignedCost: 1)
  }

  /// One estimate a cluster, with the parents that most members have.
  private func linked(_ clusters: [[Member]], of samples: Int) -> [RegionEstimate] {
    var clusterOf: [[Int]: Int] = [:]
    for (index, cluster) in clusters.enumerated() {
      for member in cluster { clusterOf[[member.sample, member.region.estimate.id]] = index }
    }
    let estimates = clusters.map { estimate($0, of: samples) }
    let order = clusters.indices.sorted { place(clusters[$0]) < place(clusters[$1]) }
    let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var parents = clusters.map { cluster -> Int? in
      var votes: [Int?: Int] = [:]
      for member in cluster {
        let parent = member.region.estimate.parent.flatMap { clusterOf[[member.sample, $0]] }
        votes[parent, default: 0] += 1
      }
      // A parent needs more votes than having none.
      let best = votes.max { ($0.value, $1.key ?? -1) < ($1.value, $0.key ?? -1) }
      return best?.key
    }
    let variance = RegionVariance(lineHeight: lineHeight)
    for index in clusters.indices {
      guard let parent = parents[index] else { continue }
      let isAround = variance.encloses(estimates[parent].box, estimates[index].box)
      if !isAround || leadsBack(index, parents) { parents[index] = nil }
    }
    return order.map { index in
      var estimate = estimates[index]
      estimate.id = number[index] ?? 0
      estimate.parent = parents[index].flatMap { number[$0] }
      return estimate
    }
  }

  private func leadsBack(_ start: Int, _ parents: [Int?]) -> Bool {
    var seen: Set<Int> = []
    var next = parents[start]
    while let index = next, seen.insert(index).inserted {
      if index == start { return true }
      next = parents[index]
    }
    return false
  }

  /// Where a cluster stands in reading order: its first word, else its place on the page.
  private func place(_ cluster: [Member]) -> [Double] {
    let region = cluster[0].region
    let box = region.estimate.box
    return [region.named.filter { $0 >= 0 }.min().map(Double.init) ?? .infinity, box.y1, box.x1]
  }

  private func estimate(_ cluster: [Member], of samples: Int) -> RegionEstimate {
    let members = cluster.map(\.region.estimate)
    let count = Double(members.count)
    var estimate = members[0]
    var mass = [Double](
      repeating: Self.priorStrength / Double(taxonomy.count), count: taxonomy.count)
    for member in members { mass[member.classIndex] += 1 }
    estimate.classProbabilities = mass.map { $0 / (count + Self.priorStrength) }
    estimate.score = (count + 1) / (Double(samples) + 2)
    for edge in BoxCoordinate.allCases {
      estimate.box[edge] = members.reduce(0) { $0 + $1.box[edge] } / count
    }
    let quality = members.reduce(0) {
      $0 + ($1.evidence.textQuality ?? 1) * ($1.evidence.spatialQuality ?? 1)
    }
    estimate.variance = RegionVariance(lineHeight: lineHeight).shrunk(
      members.map(\.box), taxonomy.classes[estimate.classIndex].role, quality: quality / count,
      isFreeArea: estimate.evidence.flags.contains("between"))
    estimate.evidence.support = Evidence.Support(found: members.count, total: samples)
    var votes: [Int: Int] = [:]
    for id in members.flatMap(\.evidence.wordIDs) { votes[id, default: 0] += 1 }
    estimate.evidence.wordIDs = votes.filter { 2 * $0.value >= members.count }.keys.sorted()
    return estimate
  }
}

extension [Double] {
  fileprivate static func < (one: [Double], other: [Double]) -> Bool {
    one.lexicographicallyPrecedes(other)
  }
}
