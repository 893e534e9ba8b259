import Detection
import Fusion
import LabelStore
import Layout
import PageImages
import TextRecognition

/// Labels many files into a project: bounded in memory, resumable, one transaction a page.
public struct LabellingJob: Sendable {
  private let parameters: LabellingParameters
  private let store: LabelStore
  private let alsoRead: LabelStore?
  private let teacher: Teacher?
  private let textSource: any TextSource
  private let jobs: Int
  private let waitingForText: Int
  private let password: String?
  private let limits: RenderLimits

  /// Describes a job.
  ///
  /// - Parameters:
  ///   - alsoRead: another store, whose words and estimates are taken where the first one has none.
  ///   - jobs: pages that are drawn, read and looked at at once; one processor core each.
  ///   - waitingForText: further pages that may wait for a remote text source meanwhile.
  public init(
    parameters: LabellingParameters, store: LabelStore, alsoRead: LabelStore? = nil,
    teacher: Teacher?, textSource: any TextSource, jobs: Int, waitingForText: Int = 2,
    password: String? = nil,
    limits: RenderLimits = RenderLimits()
  ) {
    self.parameters = parameters
    self.store = store
    self.alsoRead = alsoRead
    self.teacher = teacher
    self.textSource = textSource
    self.jobs = max(1, jobs)
    self.waitingForText = max(1, waitingForText)
    self.password = password
    self.limits = limits
  }

  private var fusion: PageFusion {
    let unnamed = SourceTable<Set<Int>>(
      teacher: teacher?.unnamedClasses ?? [], languageModel: [], textRules: [])
    return parameters.gate.map {
      PageFusion(
        taxonomy: parameters.taxonomy, settings: parameters.fusion, gate: $0, unnamed: unnamed)
    }
      ?? PageFusion(
        taxonomy: parameters.taxonomy, settings: parameters.fusion, unnamed: unnamed)
  }

  /// Labels the inputs.
  ///
  /// A page that is in the store under the same inputs and parameters is skipped. A bad file or
  /// page is recorded and the job goes on.
  ///
  /// - Parameters:
  ///   - stop: once asked, pages in hand are finished and no new one begins.
  ///   - report: called for each event, from any thread.
  /// - Returns: whether every page is labelled, some failed, or the job was stopped.
  /// - Throws: `LabelStoreError` when the labels cannot be kept, `PageImagesError.tool` when what
  ///   opens PDF files is not installed, `DetectionError` when the teacher cannot be used, the text
  ///   source's own error when it is out of service; the pages in hand are finished first.
  public func run(
    _ inputs: InputExpansion, stop: StopRequest = StopRequest(),
    report: @escaping @Sendable (LabellingEvent) -> Void
  ) async throws -> LabellingOutcome {
    let fingerprint = try parameters.fingerprint
    try await store.adopt(parameters.taxonomy)
    try await store.record(parameters: parameters.json, fingerprint: fingerprint)
    let labeller = PageLabeller(
      parameters: parameters, parametersFingerprint: fingerprint, hasTeacher: teacher != nil,
      textSource: textSource, stop: stop,
      fusion: fusion)
    let workers = WorkerPool(
      (0..<jobs).map {
        PageWorker(number: $0, languages: parameters.languages, teacher: teacher)
      })
    let (unseen, signal) = AsyncStream.makeStream(of: Void.self)
    // Waited for however the job ends: a process must not end while a model is being compiled.
    async let _ = loadTeacher(when: unseen)
    report(.started(files: inputs.files.count, passedOver: inputs.passedOver.count))
    return try await withThrowingTaskGroup(of: PageOutcome.self) { group in
      var outcome = LabellingOutcome()
      var inFlight = 0
      func addPages(of run: PageRun) async throws {
        for page in run.pages where !stop.isStopped {
          if inFlight >= jobs + waitingForText, let page = try await group.next() {
            inFlight -= 1
            outcome.count(page)
          }
          inFlight += 1
          group.addTask {
            try await label(page, in: run, with: labeller, on: workers, report: report)
          }
        }
      }
      // One run is drawn ahead of those that are looked at.
      var ahead: PageRun?
      for file in inputs.files where !stop.isStopped {
        guard let (source, pages) = try await open(file, report: report) else {
          outcome.failures += 1
          continue
        }
        let runs = try await runs(of: pages, of: source, with: labeller, report: report)
        outcome.pages += pages.count - runs.reduce(0) { $0 + $1.pages.count }
        for run in runs where !stop.isStopped {
          if run.isUnseen { signal.yield() }
          await run.begin()
          if let ahead { try await addPages(of: ahead) }
          ahead = run
        }
      }
      if let ahead { try await addPages(of: ahead) }
      for try await page in group { outcome.count(page) }
      if teacher == nil, let note = outcome.noteWithoutTeacher { report(.note(note)) }
      if stop.isStopped { await ahead?.abandon() }
      if let reason = stop.reason { throw reason }
      outcome.wasStopped = stop.isStopped
      return outcome
    }
  }

  /// Compiles the teacher's model once a page is to be looked at; the first pages are drawn and read
  /// meanwhile.
  private func loadTeacher(when unseen: AsyncStream<Void>) async {
    guard let teacher, await unseen.contains(where: { _ in true }) else { return }
    // A failure shows when the teacher is first asked to look.
    try? await BlockingThread(label: "galley.teacher").run { try teacher.load() }
  }

  /// Opens a file and says which of its pages are wanted; `nil`, recorded, when it cannot be.
  private func open(
    _ file: String, report: @Sendable (LabellingEvent) -> Void
  ) async throws -> (source: PageSource, pages: [Int])? {
    var path = file
    do {
      let request = try PagesRequest(file)
      path = request.path
      let source = try await PageSource.open(path, password: password, limits: limits)
      let pages = try request.pages(of: source.pageCount)
      try await store.saveSource(
        path: path, hash: source.fileHash, format: source.format.rawValue,
        pageCount: source.pageCount)
      report(.opened(file: path, pages: pages.count))
      for warning in source.warnings { report(.note("\(path): \(warning)")) }
      return (source, pages)
    } catch PageImagesError.tool(.notInstalled(let tool)) {
      // No file is at fault, and every other one would fail alike.
      throw PageImagesError.tool(.notInstalled(tool: tool))
    } catch let error as PageImagesError {
      try await store.saveFailure(path: path, page: 0, reason: error.description)
      report(.failed(file: path, page: nil, reason: error.description))
      return nil
    }
  }

  /// Those of the pages that the store does not hold as wanted, in runs.
  private func runs(
    of pages: [Int], of source: PageSource, with labeller: PageLabeller,
    report: @Sendable (LabellingEvent) -> Void
  ) async throws -> [PageRun] {
    var outdated: [Int] = []
    var (unread, unseen): (Set<Int>, Set<Int>) = ([], [])
    for page in pages {
      let wanted = parameters.fingerprints(
        labeller.parametersFingerprint, PageIdentity(fileHash: source.fileHash, number: page))
      let key = PageKey(path: source.path, number: page)
      var found = try await store.fingerprints(of: key)
      if found?.labels == wanted.labels {
        report(.upToDate(file: source.path, page: page))
        continue
      }
      if found == nil { found = try await alsoRead?.fingerprints(of: key) }
      outdated.append(page)
      if found?.text != wanted.text { unread.insert(page) }
      if found?.teacher != wanted.teacher { unseen.insert(page) }
    }
    let fonts = DocumentFonts(
      of: source.path, pageCount: source.pageCount, password: password, limits: limits.process)
    return source.runs(of: outdated, dpi: parameters.dpi).map { run in
      PageRun(
        run, of: source, dpi: parameters.dpi,
        mayHaveLayers: source.format == .pdf && parameters.textRecognition != .always,
        fonts: fonts, isUnread: !unread.isDisjoint(with: run),
        isUnseen: !unseen.isDisjoint(with: run), password: password, limits: limits)
    }
  }

  /// Labels one page and stores it, or records why it fails.
  private func label(
    _ number: Int, in run: PageRun, with labeller: PageLabeller,
    on workers: WorkerPool<PageWorker>, report: @Sendable (LabellingEvent) -> Void
  ) async throws -> PageOutcome {
    let source = run.source
    let key = PageKey(path: source.path, number: number)
    do {
      var earlier = try await store.labels(of: key)
      if earlier == nil { earlier = try await alsoRead?.labels(of: key) }
      let (labels, lacksAnswer) = try await labeller.label(
        number, in: run, earlier: earlier, workers: workers)
      try await store.save(labels)
      let page = PageReport(labels, lacksAnswer: lacksAnswer)
      report(.labelled(page))
      return .labelled(lacksAnswer: lacksAnswer, accepts: page.accepted > 0)
    } catch let error as LabelStoreError {
      throw error
    } catch let error as TeacherFailure {
      throw error.reason
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // Errors of files name their place; every recorded reason does.
      let reason =
        error is PageImagesError ? "\(error)" : "\(key.path) page \(number): \(error)"
      try await store.saveFailure(path: key.path, page: number, reason: reason)
      report(.failed(file: key.path, page: number, reason: reason))
      return .failed
    }
  }
}

/// How a page ended.
enum PageOutcome: Sendable {
  case labelled(lacksAnswer: Bool, accepts: Bool)
  case failed
}

/// How a job ended.
public struct LabellingOutcome: Sendable, Equatable {
  /// Pages now in the store as wanted, those that were there before included.
  public internal(set) var pages = 0
  /// Pages and files that failed.
  public internal(set) var failures = 0
  /// Of the pages, those that were labelled without an answer, or without each of several, that
  /// another run may find.
  public internal(set) var lackingAnswer = 0
  /// Whether the job was asked to stop before its end.
  public internal(set) var wasStopped = false

  /// Pages labelled in this run, and those of them on which nothing was accepted.
  private var (labelled, withoutAccepted) = (0, 0)

  mutating func count(_ page: PageOutcome) {
    switch page {
    case .labelled(let lacksAnswer, let accepts):
      pages += 1
      labelled += 1
      lackingAnswer += lacksAnswer ? 1 : 0
      withoutAccepted += accepts ? 0 : 1
    case .failed: failures += 1
    }
  }

  /// What to tell once where no teacher looks; `nil` where something was accepted on every page.
  var noteWithoutTeacher: String? {
    guard withoutAccepted > 0 else { return nil }
    return
      "there is no teacher, and nothing was accepted on \(withoutAccepted) of \(labelled) pages: "
      + "what only the text implies is for review, save what is sure and rare"
  }
}

extension PageReport {
  init(_ labels: PageLabels, lacksAnswer: Bool) {
    self.lacksAnswer = lacksAnswer
    file = labels.page.file
    page = labels.page.number
    textOrigin = labels.text.origin.rawValue
    accepted = labels.fused.count { $0.decision == .accepted }
    regions = labels.fused.count
    seconds = labels.seconds.sorted { $0.key < $1.key }
      .map { StageSeconds(stage: $0.key, seconds: $0.value) }
    notes = labels.notes
    tokens = labels.tokens
  }
}
