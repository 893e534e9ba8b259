import ArgumentParser
import Student
import Tensors

/// Runs the tiny student once through all that training does before the optimiser, for
/// `Tests/Parity/student_parity.py`.
///
/// The file holds the parameters as they were, `model.PATH`, the images and truths, what the head
/// says, the decoded boxes, each part of the loss (`loss.NAME`), the gradients `grad.PATH`, the
/// running statistics `after.PATH`, what the head says by them (`inference.NAME`), and each block by
/// itself (`block.NAME.…`).
struct StudentParity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parity", abstract: "Write outputs, losses and gradients of the tiny student.")

  @Argument(help: "Safetensors file to write.")
  var file: String

  @Option(help: "What the random numbers start from.")
  var seed: UInt64 = 7

  func run() throws {
    try Torch.setThreads(1)
    let trial = try StudentTrial(seed: seed, batch: 4, width: 192, height: 256)
    var results = try trial.given()
    let output = try trial.student(trial.images, .training)
    try add(output, to: &results)
    let loss = try DetectionLoss(lastBin: trial.student.lastBin)(
      output, trial.truths, ignored: trial.ignored)
    for part in try loss.values() { results["loss.\(part.name)"] = try Tensor([part.value]) }
    let total = try loss.total()
    results["loss.total"] = try Tensor([total.item()])
    results["positives"] = try Tensor([Double(loss.positives)])
    try total.backward()
    for entry in trial.store.entries {
      if let gradient = entry.tensor.gradient { results["grad.\(entry.name)"] = gradient }
      if !entry.isTrained { results["after.\(entry.name)"] = entry.tensor }
    }
    try withoutGradient { () throws(TensorError) in
      try add(trial.student(trial.images, .inference), prefix: "inference.", to: &results)
    }
    for block in StudentBlock.all {
      for (name, tensor) in try block.results(seed: seed) {
        results["block.\(block.name).\(name)"] = tensor
      }
    }
    try Safetensors(results).write(to: file)
  }

  private func add(
    _ output: HeadOutput, prefix: String = "", to results: inout [String: Tensor]
  ) throws(TensorError) {
    results[prefix + "classes"] = try output.classLogits.detached()
    results[prefix + "sides"] = try output.sideLogits.detached()
    results[prefix + "log_variances"] = try output.logVariances.detached()
    results[prefix + "boxes"] = try output.boxes().detached()
    results[prefix + "variances"] = try output.variances().detached()
  }
}
