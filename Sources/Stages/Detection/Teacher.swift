import Crypto
import Foundation
import Installation
import Layout

/// A pretrained detector, shared by the workers.
public final class Teacher: Sendable {
  /// The model card.
  public let card: ModelCard
  /// Card name and SHA-256 of the card and the model files: what the labels depend on.
  public let identity: String
  let taxonomy: Taxonomy
  let augmentation: AugmentationPlan
  /// For each class of the model, its index in the taxonomy; `nil` where it is left out.
  let classMap: [Int?]
  /// One for each model file, the main one first.
  let networks: [TeacherNetwork]

  /// Describes a teacher for `workers` inferences at once, each on `threads` threads.
  ///
  /// - Throws: `DetectionError`.
  public init(
    _ nameOrCard: String, taxonomy: Taxonomy, installation: Installation, workers: Int,
    threads: Int = 1, augmentation: AugmentationPlan = AugmentationPlan()
  ) throws(DetectionError) {
    let (card, files) = try ModelCard.named(nameOrCard, installation: installation)
    self.card = card
    self.taxonomy = taxonomy
    self.augmentation = augmentation
    classMap = card.classes.map { $0.role.flatMap(taxonomy.classIndex(for:)) }
    guard classMap.contains(where: { $0 != nil }) else {
      throw .noMappedClass(card: card.name, taxonomy: taxonomy.name)
    }
    guard let library = installation.openVINOLibrary else { throw .noOpenVINO }
    identity = try Self.identity(of: card, files: files)
    networks = zip(card.networks, files).map {
      TeacherNetwork($0, file: $1, library: library, workers: workers, threads: threads)
    }
  }

  /// What its estimates come from: a student of 'galley train' is named as such.
  public var source: EstimateSource { card.decoder == .student ? .student : .teacher }

  /// Indices of the taxonomy's classes that the model has no name for.
  public var unnamedClasses: Set<Int> {
    var roles = Set(card.classes.compactMap(\.role))
    // An item names its list, and a list its items.
    if roles.contains(.list) || roles.contains(.listItem) { roles.formUnion([.list, .listItem]) }
    return Set(
      taxonomy.classes.indices.filter { roles.isDisjoint(with: taxonomy.classes[$0].roles) })
  }

  private static func identity(
    of card: ModelCard, files: [URL]
  ) throws(DetectionError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let description = try? encoder.encode(card) else {
      throw .badCard(file: card.name, reason: "its numbers must be finite")
    }
    var hash = SHA256()
    hash.update(data: description)
    for file in files {
      guard let bytes = try? Data(contentsOf: file, options: .alwaysMapped) else {
        throw .modelMissing(card: card.name, file: file.path)
      }
      hash.update(data: bytes)
    }
    return "\(card.name)@" + hash.finalize().map { String(format: "%02x", $0) }.joined()
  }

  /// Compiles the model, so that the first worker need not wait for it; of several, pages tell
  /// which are needed.
  ///
  /// - Throws: `DetectionError`.
  public func load() throws(DetectionError) {
    if networks.count == 1 { _ = try networks[0].model() }
  }

  /// The network whose input is nearest to a page's shape.
  func network(for image: PageImage) -> TeacherNetwork {
    func distance(_ network: TeacherNetwork) -> Double {
      let input = network.card.input
      return abs(log(Double(input.width * image.height) / Double(input.height * image.width)))
    }
    return networks.dropFirst().reduce(networks[0]) { distance($1) < distance($0) ? $1 : $0 }
  }

  /// A worker with buffers of its own; one thread uses it at a time.
  public func makeWorker() -> TeacherWorker { TeacherWorker(self) }

  /// Version of the installed OpenVINO.
  ///
  /// - Throws: `DetectionError` when it is missing or cannot be loaded.
  public static func openVINOVersion(
    _ installation: Installation
  ) throws(DetectionError) -> String {
    guard let library = installation.openVINOLibrary else { throw .noOpenVINO }
    return try OpenVINO(library: library).version
  }
}

/// Runs a teacher on pages, one at a time; blocks.
public final class TeacherWorker {
  private let teacher: Teacher
  private var sessions: [ObjectIdentifier: NetworkSession] = [:]

  init(_ teacher: Teacher) { self.teacher = teacher }

  /// Compiles the network that a page of this shape needs, unless that has been done.
  ///
  /// - Throws: `DetectionError`: no page of the shape can be looked at.
  public func prepare(for image: PageImage) throws(DetectionError) {
    _ = try session(teacher.network(for: image))
  }

  /// The regions that the teacher sees, strongest first.
  ///
  /// An estimate's class probabilities are the head's scores at its place, summed over the model
  /// classes that share a class of the taxonomy and normalised. Its variance comes from
  /// test-time augmentation, or from class-wise defaults where that is off.
  ///
  /// - Throws: `DetectionError`.
  public func detect(_ image: PageImage) throws(DetectionError) -> [RegionEstimate] {
    let session = try session(teacher.network(for: image))
    let input = session.card.input
    let plain = PageView(of: image.width, image.height, in: input)
    let reference = try session.detections(image, view: plain)
    let views = teacher.augmentation.views(of: plain, page: image.width, image.height, in: input)
    var passes: [[DetectedBox]] = []
    for view in views { passes.append(try session.detections(image, view: view)) }
    let spread = AugmentedVariance.estimate(reference, passes: passes)
    let estimates = reference.indices.compactMap { index -> RegionEstimate? in
      let detection = reference[index]
      guard let own = teacher.classMap[detection.classIndex] else { return nil }
      return RegionEstimate(
        id: 0, box: detection.box, variance: spread[index].variance,
        classProbabilities: probabilities(detection, own: own), score: min(1, detection.score),
        source: teacher.source,
        evidence: Evidence(
          model: teacher.card.name,
          reason: "\(teacher.card.classes[detection.classIndex].name) "
            + String(format: "%.2f", detection.score),
          support: passes.isEmpty ? nil : spread[index].support))
    }
    let grouped =
      teacher.taxonomy.labelsWholeLists
      ? ListGrouping(taxonomy: teacher.taxonomy).grouped(estimates) : estimates
    return grouped.enumerated().map { index, estimate in
      var numbered = estimate
      numbered.id = index
      return numbered
    }
  }

  /// Runs the main model on what its input holds.
  func runModel() throws(DetectionError) { try session(teacher.networks[0]).run() }

  private func session(_ network: TeacherNetwork) throws(DetectionError) -> NetworkSession {
    if let session = sessions[ObjectIdentifier(network)] { return session }
    let session = try NetworkSession(network)
    sessions[ObjectIdentifier(network)] = session
    return session
  }

  private func probabilities(_ detection: DetectedBox, own: Int) -> [Double] {
    var mass = [Double](repeating: 1e-4, count: teacher.taxonomy.count)
    for (index, score) in detection.classScores.enumerated() {
      if let target = teacher.classMap[index] { mass[target] += Double(max(0, score)) }
    }
    // A box kept for a class stands for that class, whatever else fires there.
    let strongest = mass.max() ?? 0
    if mass[own] < strongest { mass[own] = strongest * 1.0001 }
    let sum = mass.reduce(0, +)
    return mass.map { $0 / sum }
  }
}
