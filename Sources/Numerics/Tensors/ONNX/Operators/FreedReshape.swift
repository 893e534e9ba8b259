/// A Reshape to sizes of the file's own, at sizes of the input for which it was not written.
///
/// Dimensions before and after are taken in groups of equal product, as they follow one another in
/// memory: one by one they are copied, several that become one are multiplied.
struct FreedReshape {
  private struct Group {
    var from: [Int]
    var to: [Int]
    /// Index of the first dimension before.
    var start: Int
  }

  private let written: [Int]
  private let target: [Int]
  private let groups: [Group]

  /// A Reshape of `written`, the shape at the written size.
  init(from written: [Int], to target: [Int]) {
    self.written = written
    self.target = target
    var groups: [Group] = []
    var (i, j) = (0, 0)
    while i < written.count || j < target.count {
      var group = Group(from: [], to: [], start: i)
      var (before, after) = (1, 1)
      if i < written.count {
        before = written[i]
        group.from.append(written[i])
        i += 1
      }
      if j < target.count {
        after = target[j]
        group.to.append(target[j])
        j += 1
      }
      while before != after {
        if before < after, i < written.count {
          before *= written[i]
          group.from.append(written[i])
          i += 1
        } else if j < target.count {
          after *= target[j]
          group.to.append(target[j])
          j += 1
        } else {
          break
        }
      }
      groups.append(group)
    }
    self.groups = groups
  }

  /// The sizes for an input of another shape.
  func shape(of input: [Int], _ inputs: NodeArguments) throws(TensorError) -> [Int] {
    guard input.count == written.count else { throw stuck(input, inputs) }
    var result: [Int] = []
    for group in groups {
      let now = Array(input[group.start..<group.start + group.from.count])
      if now == group.from {
        result += group.to
      } else if group.to.count == 1 {
        result.append(now.reduce(1, *))
      } else if group.to.filter({ $0 != 1 }) == group.from.filter({ $0 != 1 }), now.count == 1,
        input.first == written.first
      {
        // Only dimensions of 1 are put around it.
        result += group.to.map { $0 == 1 ? 1 : now[0] }
      } else {
        throw stuck(input, inputs)
      }
    }
    return result
  }

  private func stuck(_ input: [Int], _ inputs: NodeArguments) -> TensorError {
    inputs.refused(
      "the file makes \(target) of \(written), which tells nothing of \(input): run the graph at "
        + "the size that it was written for, or ask for values before this node")
  }
}
