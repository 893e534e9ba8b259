import Detection
import Foundation
import Fusion
import FusionFitting
import LabelStore
import Labelling
import Proposing
import RegionProposals

extension LabelCommand {
  /// Labels the labelled pages as any others, and fits fusion to what people drew there.
  ///
  /// They are kept in the folder `labelled` of the project, and what is fitted in its `fusion.json`.
  ///
  /// - Returns: `nil` without labelled pages, or where they are too few to tell anything.
  func fitToLabelled(
    _ parameters: LabellingParameters, _ teacher: Teacher?, jobs: Int, stop: StopRequest
  ) async throws -> FusionCalibration? {
    guard let labelled else { return nil }
    let set = try LabelledSet(labelled)
    let inputs = try InputExpansion(set.inputs(of: parameters.taxonomy)) { [] }
    // What examples of the very document teach the model it will not know of others.
    var showing = languageModel(showing: labelled)
    showing.labelled.examplesFrom = .otherDocuments
    let text = try await showing.makeTextSource(
      parameters, languages: pages.writtenLanguages, project: project.folder, jobs: jobs,
      isSilent: json)
    var parameters = parameters
    parameters.languageModel = text.model
    parameters.promptVersion = text.promptVersion
    let store = try LabelStore.open(
      project: project.folder.appending(path: "labelled"), create: true)
    let job = LabellingJob(
      parameters: parameters, store: store, teacher: teacher, textSource: text.source, jobs: jobs,
      waitingForText: text.waiting, password: pages.password, limits: pages.limits)
    Console.error("fitting fusion to the labelled pages of \(labelled)")
    let display = json ? nil : ProgressDisplay(spending: text.spending)
    let outcome = try await {
      defer { display?.finish() }
      return try await job.run(inputs, stop: stop) { display?.show($0) }
    }()
    guard !outcome.wasStopped else { return nil }
    let truth = URL(fileURLWithPath: labelled)
    let found = try await TruthPages(of: store, truth: truth)
    do {
      let fitted = try FusionFit(found.pages, taxonomy: parameters.taxonomy, truth: truth)
      try fitted.calibration.write(to: project.folder.appending(path: "fusion.json"))
      let provenance = fitted.calibration.provenance
      let told =
        ["fusion fitted to \(provenance.pages) pages of \(provenance.documents) documents"]
        + CalibrationReport(fitted).summary + [GateReport(verdict: fitted.verdict).headline]
      told.forEach { Console.error($0) }
      return fitted.calibration
    } catch let error as CalibrationError {
      guard case .nothingToFit = error else { throw error }
      Console.error("\(error); until then the built-in numbers stay")
      return nil
    }
  }

  /// The language model's options, with labelled pages for its examples where none are named.
  func languageModel(showing labelled: String?) -> LanguageModelOptions {
    var options = languageModel
    if options.namesModel { options.labelled.examples = options.labelled.examples ?? labelled }
    return options
  }
}
