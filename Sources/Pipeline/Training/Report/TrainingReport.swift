import Foundation
import Interchange
import Settings

/// One HTML page of a run: its curves, sample pages and its configuration.
struct TrainingReport {
  private let folder: RunFolder
  private let configuration: TrainingConfiguration
  private let samples: SamplePages
  private let classes: [String]

  init(
    _ folder: RunFolder, configuration: TrainingConfiguration, samples: SamplePages,
    classes: [String]
  ) {
    self.folder = folder
    self.configuration = configuration
    self.samples = samples
    self.classes = classes
  }

  /// Writes it into the run's folder.
  func write() throws(TrainingError) {
    let page = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Training run</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>\(Self.style)</style></head><body>
      <h1>\(configuration.student), steps: \(configuration.steps)</h1>
      \(summary)
      \(charts.joined(separator: "\n"))
      \(samples.html(classes: classes))
      <h2>Configuration</h2><pre>\(HTMLText.escaped(configuration.document))</pre>
      </body></html>

      """
    do {
      try Data(page.utf8).write(to: URL(fileURLWithPath: folder.report), options: .atomic)
    } catch {
      throw .runFolder(
        path: folder.report, reason: "it cannot be written: \(error.systemReason)")
    }
  }

  private var curves: [String: [(step: Int, value: Double)]] { MetricsLog.curves(folder.metrics) }

  /// The best evaluation.
  private var summary: String {
    guard let best = curves["AP"]?.max(by: { $0.value < $1.value }) else {
      return "<p>Nothing was held out, so nothing was measured.</p>"
    }
    return "<p>Best AP on held-out documents: \(String(format: "%.3f", best.value)), at "
      + "step \(best.step + 1).</p>"
  }

  private var charts: [String] {
    let curves = curves
    return [
      ("AP of the held-out documents", ["AP", "AP50", "AP75"]), ("Loss", ["loss"]),
      ("Parts of the loss", ["quality", "overlap", "distribution", "variance"]),
      ("Learning rate", ["rate"]), ("Norm of the gradients", ["norm"]),
    ].compactMap { title, names -> String? in
      let lines = names.compactMap { name in
        curves[name].map { points in
          (name: name, points: points.map { (step: $0.step + 1, value: $0.value) })
        }
      }
      return lines.isEmpty ? nil : CurveChart(title: title, curves: lines).svg
    }
  }

  private static let style = """
    :root { color-scheme: light dark; }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
    figure { margin: 1.5rem 0; }
    figcaption { font-weight: 600; }
    svg { width: 100%; height: auto; }
    svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
    .pages { display: grid; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); gap: 1rem; }
    .pages figure { margin: 0; }
    .pages svg { border: 1px solid #8886; }
    .pages svg text { paint-order: stroke; stroke: #fff; stroke-width: 0.3em; font-weight: 600; }
    .pages figcaption { font-weight: 400; font-size: 13px; overflow-wrap: anywhere; }
    pre { overflow: auto; padding: 1rem; border: 1px solid #8886; }
    """
}
