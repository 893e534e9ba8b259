import Installation
import Layout
import PageImages
import Tensors
import TrainingData

/// Runs a trained student over files, several pages at once.
public struct PagePrediction: Sendable {
  /// What came of a page, or of a file that cannot be opened.
  public struct Outcome: Sendable {
    /// Place of the file in the list.
    public var file: Int
    /// What the student sees on the page, or what went wrong.
    public var page: Result<LabelledPage, any Error>
  }

  /// The student's classes.
  public let taxonomy: Taxonomy
  private let predictor: StudentPredictor
  private let compiled: CompiledStudent?
  private let dpi: Double
  private let workers: Int
  private let executor = TensorThread()

  /// Loads a run's model, or that of a file.
  ///
  /// - Parameters:
  ///   - installation: where OpenVINO is; without it libtorch predicts, which takes longer.
  ///   - threads: pages that are looked at together.
  /// - Throws: `StudentError`.
  public init(
    model: String, settings: DecodingSettings, dpi: Double, threads: Int,
    installation: Installation
  ) throws(StudentError) {
    let loaded = try StudentModel(contentsOf: model)
    (taxonomy, predictor) = try StudentError.translating {
      try Torch.setThreads(threads)
      return (try loaded.card.makeTaxonomy(), StudentPredictor(loaded, settings))
    }
    compiled =
      installation.openVINOLibrary == nil
      ? nil
      : CompiledStudent(
        loaded, installation: installation, workers: threads, executor: executor)
    self.dpi = dpi
    workers = threads
  }

  /// What the student sees on each page of the files, in order.
  public func pages(of files: [String]) -> AsyncStream<Outcome> {
    AsyncStream { stream in
      let task = Task {
        var running: [(file: Int, page: Task<LabelledPage, any Error>)] = []
        func finishFirst() async {
          let (file, page) = running.removeFirst()
          stream.yield(Outcome(file: file, page: await page.result))
        }
        for (index, file) in files.enumerated() where !Task.isCancelled {
          do {
            let request = try PagesRequest(file)
            let source = try await PageSource.open(request.path)
            for number in try request.pages(of: source.pageCount) where !Task.isCancelled {
              if running.count > workers { await finishFirst() }
              running.append((index, Task { try await labelledPage(number, of: source) }))
            }
          } catch {
            while !running.isEmpty { await finishFirst() }
            stream.yield(Outcome(file: index, page: .failure(error)))
          }
        }
        while !running.isEmpty { await finishFirst() }
        stream.finish()
      }
      stream.onTermination = { _ in task.cancel() }
    }
  }

  private func labelledPage(_ number: Int, of source: PageSource) async throws -> LabelledPage {
    let rendered = try await source.render(page: number, dpi: dpi)
    let input = try InputImage(
      rendered.image, inputSize: predictor.card.input,
      name: PageReference(file: source.path, number: number).name)
    let predictions =
      if let network = try await compiled?.network(for: input) {
        try network.predictions(input)
      } else {
        try await Task(executorPreference: executor) { try predictor.predictions(input) }.value
      }
    return predictor.labelledPage(
      rendered, predictor.detections(predictions, of: input, on: rendered.image))
  }
}
