import Foundation
import LabelStore
import RegionProposals

/// Takes a project's questions out into batch files, and their answers in.
public struct BatchJob: Sendable {
  private let pages: ProposalPages
  private let proposer: LanguageModelProposer

  /// Prepares the job.
  public init(_ pages: ProposalPages, proposer: LanguageModelProposer) {
    self.pages = pages
    self.proposer = proposer
  }

  /// What was written.
  public struct Written: Sendable {
    /// The files, in order.
    public var files: [URL] = []
    /// Requests in them.
    public var requests = 0
    /// About how many tokens their prompts have together.
    public var tokens = 0
    /// Pages asked about without an example, since no labelled page may be shown.
    public var withoutExample = 0
  }

  /// Writes the requests that no answer is kept of; several files where one would be too large.
  ///
  /// - Parameters:
  ///   - file: the first file; the others are named after it.
  ///   - mostRequests: most requests of a file; as given, the limit of the OpenAI Batch API.
  ///   - mostBytes: most bytes of a file, likewise.
  /// - Throws: `LabelStoreError`, or a file error.
  public func writeRequests(
    to file: URL, mostRequests: Int = 50_000, mostBytes: Int = 200_000_000
  ) async throws -> Written {
    var files = BatchRequestFiles(file, mostRequests: mostRequests, mostBytes: mostBytes)
    var written = Written()
    var seen: Set<String> = []
    for key in pages.keys {
      guard let entry = try await pages.entry(key) else { continue }
      written.withoutExample += proposer.lacksExample(entry.asked) ? 1 : 0
      // Pages that are alike are one question.
      for request in proposer.batchRequests(about: entry.asked)
      where seen.insert(request.id).inserted {
        try files.append(request)
        written.tokens += request.tokens
      }
    }
    try files.close()
    written.files = files.files
    written.requests = files.requests
    return written
  }

  /// How the questions fared.
  public struct Taken: Sendable {
    /// Answers that are in the cache now.
    public var taken = 0
    /// Answers that were there before.
    public var known = 0
    /// Questions without an answer in the file.
    public var missing = 0
    /// Answers that say that the server failed, by reason.
    public var failed: [String: Int] = [:]
    /// Answers that do not pass the checks, by reason.
    public var unusable: [String: Int] = [:]
    /// Answers to questions that no page asks.
    public var foreign = 0
    /// Tokens read and written, as the server counts them.
    public var tokens = (read: 0, written: 0)
    /// Lines that are no responses: the number of the first one, and how many.
    public var unreadable: (first: Int, count: Int)?
  }

  /// Takes answers, in any order, into the cache; a normal run then finds them.
  ///
  /// - Throws: `RegionProposalsError.badBatchFile` when no line is a response; `LabelStoreError`.
  public func takeResponses(from file: URL) async throws -> Taken {
    let responses: BatchResponseFile
    do {
      responses = try BatchResponseFile(file)
    } catch {
      throw RegionProposalsError.badBatchFile(
        file: file.path, line: 0, reason: error.localizedDescription)
    }
    guard !responses.ids.isEmpty else {
      throw RegionProposalsError.badBatchFile(
        file: file.path, line: responses.unreadable?.first ?? 1,
        reason: "this is no response of a batch: give the output file of the OpenAI Batch API")
    }
    var result = Taken(unreadable: responses.unreadable)
    var foreign = responses.ids
    var seen: Set<String> = []
    for key in pages.keys {
      guard let entry = try await pages.entry(key) else { continue }
      let outcomes = proposer.acceptBatchResponses(
        about: entry.asked, response: responses.response)
      for (id, outcome) in outcomes where seen.insert(id).inserted {
        foreign.remove(id)
        switch outcome {
        case .taken(let read, let written):
          result.taken += 1
          result.tokens.read += read
          result.tokens.written += written
        case .known: result.known += 1
        case .missing: result.missing += 1
        case .failed(let reason): result.failed[reason, default: 0] += 1
        case .unusable(let reason): result.unusable[reason, default: 0] += 1
        }
      }
    }
    result.foreign = foreign.count
    return result
  }
}
