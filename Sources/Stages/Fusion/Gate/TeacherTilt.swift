import Foundation

/// Moves weight between the teacher and all others together.
public enum TeacherTilt {
  /// Farthest logit of a share: double precision has nothing between σ(37) and 1.
  static let farthest = 30.0

  /// `σ(logit(share) + shift)`, within 0 and 1 without ever reaching them.
  ///
  /// A shift of 0 gives the very share back, which the way through the logit would not; and a share
  /// of 0 or 1 stays, for there one side knows nothing.
  public static func share(_ share: Double, shiftedBy shift: Double) -> Double {
    guard shift != 0, !shift.isNaN, share > 0, share < 1 else { return share }
    let logit = log(share / (1 - share)) + shift
    return 1 / (1 + exp(-min(max(logit, -farthest), farthest)))
  }

  /// Weights with the teacher's share of their sum shifted.
  ///
  /// The others keep their proportions, and the sum stays.
  ///
  /// - Parameter isTeacher: for each weight whether it is the teacher's.
  public static func weights(
    _ weights: [Double], isTeacher: [Bool], shiftedBy shift: Double
  ) -> [Double] {
    let current = share(of: weights, isTeacher)
    let moved = share(current, shiftedBy: shift)
    return moved == current ? weights : self.weights(weights, isTeacher: isTeacher, share: moved)
  }

  /// Weights with the teacher's share of their sum set to `share`.
  public static func weights(
    _ weights: [Double], isTeacher: [Bool], share: Double
  ) -> [Double] {
    let total = weights.reduce(0, +)
    let teacher = zip(weights, isTeacher).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    let others = total - teacher
    guard teacher > 0, others > 0 else { return weights }
    return zip(weights, isTeacher).map {
      $1 ? $0 * (share * total / teacher) : $0 * ((1 - share) * total / others)
    }
  }

  /// The teacher's share of the sum, 0...1 for weights that are not negative; 0 where all are 0.
  public static func share(of weights: [Double], _ isTeacher: [Bool]) -> Double {
    let total = weights.reduce(0, +)
    let teacher = zip(weights, isTeacher).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    return total > 0 ? teacher / total : 0
  }
}
