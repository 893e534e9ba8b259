import Tensors

extension ParityCase {
  static var elementwise: [ParityCase] {
    [
      of2("add") { try $0 + $1 }, of2("subtract") { try $0 - $1 }, of2("multiply") { try $0 * $1 },
      of2("divide") { try $0 / $1 }, of("add_number") { try $0 + 1.5 },
      of("subtract_number") { try $0 - 1.5 }, of("number_less") { try 1.5 - $0 },
      of("multiply_number") { try $0 * 1.5 }, of("divide_number") { try $0 / 1.5 },
      of("negate") { try -$0 }, of("reciprocal") { try $0.reciprocal() },
      of("power") { try $0.power(2.5) }, of2("power_tensor") { try $0.power($1) },
      of2("minimum") { try $0.minimum($1) }, of2("maximum") { try $0.maximum($1) },
      of("clamp") { try $0.clamped(from: -0.5, to: 0.7) },
      of("clamp_above") { try $0.clamped(to: 0.7) },
      of("exp") { try $0.exp() }, of("log") { try $0.log() }, of("sqrt") { try $0.squareRoot() },
      of("abs") { try $0.magnitude() }, of("floor") { try $0.floor() },
      of("ceil") { try $0.ceiling() }, of("round") { try $0.rounded() },
      of("trunc") { try $0.truncated() }, of("sign") { try $0.sign() },
      of("remainder") { try $0.remainder(dividingBy: 0.3) },
      of2("remainder_tensor") { try $0.remainder(dividingBy: $1) },
      of("erf") { try $0.errorFunction() }, of("erfc") { try $0.complementaryErrorFunction() },
      of("erfinv") { try $0.inverseErrorFunction() }, of("expm1") { try $0.expMinusOne() },
      of("log1p") { try $0.logOfOnePlus() }, of("lgamma") { try $0.logGamma() },
      of("digamma") { try $0.digamma() }, of("sin") { try $0.sin() }, of("cos") { try $0.cos() },
      of("tan") { try $0.tan() }, of("asin") { try $0.arcsine() },
      of("acos") { try $0.arccosine() },
      of("atan") { try $0.arctangent() }, of2("atan2") { try $0.arctangent(x: $1) },
      of("tanh") { try $0.tanh() }, of("rsqrt") { try $0.inverseSquareRoot() },
      of("sigmoid") { try $0.sigmoid() }, of("log_sigmoid") { try $0.logSigmoid() },
      of("softplus") { try $0.softplus() }, of("relu") { try $0.relu() },
      of("gelu") { try $0.gelu() }, of("gelu_tanh") { try $0.geluByTanh() },
      of("silu") { try $0.silu() }, of("leaky_relu") { try $0.leakyReLU(slope: 0.1) },
      of("elu") { try $0.elu(alpha: 0.7) }, of("hardswish") { try $0.hardSwish() },
      of("hardsigmoid") { try $0.hardSigmoid() }, of("mish") { try $0.mish() },
      of("glu") { try $0.gated(along: 1) }, of("softmax") { try $0.softmax(along: 1) },
      of("log_softmax") { try $0.logSoftmax(along: 0) },
      of("normalise") { try $0.normalised(along: 1) },
    ]
  }

  static var losses: [ParityCase] {
    [
      of2("cross_entropy") { try $0.crossEntropy($1) },
      of2("cross_entropy_smooth") { try $0.crossEntropy($1, smoothing: 0.1, .sum) },
      of2("cross_entropy_shares") { try $0.crossEntropy($1.softmax(along: 1)) },
      of3("cross_entropy_weights") { try $0.crossEntropy($1, weights: $2.detached(), ignoring: 0) },
      of2("binary_cross_entropy") { try $0.binaryCrossEntropy($1.sigmoid()) },
      of3("binary_cross_entropy_weights") {
        try $0.binaryCrossEntropy($1.sigmoid().detached(), positiveWeights: $2.detached(), .none)
      },
      of2("mse") { try $0.squaredError($1) }, of2("mse_sum") { try $0.squaredError($1, .sum) },
      of2("l1") { try $0.absoluteError($1) },
      of2("smooth_l1") { try $0.smoothAbsoluteError($1, beta: 0.5) },
      of2("kl_div") { try $0.logSoftmax(along: 1).divergence(of: $1.softmax(along: 1), .sum) },
    ]
  }

  static var reductions: [ParityCase] {
    [
      of("sum") { try $0.sum() }, of("sum_along") { try $0.sum(along: [1]) },
      of("mean") { try $0.mean(along: [0], keeping: true) },
      of("variance") { try $0.variance(along: [1], correction: 1) },
      of("deviation") { try $0.standardDeviation(along: [1]) },
      of("greatest") { try $0.greatest(along: [1]) }, of("least") { try $0.least() },
      of("greatest_values") { try $0.greatestWithIndex(along: 0).values },
      of("top") { try $0.top(2, along: 1).values }, of("sorted") { try $0.sorted(along: 1).values },
      of("median") { try $0.median(along: 1).values },
      of("quantiles") { try $0.quantiles([0.1, 0.5, 0.9], along: 1) },
      of("norm") { try $0.norm(along: [1]) }, of("norm_3") { try $0.norm(order: 3, along: [1]) },
      of("logsumexp") { try $0.logSumExp(along: [1]) }, of("prod") { try $0.product(along: 1) },
      of("cumsum") { try $0.cumulativeSum(along: 1) },
      of("cumprod") { try $0.cumulativeProduct(along: 1) },
      of("logcumsumexp") { try $0.cumulativeLogSumExp(along: 1) },
      of("cummax") { try $0.cumulativeGreatest(along: 1).values },
      of("cummin") { try $0.cumulativeLeast(along: 1).values },
    ]
  }
}
