import Foundation
import Synchronization
import Training

/// Shows a training run on standard error: a bar on a terminal, plain lines elsewhere.
final class TrainingDisplay: Sendable {
  private struct State {
    var first: (step: Int, at: ContinuousClock.Instant)?
    var lastDrawn: ContinuousClock.Instant?
    /// Running mean of the loss, which jumps from batch to batch.
    var loss: Double?
    var precision: Double?
    var barIsShown = false
  }

  private let state = Mutex(State())
  private let steps: Int
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(steps: Int) { self.steps = steps }

  func show(_ event: TrainingEvent) {
    state.withLock { state in
      switch event {
      case .started(let parameters, let training, let validation, let from, let steps):
        let going = from > 0 ? ", going on from step \(from)" : ""
        say(
          "\(training) pages to learn from, \(validation) to measure on; \(parameters) parameters; "
            + "\(steps) steps\(going)", &state)
        state.first = (from, .now)
      case .step(let step, let loss, _):
        state.loss = state.loss.map { 0.95 * $0 + 0.05 * loss } ?? loss
        draw(step + 1, &state)
      case .skipped(let step, let pages):
        say(
          "step \(step) left out: the loss is no number on \(pages.joined(separator: ", "))", &state
        )
      case .evaluated(let step, let figures, let isBest):
        state.precision = figures.first?.1
        let text = figures.map { "\($0.0) \(String(format: "%.3f", $0.1))" }
        say("step \(step): \(text.joined(separator: "  "))\(isBest ? "  (best)" : "")", &state)
      case .measuring(let done, let total): drawMeasuring(done, total, &state)
      case .note(let text): say(text, &state)
      }
    }
  }

  /// Leaves the line of the bar.
  func finish() {
    state.withLock { state in
      if state.barIsShown { write("\n") }
      state.barIsShown = false
    }
  }

  /// What came of the run.
  func summary(_ summary: TrainingSummary, folder: RunFolder) -> String {
    var lines = ["steps           \(summary.steps)" + (summary.endedEarly ? " (no more gain)" : "")]
    if let best = summary.best {
      lines.append("best AP         \(String(format: "%.3f", best.precision)) at step \(best.step)")
    }
    let share = String(format: "%.1f", 100 * summary.shareWaiting)
    lines.append("data            waited for \(share) % of the time")
    lines.append(
      summary.wasStopped
        ? "stopped         go on with: galley train --output \(folder.path) --resume"
        : "model           \(folder.best)")
    return lines.joined(separator: "\n")
  }

  private func say(_ text: String, _ state: inout State) {
    if state.barIsShown { write("\r\u{1B}[K") }
    state.barIsShown = false
    write(Printable.line(text) + "\n")
  }

  private func drawMeasuring(_ done: Int, _ total: Int, _ state: inout State) {
    let now = ContinuousClock.now
    let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
    guard let last = state.lastDrawn, now - last >= pause else { return }
    state.lastDrawn = now
    let line = "measuring on \(done)/\(total) pages"
    guard isTerminal else { return write(line + "\n") }
    write("\r\u{1B}[K\(line)")
    state.barIsShown = true
  }

  private func draw(_ done: Int, _ state: inout State) {
    let now = ContinuousClock.now
    let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
    if let last = state.lastDrawn, now - last < pause, done < steps { return }
    state.lastDrawn = now
    guard let first = state.first else { return }
    let rate = Double(done - first.step) / max(1e-9, (now - first.at) / .seconds(1))
    var line = "\(done)/\(steps) steps  \(String(format: "%.2f", rate)) steps/s"
    if rate > 0 { line += "  ETA \(ProgressMeter.duration(Double(steps - done) / rate))" }
    if let loss = state.loss { line += "  loss \(String(format: "%.3f", loss))" }
    if let precision = state.precision { line += "  AP \(String(format: "%.3f", precision))" }
    guard isTerminal else { return write(line + "\n") }
    let filled = Int((24 * Double(done) / Double(steps)).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    write("\r\u{1B}[K\(bar) \(line)")
    state.barIsShown = true
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
