extension CertificateIssue {
  /// The certificate of a gate's weights of boxes.
  ///
  /// The prior's centre is the gate as training starts from it, which fuses by inverse variance.
  ///
  /// - Parameters:
  ///   - examples: of the documents that it was trained on, or of others.
  ///   - tolerance: τ, the error of an edge that counts as 1, thousandths of the page's longer side.
  ///   - seed: the one that the gate's network started from.
  public func certificate(
    for gate: Gate, on examples: [GateExample], tolerance: Double = 10, seed: UInt64 = 1
  ) throws(CertificateError) -> Certificate {
    let network = gate.network.boxHead
    let start = gate.size.network(heads: gate.network.outputCount, seed: seed).boxHead
    guard network.parameterCount <= CertificateSettings.mostParameters else {
      throw .tooManyParameters(count: network.parameterCount)
    }
    let risk = BoxRisk(examples, network: network, tolerance: tolerance)
    let outcome = try bound(
      of: risk, parameters: network.parameters, centre: start.parameters)
    let constant = GateBaselines.best { risk.risk(ofConstant: $0) }
    let steepness = Steepness(network, examples)
    return Certificate(
      documents: risk.documents, dimension: network.parameterCount,
      confidence: 1 - settings.failure - (outcome.draws > 0 ? settings.drawingFailure : 0),
      priorDeviation: outcome.priorDeviation, deviation: outcome.deviation,
      divergence: outcome.divergence, gibbsRisk: outcome.gibbsRisk, draws: outcome.draws,
      servedRisk: risk.risk(at: network.parameters), baseRisk: risk.risk(at: start.parameters),
      bestConstant: constant, bound: outcome.bound,
      relaxedBound: BinaryDivergence.relaxedBound(outcome.correctedRisk, budget: outcome.budget),
      nonVacuousFrom: PACBayesBound.documentsNeeded(
        risk: outcome.correctedRisk, divergence: outcome.divergence, failure: outcome.failure,
        below: constant.error),
      steepness: Certificate.Steepness(
        upper: steepness.upper, lower: steepness.lower,
        effectiveDimension: ConvergenceRate.effectiveDimension(
          documents: risk.documents, dimension: network.inputCount, lipschitz: steepness.lower)))
  }
}

extension GateNetwork {
  /// The network with its first head alone.
  public var boxHead: GateNetwork {
    guard let last = layers.last, last.outputCount > 1 else { return self }
    var network = self
    network.layers[layers.count - 1] = DenseLayer(
      weights: Array(last.weights.prefix(last.inputCount)), biases: [last.biases[0]])
    return network
  }
}
