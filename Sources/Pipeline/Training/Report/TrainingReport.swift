import Foundation

/// One HTML page of a run: its curves and its configuration.
struct TrainingReport {
  private let folder: RunFolder
  private let configuration: TrainingConfiguration

  init(_ folder: RunFolder, configuration: TrainingConfiguration) {
    self.folder = folder
    self.configuration = configuration
  }

  /// Writes it into the run's folder.
  func write() throws(TrainingError) {
    let curves = MetricsLog.curves(folder.metrics)
    let figures = [
      ("AP of the held-out documents", ["AP", "AP50", "AP75"]), ("Loss", ["loss"]),
      ("Parts of the loss", ["quality", "overlap", "distribution", "variance"]),
      ("Learning rate", ["rate"]), ("Norm of the gradients", ["norm"]),
    ].compactMap { title, names -> String? in
      let lines = names.compactMap { name in curves[name].map { (name: name, points: $0) } }
      return lines.isEmpty ? nil : CurveChart(title: title, curves: lines).svg
    }
    let page = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Training run</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>\(Self.style)</style></head><body>
      <h1>\(configuration.student.rawValue), \(configuration.steps) steps</h1>
      \(figures.joined(separator: "\n"))
      <h2>Configuration</h2><pre>\(CurveChart.escaped(configuration.yaml))</pre>
      </body></html>

      """
    do {
      try Data(page.utf8).write(to: URL(fileURLWithPath: folder.report), options: .atomic)
    } catch {
      throw .runFolder(
        path: folder.report, reason: "it cannot be written: \(error.localizedDescription)")
    }
  }

  private static let style = """
    :root { color-scheme: light dark; }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
    figure { margin: 1.5rem 0; }
    figcaption { font-weight: 600; }
    svg { width: 100%; height: auto; }
    svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
    pre { overflow: auto; padding: 1rem; border: 1px solid #8886; }
    """
}
