import Fusion
import GalleyTesting
import GateTraining
import Tensors
import Testing

@Suite("A gate's network in plain Swift and in tensors")
struct NetworkParityTests {
  @Test(arguments: GateSize.allCases)
  func `agree`(size: GateSize) throws {
    var random = SeededGenerator(seed: 23)
    var network = Gate(size, pools: .own).network
    network.parameters = network.parameters.map { _ in random.normal(0.1) }
    for index in network.normalisations.indices {
      network.normalisations[index].scale = network.normalisations[index].scale.map {
        _ in random.uniform(0.5, 2)
      }
      network.normalisations[index].shift = network.normalisations[index].shift.map {
        _ in random.normal(0.3)
      }
    }
    for _ in 0..<20 {
      let input = (0..<network.inputCount).map { _ in random.normal(1) }
      let plain = network(input)
      let tensors = try GateTrainer.output(of: network, on: input)
      #expect(near(plain, tensors, 1e-4))
    }
  }

  @Test func `the loss of an untrained gate is that of its formula`() throws {
    // Both edges of x off by 2 of 100, of y by 1 of 50; weight ½ of a teacher that is right.
    let truth = [100.0, 200, 200, 250]
    let text = [104.0, 202, 204, 252]
    let edges = zip(truth, text).map {
      GateExample.Edge(teacher: $0, text: $1, logit: 0, truth: $0)
    }
    let example = GateExample(document: "a", page: 0, input: [0, 0, 0], edges: edges)
    let error = 0.5 * 0.02 * 0.02 / 0.05
    let shared = 98.0 * 49
    let union = 2 * 5000 - shared
    let hull = 102.0 * 51
    let overlap = shared / union - (hull - union) / hull
    var settings = GateTrainingSettings()
    settings.heldOut = 0
    settings.epochs = 1
    settings.rate = 0
    let outcome = try GateTrainer(settings).train(Gate(.theory).network, on: [example])
    #expect(near(outcome.firstLoss, error + 1 - overlap, 1e-5))
  }
}
