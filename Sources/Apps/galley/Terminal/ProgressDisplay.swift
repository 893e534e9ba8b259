import Foundation
import Labelling
import RegionProposals
import Synchronization

/// Shows a labelling job on standard error: a bar on a terminal, plain lines elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var meter: ProgressMeter
    var lastDrawn = -Double.infinity
    var lastLine = ""
    var barIsShown = false
  }

  private let state: Mutex<State>
  private let isTerminal: Bool
  /// Seconds between two plain lines, or two drawings of the bar.
  private let interval: Double

  private let spending: SpendMeter?

  init(isTerminal: Bool = isatty(STDERR_FILENO) == 1, spending: SpendMeter? = nil) {
    self.isTerminal = isTerminal
    self.spending = spending
    interval = isTerminal ? 0.1 : 5
    state = Mutex(State(meter: ProgressMeter(now: Self.now)))
  }

  func show(_ event: LabellingEvent) {
    state.withLock { state in
      switch event {
      case .started(let files, let passedOver):
        state.meter.began(files: files)
        let others = passedOver > 0 ? ", \(passedOver) other files passed over" : ""
        say("\(files) files\(others)", &state)
      case .opened(_, let pages): state.meter.opened(pages: pages)
      case .labelled(let report):
        state.meter.pageDone(tokens: report.tokens)
        for note in report.notes { say("\(report.file) page \(report.page): \(note)", &state) }
      case .upToDate: state.meter.pageWasUpToDate()
      case .failed(_, let page, let reason):
        if page == nil { state.meter.fileFailed() } else { state.meter.pageFailed() }
        say("failed: \(reason)", &state)
      case .note(let text): say(text, &state)
      }
      draw(&state, force: false)
    }
  }

  /// Draws the last state and leaves the line.
  func finish() {
    state.withLock { state in
      draw(&state, force: true)
      if isTerminal { write("\n") }
    }
  }

  private func say(_ text: String, _ state: inout State) {
    if state.barIsShown { write("\r\u{1B}[K") }
    state.lastLine = ""
    state.barIsShown = false
    write(Printable.line(text) + "\n")
    state.lastDrawn = isTerminal ? -.infinity : state.lastDrawn
  }

  private func draw(_ state: inout State, force: Bool) {
    let now = Self.now
    guard state.meter.total.pages > 0, force || now - state.lastDrawn >= interval else { return }
    state.lastDrawn = now
    let line = state.meter.line(now: now, spent: spending?.spent)
    guard line != state.lastLine else { return }
    state.lastLine = line
    guard isTerminal else { return write(line + "\n") }
    let total = state.meter.total.pages
    let share = total > 0 ? min(1, Double(state.meter.handled) / Double(total)) : 0
    let filled = Int((share * 24).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    write("\r\u{1B}[K\(bar) \(line)")
    state.barIsShown = true
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }
}

/// Text from files, made safe for a terminal.
enum Printable {
  /// One line without control characters: file names and error texts may hold escape sequences.
  static func line(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control ? "\u{FFFD}" : Character(scalar)
      })
  }
}
