import ArgumentParser
import Foundation
import Interchange
import LabelStore
import Labelling
import Layout
import Proposing
import RegionProposals
import TextRecognition

/// `galley propose`: the language model's part of the work, on its own.
struct ProposeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Ask a language model about the pages of a project, or by batch files.",
    discussion: """
      The pages must have been read: 'galley label' without a language model does that. Answers \
      are kept in the project; 'galley label' with the same --llm-model, --samples, \
      --languages and --examples, with or without --llm-url, then finds them there and asks nothing.

        galley label papers/ --project papers.galley
        galley propose --project papers.galley --llm-url http://127.0.0.1:8080
        galley propose --project papers.galley --llm-model gpt-4o-mini \\
          --batch-requests requests.jsonl
        galley propose --project papers.galley --llm-model gpt-4o-mini \\
          --batch-responses output.jsonl
        galley propose --project papers.galley --llm-model gpt-4o-mini \\
          --examples labelled/annotations.json --pages 80 --pages-per-document 3 \\
          --batch-requests sample.jsonl
        galley propose --project papers.galley --llm-url http://127.0.0.1:8080 \\
          --explain papers/a.pdf:3

      Without --llm-url the answers recorded of --llm-model are all there is, and nobody is asked.

      Exit codes: 0 every page has an answer, 3 some have none, 64 wrong usage, 69 the server does \
      not answer, 74 the project cannot be used, 75 the budget is reached.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var languageModel: LanguageModelOptions

  @OptionGroup var sample: SampleOptions

  @Option(
    help: ArgumentHelp(
      """
      Write what would be asked as an input file of the OpenAI Batch API (several where one would \
      be too large), and ask nothing.
      """, valueName: "file"))
  var batchRequests: String?

  @Option(
    help: ArgumentHelp(
      "Take the answers of a batch, in any order, into the project.", valueName: "file"))
  var batchResponses: String?

  @Option(
    help: ArgumentHelp(
      "Show rows, prompt, answer, drops and regions of one page.", valueName: "file[:page]"))
  var explain: String?

  @Option(
    help: ArgumentHelp(
      """
      COCO file of labelled pages: count how often the guard against a model led astray was right. \
      It is right to refuse what matches the labels no better than text rules, and to keep what \
      matches no worse.
      """, valueName: "file"))
  var truth: String?

  @Option(help: ArgumentHelp("Languages of the pages, as given to 'label'.", valueName: "codes"))
  var languages = "eng"

  func validate() throws {
    guard [batchRequests, batchResponses, explain].count(where: { $0 != nil }) <= 1 else {
      throw ValidationError("--batch-requests, --batch-responses and --explain exclude each other.")
    }
    guard truth == nil || (batchRequests == nil && batchResponses == nil && explain == nil) else {
      throw ValidationError("--truth judges answers: leave it out here.")
    }
    guard sample.pages == nil || (batchResponses == nil && explain == nil) else {
      throw ValidationError("--pages chooses pages to ask about: leave it out here.")
    }
  }

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(project: project.folder, create: false)
      let labelled = try languageModel.labelled.labelledSet()
      let pages = try await ProposalPages(
        store, sample: sample.sample, documents: labelled?.documents ?? DocumentNames())
      let asking = Asking(taxonomy: try await store.taxonomy(), labelled: labelled)
      if let batchRequests {
        try await write(batchRequests, pages, asking)
      } else if let batchResponses {
        try await take(batchResponses, pages, asking)
      } else if let explain {
        try await show(explain, pages, asking)
      } else {
        try await ask(pages, asking)
      }
    }
  }

  /// What a proposer needs besides the options.
  private struct Asking {
    var taxonomy: Taxonomy
    var labelled: LabelledSet?
  }

  private func proposer(
    _ asking: Asking, connecting: Bool
  ) async throws -> (LanguageModelProposer, SpendMeter?) {
    let model =
      try connecting ? await languageModel.answeringModel() : languageModel.recordedModel()
    guard let model else {
      throw ValidationError("--llm-url is needed here, or --llm-model for what is recorded.")
    }
    let spending = try languageModel.spending(on: model)
    let languages = try RecognitionLanguages.parse(languages)
    let examples = try await languageModel.labelled.exampleSet(
      asking.labelled, project: project.folder,
      LabellingParameters(taxonomy: asking.taxonomy, languages: languages))
    let proposer = try languageModel.proposer(
      model, taxonomy: asking.taxonomy, languages: languages, examples: examples,
      project: project.folder, spending: spending)
    return (proposer, spending)
  }

  private func ask(_ pages: ProposalPages, _ asking: Asking) async throws {
    let judge = try truth.map {
      GuardJudge(
        try COCOTruth(contentsOf: URL(fileURLWithPath: $0)), taxonomy: asking.taxonomy)
    }
    if let judge { Console.report(emptyLabels: judge.truth.emptyLabels, of: judge.truth.file) }
    let (proposer, spending) = try await proposer(asking, connecting: true)
    try await announce(pages, proposer, spending)
    let job = ProposalJob(
      pages, proposer: proposer, inFlight: languageModel.llmCalls, judge: judge)
    let display = PageCountDisplay(total: pages.keys.count, spending: spending)
    let report = try await job.run(progress: display.show)
    display.finish()
    print(ProposalReport(report, pages: pages.keys.count, spent: spending?.spent).text)
    if let error = report.stoppedBy { throw error }
    if let judge, report.guarded?.pages == 0 {
      throw InterchangeError.noMatchingImage(
        truth: judge.truth.file, example: pages.keys[0].path)
    }
    if report.unrecorded > 0 {
      Console.error(LanguageModelOptions.remedy(unrecorded: report.unrecorded))
    }
    if !report.failed.isEmpty || report.unrecorded > 0 { throw ExitStatus.somePagesFailed }
  }

  /// The cost ahead, from the questions themselves.
  private func announce(
    _ pages: ProposalPages, _ proposer: LanguageModelProposer, _ spending: SpendMeter?
  ) async throws {
    var (questions, read, withoutExample) = (0, 0, 0)
    for key in pages.keys {
      guard let entry = try await pages.entry(key) else { continue }
      withoutExample += proposer.lacksExample(entry.asked) ? 1 : 0
      for request in proposer.batchRequests(about: entry.asked) {
        questions += 1
        read += request.tokens
      }
    }
    let written = questions * proposer.typicalAnswer
    var text =
      "\(pages.keys.count) pages, \(questions) questions without an answer yet: about \(read) "
      + "tokens to read and \(written) to write"
    if let prices = spending?.prices, prices != .free {
      text += String(format: ", $%.4f", prices.dollars(read: read, written: written))
    }
    if proposer.isRecorded { text += "; nobody is asked without --llm-url" }
    Console.error(text)
    languageModel.labelled.tell(withoutExample: withoutExample)
  }

  private func write(
    _ path: String, _ pages: ProposalPages, _ asking: Asking
  ) async throws {
    let (proposer, spending) = try await proposer(asking, connecting: false)
    let written: BatchJob.Written
    do {
      written = try await BatchJob(pages, proposer: proposer)
        .writeRequests(to: URL(fileURLWithPath: path))
    } catch let error as CocoaError {
      Console.error("'\(path)' cannot be written: \(error.localizedDescription)")
      throw ExitStatus.cannotUse
    }
    languageModel.labelled.tell(withoutExample: written.withoutExample)
    guard written.requests > 0 else {
      Console.error("every question has an answer already: no file was written")
      return
    }
    var text = "\(written.requests) requests of \(pages.keys.count) pages in "
    text += written.files.map(\.relativePath).joined(separator: ", ")
    text += ": about \(written.tokens) tokens to read"
    if let prices = spending?.prices {
      // Batches cost half.
      let dollars = prices.dollars(
        read: written.tokens, written: written.requests * proposer.typicalAnswer)
      text += String(format: ", $%.4f at the full price", dollars)
    }
    Console.error(text)
  }

  private func take(
    _ path: String, _ pages: ProposalPages, _ asking: Asking
  ) async throws {
    let (proposer, spending) = try await proposer(asking, connecting: false)
    let taken = try await BatchJob(pages, proposer: proposer)
      .takeResponses(from: URL(fileURLWithPath: path))
    print(BatchReport(taken, prices: spending?.prices).text)
    let open = taken.missing + taken.failed.values.reduce(0, +)
    if open + taken.unusable.values.reduce(0, +) > 0 {
      Console.error("run --batch-requests again for a file of the questions that are still open")
      throw ExitStatus.somePagesFailed
    }
  }

  private func show(
    _ place: String, _ pages: ProposalPages, _ asking: Asking
  ) async throws {
    let key = try PagePlace(place).key(among: pages.keys)
    guard let entry = try await pages.entry(key) else {
      throw LabelStoreError.noPages(project: project.folder.path)
    }
    let (proposer, _) = try await proposer(asking, connecting: true)
    let explanation = try await proposer.explain(entry.asked)
    print(
      ExplanationReport(explanation: explanation, taxonomy: asking.taxonomy, page: entry.page).text)
  }
}
