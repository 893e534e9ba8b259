import ArgumentParser
import Detection
import Foundation
import Fusion
import Installation
import LabelStore
import Labelling
import Layout
import PageImages
import RegionProposals
import TextRecognition

/// `galley label`: the batch job.
struct LabelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Label PDF pages and page images into a project.",
    discussion: """
      Reads each page, lets the teacher and a text source (a language model or the text rules) \
      propose regions, fuses them and keeps the result in DIR/galley.sqlite. Pages that are there \
      already, made from the same file with the same options, are skipped, so a stopped run goes \
      on where it was.

        galley label papers/ scans/*.tif book.pdf:3-7 --project papers.galley
        find . -name '*.pdf' | galley label - --project all.galley
        galley serve-llm -- galley label papers/ --project papers.galley

      Exit codes: 0 all pages labelled, 3 some failed (the others are labelled), 64 wrong usage, \
      69 something is not installed or does not answer, 74 the project cannot be used, 75 the budget \
      is reached, 130 stopped.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      PDF, image, folder or pattern; FILE.pdf:3-7,9 for some of its pages; - for a list of paths \
      on standard input.
      """, valueName: "input"))
  var inputs: [String]

  @OptionGroup var project: ProjectOptions
  @OptionGroup var sources: TeacherOptions
  @OptionGroup var languageModel: LanguageModelOptions
  @OptionGroup var pages: PageOptions

  @Option(
    help: ArgumentHelp(
      "What 'galley fit-fusion' found of these sources on labelled pages.", valueName: "file"))
  var calibration: String?

  @Option(
    help: ArgumentHelp(
      """
      Labelled pages: a COCO file with its images beside it. Fusion is fitted to them before the \
      inputs are labelled, and a language model is shown them (--examples-per-page 0 leaves that out).
      """, valueName: "coco.json"))
  var labelled: String?

  @Option(help: ArgumentHelp("Pages worked on at once (default: processor cores).", valueName: "n"))
  var jobs: Int?

  @Flag(help: "Print events as JSON lines on standard output instead of progress.")
  var json = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
    guard labelled == nil || calibration == nil else {
      throw ValidationError("--labelled and --calibration exclude each other: both say what fits.")
    }
  }

  func run() async throws {
    try await reportingErrors {
      let inputs = try InputExpansion(inputs) { Self.standardInputLines() }
      let outcome = try await label(inputs)
      if outcome.wasStopped { throw ExitStatus.interrupted }
      if outcome.failures > 0 { throw ExitStatus.somePagesFailed }
    }
  }

  private func label(_ inputs: InputExpansion) async throws -> LabellingOutcome {
    let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let taxonomy = try Taxonomy.named(sources.taxonomy)
    let languages = try pages.recognitionLanguages()
    let teacher = try sources.makeTeacher(taxonomy: taxonomy, workers: jobs)
    var parameters = LabellingParameters(
      taxonomy: taxonomy, dpi: pages.dpi, languages: languages, textRecognition: pages.ocr)
    parameters.teacher = teacher?.identity
    parameters.augmentationPasses = sources.passes
    let stop = StopRequest()
    let interrupts = Interrupts { _ in
      stop.stop()
      Console.error("stopping after the pages in hand; press Ctrl-C again to stop at once")
    }
    defer { withExtendedLifetime(interrupts) {} }
    let fitted = try await fitToLabelled(parameters, teacher, jobs: jobs, stop: stop)
    if stop.isStopped { throw ExitStatus.interrupted }
    let text = try await languageModel(showing: labelled).makeTextSource(
      parameters, languages: pages.writtenLanguages, project: project.folder, jobs: jobs,
      isSilent: json)
    parameters.languageModel = text.model
    parameters.promptVersion = text.promptVersion
    if let fitted = try fitted ?? readCalibration(taxonomy, teacher, text) {
      parameters.fusion = fitted.applied(to: FusionSettings())
      parameters.gate = fitted.gate
    }
    let store = try LabelStore.open(project: project.folder, create: true)
    let job = LabellingJob(
      parameters: parameters, store: store, teacher: teacher, textSource: text.source, jobs: jobs,
      waitingForText: text.waiting, password: pages.password, limits: pages.limits)

    let display = json ? nil : ProgressDisplay(spending: text.spending)
    let report: @Sendable (LabellingEvent) -> Void =
      if let display { display.show } else { JSONEvents().write }
    report(.note(text.announcement))
    let outcome: LabellingOutcome
    do {
      // Whatever ends the job, the line of progress is left before anything else is printed.
      defer { display?.finish() }
      outcome = try await job.run(inputs, stop: stop, report: report)
    } catch let error as RegionProposalsError {
      // What was done and spent until then counts all the same.
      if json {
        JSONEvents.writeLine(BrokenOffEvent(reason: "\(error)", summary: try await store.summary()))
      } else {
        print(try await summary(of: store, text, unrecorded: nil))
      }
      throw error
    }
    let unrecorded = text.isRecorded ? outcome.lackingAnswer : nil
    if json {
      JSONEvents.writeLine(
        FinishedEvent(
          outcome: outcome, unrecorded: unrecorded, summary: try await store.summary()))
    } else {
      print(try await summary(of: store, text, unrecorded: unrecorded))
    }
    if let unrecorded, unrecorded > 0 {
      Console.error(LanguageModelOptions.remedy(unrecorded: unrecorded))
    }
    if outcome.wasStopped { Console.error("stopped: run the same command again to go on") }
    return outcome
  }

  /// What was fitted to these very sources; `nil` for the built-in numbers.
  private func readCalibration(
    _ taxonomy: Taxonomy, _ teacher: Teacher?, _ text: ChosenTextSource
  ) throws -> FusionCalibration? {
    guard let calibration else { return nil }
    let fitted = try FusionCalibration(contentsOf: URL(fileURLWithPath: calibration))
    var models: [EstimateSource: String] = [:]
    if let teacher { models[teacher.source] = teacher.card.name }
    models[.languageModel] = text.model
    models[.textRules] = TextRulesProposer.model
    try fitted.check(models: models, taxonomy: taxonomy)
    return fitted
  }

  private func summary(
    of store: LabelStore, _ text: ChosenTextSource, unrecorded: Int?
  ) async throws -> String {
    SummaryReport(
      try await store.summary(), textSource: text.name, unrecorded: unrecorded,
      spent: text.spending?.spent
    ).text
  }

  private static func standardInputLines() -> [String] {
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    return lines
  }
}

/// The last line of `--json` where the text source ended the job: out of budget, or of service.
private struct BrokenOffEvent: Encodable {
  var event = "broken_off"
  var reason: String
  var summary: StoreSummary
}

/// The last line of `--json`.
private struct FinishedEvent: Encodable {
  var event = "finished"
  var pages: Int
  var failures: Int
  var stopped: Bool
  /// Pages without a recorded answer; only where nobody is asked.
  var unrecorded: Int?
  var summary: StoreSummary

  init(outcome: LabellingOutcome, unrecorded: Int?, summary: StoreSummary) {
    self.unrecorded = unrecorded
    pages = outcome.pages
    failures = outcome.failures
    stopped = outcome.wasStopped
    self.summary = summary
  }
}
