import ArgumentParser
import Detection
import Installation
import Layout

/// Runs a teacher's bare inference again and again and prints the mean seconds of one.
struct InferenceLoop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer", abstract: "Print the seconds of one inference of a teacher.")

  @Option(help: "Teacher or model card.")
  var teacher = "picodet-cdla"

  @Option(help: "Processor threads.")
  var threads = 1

  @Option(help: "Threads that infer side by side, each by itself.")
  var workers = 1

  @Option(help: "Inferences of each worker to take the mean over.")
  var repeats = 20

  func run() async throws {
    let teacher = try Teacher(
      teacher, taxonomy: .doclaynet, installation: Installation.find(), workers: workers,
      threads: threads, augmentation: .off)
    print(try teacher.secondsOfInference(workers: workers, repeats: repeats))
  }
}
