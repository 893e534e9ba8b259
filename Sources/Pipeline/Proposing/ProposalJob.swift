import LabelStore
import RegionProposals

/// Asks a language model about all pages of a project; its answers are kept for later runs.
public struct ProposalJob: Sendable {
  private let pages: ProposalPages
  private let proposer: LanguageModelProposer
  private let inFlight: Int
  private let judge: GuardJudge?

  /// Prepares the job.
  ///
  /// - Parameters:
  ///   - inFlight: pages asked about at once.
  ///   - judge: judges the guard on labelled pages.
  public init(
    _ pages: ProposalPages, proposer: LanguageModelProposer, inFlight: Int,
    judge: GuardJudge? = nil
  ) {
    self.judge = judge
    self.pages = pages
    self.proposer = proposer
    self.inFlight = max(1, inFlight)
  }

  /// What came of it.
  public struct Report: Sendable {
    /// Pages with an answer that could be used.
    public var answered = 0
    /// Pages without rows, which are not asked about.
    public var empty = 0
    /// Pages without a usable answer, by reason.
    public var failed: [String: Int] = [:]
    /// Pages of which no answer, or not each of several, is recorded, where nobody was asked.
    public var unrecorded = 0
    /// Answers thrown away as suspect.
    public var suspect = 0
    /// What the guard did on labelled pages; `nil` where it is not judged.
    public var guarded: GuardTally?
    /// Regions.
    public var regions = 0
    /// What of the answers was dropped.
    public var drops: [DropReason: Int] = [:]
    /// Calls made; none for answers that were kept.
    public var calls = 0
    /// Tokens read.
    public var tokensRead = 0
    /// Tokens written.
    public var tokensWritten = 0
    /// Seconds, from when a page is asked about until its answer is there, all pages together.
    public var seconds = 0.0
    /// Why the job ended early.
    public var stoppedBy: RegionProposalsError?
  }

  /// A page's part of the report.
  fileprivate enum Outcome: Sendable {
    case proposal(LanguageModelProposal, seconds: Double, judged: Judged?)
    case failed(RegionProposalsError)
  }

  /// A page's part of the judgement of the guard.
  fileprivate struct Judged: Sendable {
    var isLabelled: Bool
    var verdict: GuardJudge.Verdict?
  }

  /// Asks about each page; what one page lacks does not stop the others.
  ///
  /// - Parameter progress: called with pages done after each page.
  /// - Throws: `LabelStoreError`, `CancellationError`.
  public func run(progress: @Sendable (Int) -> Void) async throws -> Report {
    var report = Report()
    try await withThrowingTaskGroup(of: Outcome?.self) { group in
      var waiting = 0
      var done = 0
      func take(_ outcome: Outcome?) {
        waiting -= 1
        done += 1
        if let outcome { report.add(outcome) }
        progress(done)
      }
      for key in pages.keys {
        if waiting >= inFlight, let outcome = try await group.next() { take(outcome) }
        if report.stoppedBy != nil { break }
        waiting += 1
        group.addTask { try await ask(key) }
      }
      while let outcome = try await group.next() { take(outcome) }
    }
    return report
  }

  private func ask(_ key: PageKey) async throws -> Outcome? {
    guard let entry = try await pages.entry(key) else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    do throws(RegionProposalsError) {
      let proposal = try await proposer.propose(entry.asked)
      let elapsed = start.duration(to: clock.now)
      var judged: Judged?
      if let judge {
        judged = Judged(
          isLabelled: judge.knows(entry.page), verdict: try judge.verdict(on: proposal, entry))
      }
      return .proposal(proposal, seconds: elapsed / .seconds(1), judged: judged)
    } catch {
      if case .cancelled = error { throw CancellationError() }
      return .failed(error)
    }
  }
}

extension ProposalJob.Report {
  fileprivate mutating func add(_ outcome: ProposalJob.Outcome) {
    switch outcome {
    case .proposal(let proposal, let seconds, let judged):
      if let judged {
        guarded = guarded ?? GuardTally()
        guarded?.add(judged.verdict, isLabelled: judged.isLabelled)
      }
      if let failure = proposal.failure {
        failed[failure.description, default: 0] += 1
      } else if proposal.wasAsked {
        answered += 1
      } else {
        empty += 1
      }
      unrecorded += proposal.isUnrecorded ? 1 : 0
      suspect += proposal.isSuspect ? 1 : 0
      regions += proposal.estimates.count
      drops.merge(proposal.drops, uniquingKeysWith: +)
      calls += proposal.calls
      tokensRead += proposal.tokensRead
      tokensWritten += proposal.tokensWritten
      self.seconds += seconds
    case .failed(let error):
      switch error {
      // Every other page would meet the same.
      case .budgetReached, .languageModel(.breakerOpen): stoppedBy = error
      default: failed[error.description, default: 0] += 1
      }
    }
  }
}
