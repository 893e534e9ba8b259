import Layout
import PageImages
import Student
import Tensors

/// Runs a trained student over files; a PDF's next page is drawn while one is looked at.
public struct PagePrediction: Sendable {
  /// The student's classes.
  public let taxonomy: Taxonomy
  private let predictor: StudentPredictor
  private let dpi: Double
  private let executor = TrainingThread()

  /// Loads a run's model, or that of a file.
  ///
  /// - Throws: `TrainingError`.
  public init(
    model: String, settings: DecodingSettings, dpi: Double, threads: Int
  ) throws(TrainingError) {
    let loaded = try StudentModel(contentsOf: model)
    (taxonomy, predictor) = try translating {
      try Torch.setThreads(threads)
      return (try loaded.card.makeTaxonomy(), StudentPredictor(loaded, settings))
    }
    self.dpi = dpi
  }

  /// What the student sees on each page of a file, in order, or why a page or the file failed.
  public func pages(
    of file: String
  ) -> AsyncThrowingStream<Result<LabelledPage, any Error>, any Error> {
    AsyncThrowingStream { stream in
      let task = Task(executorPreference: executor) {
        do {
          let request = try PagesRequest(file)
          let source = try await PageSource.open(request.path)
          let numbers = try request.pages(of: source.pageCount)
          var next = numbers.first.map { drawing($0, of: source) }
          for (index, _) in numbers.enumerated() {
            guard !Task.isCancelled, let current = next else { break }
            next = index + 1 < numbers.count ? drawing(numbers[index + 1], of: source) : nil
            do {
              stream.yield(.success(try predictor.labelledPage(try await current.value)))
            } catch {
              stream.yield(.failure(error))
            }
          }
        } catch {
          stream.yield(.failure(error))
        }
        stream.finish()
      }
      stream.onTermination = { _ in task.cancel() }
    }
  }

  private func drawing(_ number: Int, of source: PageSource) -> Task<RenderedPage, any Error> {
    Task.detached { [dpi] in try await source.render(page: number, dpi: dpi) }
  }
}

extension StudentModel.Card {
  /// The classes as a taxonomy: the one that they came from, where it still has them.
  func makeTaxonomy() throws -> Taxonomy {
    if let known = try? Taxonomy.named(taxonomy), known.classes.map(\.name) == classes {
      return known
    }
    return try Taxonomy(
      name: taxonomy, classes: classes.map { RegionClass(name: $0, roles: []) })
  }
}
