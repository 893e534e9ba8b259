import Foundation
import Layout

/// A matched pair as a gate learns from it: `fused = g·teacher + (1−g)·text` on every edge, with
/// `g = σ(logit + f(input))`.
public struct GateExample: Hashable, Sendable {
  /// One edge of the pair; the unit is the same for all examples.
  public struct Edge: Hashable, Sendable {
    /// The teacher's.
    public var teacher: Double
    /// The text sources', weighed among themselves.
    public var text: Double
    /// Logit of the teacher's weight without a gate.
    public var logit: Double
    /// The true one; `nil` where the region is none.
    public var truth: Double?

    /// Makes an edge.
    public init(teacher: Double, text: Double, logit: Double, truth: Double?) {
      self.teacher = teacher
      self.text = text
      self.logit = logit
      self.truth = truth
    }

    /// The fused edge under a weight of the teacher, 0...1.
    public func fused(_ weight: Double) -> Double { weight * teacher + (1 - weight) * text }

    /// The teacher's weight under a gate that adds f to the logit, 0...1.
    public func weight(shiftedBy shift: Double) -> Double { 1 / (1 + exp(-(logit + shift))) }

    /// The fused edge under a gate that adds f to the logit.
    public func fused(shiftedBy shift: Double) -> Double { fused(weight(shiftedBy: shift)) }
  }

  /// The document that it is of.
  public var document: String
  /// The page that it is on, a number of its own among all pages.
  public var page: Int
  /// What the gate sees.
  public var input: [Double]
  /// x1, y1, x2, y2.
  public var edges: [Edge]
  /// Classes and scores of the pair, where a gate learns to weigh them.
  public var pools: GatePools?

  /// Makes an example.
  public init(
    document: String, page: Int, input: [Double], edges: [Edge], pools: GatePools? = nil
  ) {
    self.document = document
    self.page = page
    self.input = input
    self.edges = edges
    self.pools = pools
  }

  /// Whether the pair is of a true region.
  public var hasTruth: Bool { edges.allSatisfy { $0.truth != nil } }
}

/// The pools of a pair, such that both are linear in the teacher's share.
public struct GatePools: Hashable, Sendable {
  /// Weighted product or sum.
  public var rule: ClassPoolRule
  /// What the teacher adds for each class at a share of 1: scaled log-probabilities, or (linear)
  /// probabilities.
  public var teacherClasses: [Double]
  /// What the text sources add at a share of 0.
  public var textClasses: [Double]
  /// What is added whatever the share is: of the prior.
  public var otherClasses: [Double]
  /// Logit of the teacher's share without a gate.
  public var classLogit: Double
  /// The true class; `nil` where the region is none.
  public var truth: Int?
  /// Logit of the score at a share of 1.
  public var teacherScore: Double
  /// Logit of the score at a share of 0.
  public var textScore: Double
  /// Logit of the teacher's share in the score without a gate.
  public var scoreLogit: Double

  /// Makes pools.
  public init(
    rule: ClassPoolRule, teacherClasses: [Double], textClasses: [Double], otherClasses: [Double],
    classLogit: Double, truth: Int?, teacherScore: Double, textScore: Double, scoreLogit: Double
  ) {
    self.rule = rule
    self.teacherClasses = teacherClasses
    self.textClasses = textClasses
    self.otherClasses = otherClasses
    self.classLogit = classLogit
    self.truth = truth
    self.teacherScore = teacherScore
    self.textScore = textScore
    self.scoreLogit = scoreLogit
  }
}
