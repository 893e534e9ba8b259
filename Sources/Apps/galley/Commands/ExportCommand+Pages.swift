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
    let count = try await pages(of: store).forEach { try exporter.append($0) }
    try exporter.finish()
    tell(exporter.regionCount, on: count)
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
