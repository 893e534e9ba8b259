import Fusion
import Layout

/// Divides examples between training and the pages that tell when to stop.
struct PageSplit {
  let training: [GateExample]
  let heldOut: [GateExample]

  /// Holds out whole documents in a random order until a share of the pages is reached; of a single
  /// document, pages.
  init(_ examples: [GateExample], share: Double, seed: UInt64) {
    let documents = Set(examples.map(\.document))
    func unit(_ example: GateExample) -> String {
      documents.count > 1 ? example.document : "\(example.page)"
    }
    let pages = Dictionary(grouping: examples, by: unit).mapValues { Set($0.map(\.page)).count }
    let wanted = share * Double(pages.values.reduce(0, +))
    var random = SplitMix64(seed: seed)
    var (held, count): (Set<String>, Int) = ([], 0)
    for name in random.shuffled(pages.keys.sorted()) {
      let size = pages[name] ?? 0
      // A document that leads farther past the share than it was missing is left to training.
      if abs(Double(count + size) - wanted) < abs(Double(count) - wanted) {
        held.insert(name)
        count += size
      }
    }
    training = examples.filter { !held.contains(unit($0)) }
    heldOut = examples.filter { held.contains(unit($0)) }
  }
}
