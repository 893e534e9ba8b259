import GalleyTesting
import Testing
import TrainingData

@Suite("Splits by document")
struct DocumentSplitTests {
  /// Twelve documents of 1 to 12 pages, mixed.
  private let documents = (0..<78).map { page -> String in
    let place = page * 41 % 78
    let document = (0..<12).last { (number: Int) -> Bool in number * (number + 1) / 2 <= place }
    return "d\(document ?? 0)"
  }

  private func documents(_ pages: [Int]) -> Set<String> { Set(pages.map { documents[$0] }) }

  @Test("part no document", arguments: 2...5 as ClosedRange<Int>, [0, 1, 2] as [UInt64])
  func folds(count: Int, seed: UInt64) throws {
    let folds = try DocumentSplit.folds(count, of: documents, seed: seed)
    #expect(folds == (try DocumentSplit.folds(count, of: documents, seed: seed)))
    #expect(folds.flatMap(\.heldOut).sorted() == Array(documents.indices))
    for fold in folds {
      #expect(documents(fold.training).isDisjoint(with: documents(fold.heldOut)))
      #expect((fold.training + fold.heldOut).sorted() == Array(documents.indices))
    }
  }

  @Test func `make folds of about as many pages`() throws {
    let documents = (0..<20).flatMap { Array(repeating: "d\($0)", count: 1 + $0 % 5) }
    let sizes = try DocumentSplit.folds(4, of: documents, seed: 7).map(\.heldOut.count)
    #expect(sizes.allSatisfy { abs($0 - 15) <= 1 })
  }

  @Test("hold out a share of the pages", arguments: [0.1, 0.25, 0.5, 0.9])
  func share(share: Double) throws {
    let documents = (0..<200).map { "d\($0 / 4)" }
    for seed in 0..<5 as Range<UInt64> {
      let split = try DocumentSplit.holdingOut(share, of: documents, seed: seed)
      #expect(abs(Double(split.heldOut.count) - share * 200) <= 4)
      #expect(
        Set(split.heldOut.map { $0 / 4 }).isDisjoint(with: Set(split.training.map { $0 / 4 })))
    }
    let splits = try Set(
      (0..<5 as Range<UInt64>).map {
        try DocumentSplit.holdingOut(share, of: documents, seed: $0)
      })
    #expect(splits.count == 5)
  }

  @Test func `leave a document on either side`() throws {
    let documents = ["a", "a", "a", "b", "b"]
    for seed in 0..<9 as Range<UInt64> {
      let split = try DocumentSplit.holdingOut(0.01, of: documents, seed: seed)
      #expect(split.heldOut == [3, 4])
    }
    #expect(throws: TrainingDataError.tooFewDocuments(found: 1, needed: 2)) {
      try DocumentSplit.holdingOut(0.5, of: ["a", "a"], seed: 0)
    }
    #expect(throws: TrainingDataError.tooFewDocuments(found: 2, needed: 3)) {
      try DocumentSplit.folds(3, of: documents, seed: 0)
    }
  }

  @Test func `refuse shares and folds that split nothing`() {
    for share in [0, 1, -1, Double.nan] {
      #expect(throws: TrainingDataError.self) {
        try DocumentSplit.holdingOut(share, of: documents, seed: 0)
      }
    }
    #expect(throws: TrainingDataError.self) {
      try DocumentSplit.folds(1, of: documents, seed: 0)
    }
  }
}
