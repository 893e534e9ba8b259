import Foundation
import Synchronization

/// One of a teacher's model files: compiled once, when first needed, and shared by the workers.
final class TeacherNetwork: Sendable {
  /// The teacher's card with this file's name and input.
  let card: ModelCard
  private let compiled = Mutex<Result<CompiledModel, DetectionError>?>(nil)
  private let compile: @Sendable () throws(DetectionError) -> CompiledModel

  /// Describes a network for `workers` inferences at once, each on `threads` threads.
  init(_ card: ModelCard, file: URL, library: URL, workers: Int, threads: Int) {
    self.card = card
    compile = { () throws(DetectionError) in
      let model = try CompiledModel(
        file: file, openVINO: OpenVINO(library: library), threads: workers * threads,
        streams: workers)
      _ = try HeadDecoder(card: card, model: model)
      return model
    }
  }

  /// The compiled model; takes a second the first time.
  func model() throws(DetectionError) -> CompiledModel {
    try compiled.withLock { compiled in
      if let compiled { return compiled }
      let result = Result(catching: compile)
      compiled = result
      return result
    }.get()
  }
}
