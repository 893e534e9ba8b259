import Foundation

/// Says on standard error now and then how many pages are done, where nobody knows how many come.
struct PageCounter {
  private let files: Int
  private let start = ContinuousClock.now
  private var told: ContinuousClock.Instant
  private var pages = 0
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(files: Int) {
    self.files = files
    told = start
  }

  /// Counts a page of a file, from 0.
  mutating func count(file: Int) {
    pages += 1
    let now = ContinuousClock.now
    guard now - told >= (isTerminal ? .milliseconds(200) : .seconds(5)) else { return }
    told = now
    let rate = String(format: "%.2f", Double(pages) / ((now - start) / .seconds(1)))
    let line = "\(pages) pages, file \(file + 1) of \(files), \(rate) pages/s"
    FileHandle.standardError.write(
      Data((isTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n").utf8))
  }

  /// Takes the line away.
  func finish() {
    if isTerminal, told > start { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
