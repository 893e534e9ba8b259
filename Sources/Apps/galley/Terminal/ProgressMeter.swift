import Foundation

/// Rate and remaining time of a job whose total becomes known while it runs.
struct ProgressMeter {
  private let start: Double
  private(set) var done = 0
  private(set) var failed = 0
  private(set) var upToDate = 0
  private(set) var tokens = 0
  private var filesOpened = 0
  private var pagesOpened = 0
  private var files = 0

  /// `now` is in seconds of any steady clock.
  init(now: Double) { start = now }

  mutating func began(files: Int) { self.files = files }

  mutating func opened(pages: Int) {
    filesOpened += 1
    pagesOpened += pages
  }

  /// A file that could not be opened counts as one page, which failed.
  mutating func fileFailed() {
    opened(pages: 1)
    failed += 1
  }

  mutating func pageFailed() { failed += 1 }
  mutating func pageDone(tokens: Int) {
    done += 1
    self.tokens += tokens
  }
  mutating func pageWasUpToDate() { upToDate += 1 }

  /// Pages that are behind us, for whatever reason.
  var handled: Int { done + failed + upToDate }

  /// Total pages: exact once every file is open, before that scaled up from those that are.
  var total: (pages: Int, isExact: Bool) {
    guard filesOpened > 0, filesOpened < files else { return (pagesOpened, filesOpened >= files) }
    let perFile = Double(pagesOpened) / Double(filesOpened)
    return (max(handled, Int((perFile * Double(files)).rounded())), false)
  }

  /// Pages a second since the start, those found up to date left out.
  func rate(now: Double) -> Double {
    let elapsed = now - start
    return elapsed > 0 ? Double(done + failed) / elapsed : 0
  }

  /// Seconds to go; `nil` while nothing is known.
  func remaining(now: Double) -> Double? {
    let rate = rate(now: now)
    return rate > 0 ? Double(total.pages - handled) / rate : nil
  }

  /// Such as `45/~120 pages  1.3 pages/s  ETA 0:58  2 failed  9000 tokens  $0.0041`.
  ///
  /// - Parameter spent: US dollars so far, where prices are known.
  func line(now: Double, spent: Double? = nil) -> String {
    let total = total
    var parts = ["\(handled)/\(total.isExact ? "" : "~")\(total.pages) pages"]
    let rate = rate(now: now)
    if rate > 0 { parts.append(String(format: "%.2f pages/s", rate)) }
    if let remaining = remaining(now: now), handled < total.pages {
      parts.append("ETA \(Self.duration(remaining))")
    }
    if upToDate > 0 { parts.append("\(upToDate) up to date") }
    if failed > 0 { parts.append("\(failed) failed") }
    if tokens > 0 { parts.append("\(tokens) tokens") }
    if let spent, spent > 0 { parts.append(String(format: "$%.4f", spent)) }
    return parts.joined(separator: "  ")
  }

  /// Seconds as `m:ss` or `h:mm:ss`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, rest)
      : String(format: "%d:%02d", minutes, rest)
  }
}
