/// What a gate has to beat, measured on one set of examples.
public struct GateBaselines: Hashable, Codable, Sendable {
  /// A constant weight of the teacher with its mean squared error, in the examples' unit squared.
  public struct Constant: Hashable, Codable, Sendable {
    /// The teacher's weight, 0...1.
    public var weight: Double
    /// Mean squared error of an edge.
    public var error: Double

    /// Makes a constant.
    public init(weight: Double, error: Double) {
      self.weight = weight
      self.error = error
    }
  }

  /// The teacher alone.
  public var teacher: Double
  /// The text alone.
  public var text: Double
  /// The paper's fixed weight of 0.6.
  public var fixed: Double
  /// The best of 0, 0.01 … 1 on these very examples.
  public var bestConstant: Constant
  /// Weights by each source's mean squared error on the examples that give it.
  public var globalVariance: Constant
  /// Weights by the variances that each estimate brings.
  public var instanceVariance: Double

  /// Measures the baselines.
  ///
  /// - Parameter fitting: examples that the best constant and the global variances are taken from;
  ///   `nil` takes `examples` themselves, which flatters both.
  public init(_ examples: [GateExample], fitting: [GateExample]? = nil) {
    func error(_ weight: Double) -> Double {
      EdgeRisk.meanSquaredError(examples) { $1.fused(weight) }
    }
    let fitting = fitting ?? examples
    teacher = error(1)
    text = error(0)
    fixed = error(0.6)
    let best = Self.bestConstant(fitting)
    bestConstant = Constant(weight: best.weight, error: error(best.weight))
    let variances = (
      teacher: EdgeRisk.meanSquaredError(fitting) { $1.teacher },
      text: EdgeRisk.meanSquaredError(fitting) { $1.text }
    )
    let sum = variances.teacher + variances.text
    let weight = sum > 0 ? variances.text / sum : 0.5
    globalVariance = Constant(weight: weight, error: error(weight))
    instanceVariance = EdgeRisk.meanSquaredError(examples) { $1.fused(shiftedBy: 0) }
  }

  /// The constant weight 0, 0.01 … 1 of the least mean squared error, the least of equals.
  public static func bestConstant(_ examples: [GateExample]) -> Constant {
    best { weight in EdgeRisk.meanSquaredError(examples) { $1.fused(weight) } }
  }

  /// The best of the constants by any risk.
  static func best(by risk: (Double) -> Double) -> Constant {
    var best = Constant(weight: 0, error: risk(0))
    for step in 1...100 {
      let weight = Double(step) / 100
      let error = risk(weight)
      if error < best.error { best = Constant(weight: weight, error: error) }
    }
    return best
  }
}
