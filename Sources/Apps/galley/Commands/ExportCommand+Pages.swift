import Foundation
import Interchange
import LabelStore
import Layout

extension ExportCommand {
  /// Writes the formats that take regions and words, and tells what they could not hold.
  func exportPages(_ store: LabelStore, to output: URL?) async throws {
    let taxonomy = try await store.taxonomy()
    if let labellingConfig {
      try LabelStudioConfiguration.write(
        for: taxonomy, to: URL(fileURLWithPath: labellingConfig))
    }
    let exporter = try exporter(taxonomy, output)
    let keys = try await store.pageKeys()
    for key in keys {
      guard let labels = try await store.labels(of: key) else { continue }
      try exporter.append(
        ExportedPage(
          labels.labelledPage, words: labels.text.words, source: source,
          decisions: (decisions ?? .accepted).included))
    }
    try exporter.finish()
    if let output = self.output {
      Console.error("\(exporter.regionCount) regions of \(keys.count) pages in \(output)")
    }
    for loss in exporter.losses { Console.error("not in the export: \(loss)") }
  }

  private func exporter(_ taxonomy: Taxonomy, _ output: URL?) throws -> any PageExporter {
    switch (format, output) {
    case (.yolo, let folder?): try YOLOExporter(taxonomy: taxonomy, output: folder)
    case (.pageXML, let folder?): try PageXMLExporter(taxonomy: taxonomy, output: folder)
    case (.alto, let folder?): try ALTOExporter(taxonomy: taxonomy, output: folder)
    case (.hocr, _): try HOCRExporter(taxonomy: taxonomy, output: output)
    default:
      try LabelStudioExporter(taxonomy: taxonomy, imagePrefix: imagePrefix, output: output)
    }
  }
}
