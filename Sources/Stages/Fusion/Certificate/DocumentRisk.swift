import Foundation

/// The risk of a gate on documents, as a function of its parameters.
public protocol DocumentRisk: Sendable {
  /// Independent documents; the pages of one are alike.
  var documents: Int { get }

  /// Mean over the documents of a loss in 0...1 under parameters.
  func risk(at parameters: [Double]) -> Double

  /// The mean risk of parameters drawn from `N(mean, deviation²I)`, where it is known exactly.
  func meanRisk(around mean: [Double], deviation: Double) -> Double?
}

extension DocumentRisk {
  /// Not known: it is then estimated by drawing.
  public func meanRisk(around mean: [Double], deviation: Double) -> Double? { nil }
}
