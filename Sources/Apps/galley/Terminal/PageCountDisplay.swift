import Foundation
import RegionProposals
import Synchronization

/// Counts pages on standard error: one line that changes on a terminal, a line now and then
/// elsewhere.
final class PageCountDisplay: Sendable {
  private let meter: Mutex<(meter: ProgressMeter, drawn: Double)>
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let spending: SpendMeter?

  init(total: Int, spending: SpendMeter?) {
    self.spending = spending
    var meter = ProgressMeter(now: Self.now)
    meter.began(files: 1)
    meter.opened(pages: total)
    self.meter = Mutex((meter, -.infinity))
  }

  func show(_ done: Int) {
    meter.withLock { state in
      while state.meter.done < done { state.meter.pageDone(tokens: 0) }
      draw(&state, force: done == state.meter.total.pages)
    }
  }

  func finish() { if isTerminal { write("\n") } }

  private func draw(_ state: inout (meter: ProgressMeter, drawn: Double), force: Bool) {
    let now = Self.now
    guard force || now - state.drawn >= (isTerminal ? 0.2 : 5) else { return }
    state.drawn = now
    let line = state.meter.line(now: now, spent: spending?.spent)
    write(isTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n")
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }
}
