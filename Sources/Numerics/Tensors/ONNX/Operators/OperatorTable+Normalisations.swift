extension OperatorTable {
  private static let instances = Operation("instance_norm")
  private static let layers = Operation("layer_norm")

  /// Shifts and scales to statistics.
  static let normalisations: [String: ONNXOperator] = [
    "BatchNormalization": batches,
    "InstanceNormalization": ONNXOperator.told(inputs: 3) { (node) throws(ONNXError) in
      let epsilon = try node.real("epsilon", 1e-5)
      return { (inputs) throws(TensorError) in
        try instances(
          try inputs.tensor(0), try inputs.tensor(1), try inputs.tensor(2), Tensor?.none,
          Tensor?.none, true, 0.1, epsilon, false)
      }
    }.withWeights([.init(input: 1), .init(input: 2)]),
    "LayerNormalization": ONNXOperator.told(inputs: 2) { (node) throws(ONNXError) in
      let epsilon = try node.real("epsilon", 1e-5)
      let axis = try node.integer("axis", -1)
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let shape = Array(x.shape.dropFirst(try inputs.axis(axis, of: x.rank)))
        return try layers(
          x, shape, try inputs.tensor(1).expanded(shape),
          try inputs.optional(2).map { (t) throws(TensorError) in try t.expanded(shape) }, epsilon,
          false)
      }
    }.withWeights([.init(input: 1), .init(input: 2)]),
    "GroupNormalization": ONNXOperator.told(inputs: 3) { (node) throws(ONNXError) in
      let epsilon = try node.real("epsilon", 1e-5)
      let groups = try node.count("num_groups", 1)
      // Until opset 20, scale and shift are those of groups.
      let isByGroup = node.opset < 21
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        var (scale, shift) = (try inputs.tensor(1), try inputs.tensor(2))
        if isByGroup, x.rank > 1, scale.count == groups {
          let times = x.shape[1] / groups
          scale = try scale.repeatingEach(times, along: 0)
          shift = try shift.repeatingEach(times, along: 0)
        }
        return try x.groupNormalised(
          groups: groups, scale: scale, shift: shift, epsilon: epsilon)
      }
    }.withWeights([.init(input: 1), .init(input: 2)]),
  ]

  /// The file's momentum is the share that the running statistics keep.
  private static let batches: ONNXOperator = {
    var found = ONNXOperator.told(inputs: 5) { (node) throws(ONNXError) in
      let epsilon = try node.real("epsilon", 1e-5)
      let momentum = 1 - (try node.real("momentum", 0.9))
      guard try node.integer("training_mode", 0) == 0, try node.integer("spatial", 1) == 1 else {
        throw node.unsupported("is written for training, or without a mean over places")
      }
      return { (inputs) throws(TensorError) in
        let statistics = RunningStatistics(
          mean: try inputs.tensor(3), variance: try inputs.tensor(4), epsilon: epsilon,
          momentum: momentum)
        return try statistics.normalise(
          try inputs.tensor(), scale: try inputs.tensor(1), shift: try inputs.tensor(2),
          inputs.phase)
      }
    }
    found.weights = [.init(input: 1), .init(input: 2)]
    found.statistics = [3, 4]
    return found
  }()
}
