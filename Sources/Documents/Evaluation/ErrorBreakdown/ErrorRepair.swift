/// AP50 as it is, and as it would be without errors of one kind.
struct ErrorRepair {
  private let ranked: [ImageErrors.Verdict]
  private let wanted: [Int]
  private var counts: [[ErrorKind: Int]]

  /// - Parameter wanted: for each class the labels to be found.
  init(_ images: [ImageErrors], wanted: [Int]) {
    self.wanted = wanted
    let verdicts = images.flatMap(\.verdicts)
    ranked = verdicts.indices.sorted {
      let (one, other) = (verdicts[$0].score, verdicts[$1].score)
      return one == other ? $0 < $1 : one > other
    }.map { verdicts[$0] }
    counts = wanted.map { _ in [:] }
    for verdict in verdicts {
      if let error = verdict.error { counts[verdict.classIndex][error, default: 0] += 1 }
    }
    for classIndex in images.flatMap(\.missed) { counts[classIndex][.missed, default: 0] += 1 }
  }

  /// Errors of a class.
  func count(_ kind: ErrorKind, in classIndex: Int) -> Int {
    counts[classIndex][kind, default: 0]
  }

  /// AP50 of each class with errors of one kind put right; `nil` where there is nothing to find.
  func precisions(_ repaired: ErrorKind?) -> [Double?] {
    var curves = wanted.map { _ in PrecisionCurve() }
    var found = wanted.map { _ in 0 }
    var counted = found
    for verdict in ranked {
      let isRepaired = verdict.error != nil && verdict.error == repaired
      guard let place = isRepaired ? verdict.findsClass : verdict.classIndex else { continue }
      counted[place] += 1
      guard isRepaired || verdict.error == nil else { continue }
      found[place] += 1
      curves[place].add(found: found[place], counted: counted[place])
    }
    return wanted.indices.map { index in
      let left = wanted[index] - (repaired == .missed ? count(.missed, in: index) : 0)
      return left > 0 ? curves[index].mean(at: PrecisionCurve.needed(of: left)) : nil
    }
  }
}
