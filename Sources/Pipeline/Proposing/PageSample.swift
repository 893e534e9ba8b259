import Crypto
import Foundation
import LabelStore
import RegionProposals

/// A choice of pages that is the same wherever the files lie.
///
/// Pages are ranked by the SHA-256 of the seed, their document, file name and number: of each
/// document its first ones are taken, then the first of all the others.
public struct PageSample: Sendable {
  /// Pages in all.
  public var pages: Int
  /// Fewest of each document; all of one that has fewer.
  public var perDocument: Int
  /// Another seed is another choice.
  public var seed: Int

  /// Makes a choice.
  public init(pages: Int, perDocument: Int = 0, seed: Int = 0) {
    self.pages = max(0, pages)
    self.perDocument = max(0, perDocument)
    self.seed = seed
  }

  /// The pages chosen; all where there are no more.
  ///
  /// - Throws: `PageSampleError` where the documents need more pages than are wanted.
  func chosen(
    from keys: [PageKey], _ documents: DocumentNames
  ) throws(PageSampleError) -> [PageKey] {
    let ranked = keys.map { (key: $0, rank: rank($0, documents)) }.sorted {
      ($0.rank, $0.key.path) < ($1.rank, $1.key.path)
    }.map(\.key)
    var taken: [String: Int] = [:]
    var (first, rest): ([PageKey], [PageKey]) = ([], [])
    for key in ranked {
      let document = documents.document(of: key.path)
      if taken[document, default: 0] < perDocument {
        taken[document, default: 0] += 1
        first.append(key)
      } else {
        rest.append(key)
      }
    }
    guard first.count <= pages else {
      throw .tooFew(
        pages: pages, perDocument: perDocument, documents: taken.count, needed: first.count)
    }
    return first + rest.prefix(pages - first.count)
  }

  private func rank(_ key: PageKey, _ documents: DocumentNames) -> String {
    let parts = [
      "\(seed)", documents.document(of: key.path), DocumentNames.baseName(key.path),
      "\(key.number)",
    ]
    let joined = parts.map { "\($0.utf8.count):\($0)" }.joined()
    return SHA256.hash(data: Data(joined.utf8)).map { String(format: "%02x", $0) }.joined()
  }
}

/// Why pages cannot be chosen as wanted.
public enum PageSampleError: Error, Equatable, CustomStringConvertible {
  case tooFew(pages: Int, perDocument: Int, documents: Int, needed: Int)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .tooFew(let pages, let perDocument, let documents, let needed):
      "\(pages) pages are too few for \(perDocument) of each of \(documents) documents: ask for at "
        + "least \(needed)"
    }
  }
}
