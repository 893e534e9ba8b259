import ArgumentParser
import Foundation
import Student
import Tensors

/// Times of the tiny student, for `Tests/Parity/student_speed.py`.
///
/// Reads `training` or `inference` from standard input, line by line, runs that once and prints the
/// seconds; so another program can take its turns in between.
struct StudentSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed", abstract: "Time steps of the tiny student, one for each line of input.")

  @Argument(help: "Safetensors file to write: parameters, images and truths.")
  var file: String

  @Option(help: "Processor threads.")
  var threads = 2

  func run() throws {
    try Torch.setThreads(threads)
    let trial = try StudentTrial(seed: 7, batch: 4, width: 288, height: 384)
    let page = try Tensor.normal([1, 3, 640, 480], RandomGenerator(seed: 9))
    var given = try trial.given()
    given["page"] = page
    try Safetensors(given).write(to: file)
    let training = try StudentTraining(trial)
    while let line = readLine() {
      let seconds =
        try ContinuousClock().measure {
          switch line {
          case "training": try training.step()
          case "inference": try trial.student.predict(page)
          default: throw ValidationError("'\(line)' is neither training nor inference")
          }
        } / .seconds(1)
      print(seconds)
      fflush(nil)
    }
  }
}

/// What a training step needs.
private struct StudentTraining {
  let trial: StudentTrial
  let loss: DetectionLoss
  let update: UpdateChain
  let average: ExponentialAverage

  init(_ trial: StudentTrial) throws {
    self.trial = trial
    loss = DetectionLoss(lastBin: trial.student.lastBin)
    update = UpdateChain(
      try AdamW(trial.store.trained), rules: [GradientClipping(toNorm: 10)])
    let averaged = try ParameterStore(seed: 0)
    _ = try Student(averaged.root, preset: .tiny, classCount: trial.student.classCount)
    average = try ExponentialAverage(of: trial.store, in: averaged)
  }

  func step() throws {
    try trial.store.clearGradients()
    let output = try trial.student(trial.images, .training)
    let parts = try loss(output, trial.truths, ignored: trial.ignored)
    try parts.total().backward()
    try update(rate: 1e-4, step: 0, gradientNorm: trial.store.gradientNorm())
    try average.update()
  }
}

extension Student {
  /// Scores, boxes and variances of a page.
  fileprivate func predict(_ page: Tensor) throws {
    try withoutGradient { () throws(TensorError) in
      let output = try callAsFunction(page, .inference)
      _ = (try output.classLogits.sigmoid(), try output.boxes(), try output.variances())
    }
  }
}
