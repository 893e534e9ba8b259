import Foundation

/// A learning rate by step.
public enum LearningRate: Hashable, Sendable {
  /// The same after a linear warm-up over so many steps.
  case constant(Double, warmUp: Int = 0)
  /// A linear warm-up to the peak, then half a cosine down to the floor, which holds from step
  /// `steps` on.
  case cosine(peak: Double, floor: Double = 0, warmUp: Int = 0, steps: Int)

  /// The rate of a step, counted from 0; the first warm-up step has `peak / warmUp`.
  public func at(_ step: Int) -> Double {
    switch self {
    case .constant(let rate, let warmUp):
      return rate * Self.warmth(step, warmUp)
    case .cosine(let peak, let floor, let warmUp, let steps):
      guard step >= warmUp else { return peak * Self.warmth(step, warmUp) }
      guard step < steps else { return floor }
      let share = Double(step - warmUp) / Double(steps - warmUp)
      return floor + (peak - floor) * (1 + cos(.pi * share)) / 2
    }
  }

  private static func warmth(_ step: Int, _ warmUp: Int) -> Double {
    warmUp > 0 ? min(1, Double(step + 1) / Double(warmUp)) : 1
  }
}
