import Foundation
import GalleyTesting
import Interchange
import Layout

/// Writes a folder of YOLO labels and reads it.
func readYOLO(
  _ files: [String: String], path: String = "", taxonomy: Taxonomy = .publaynet,
  takesPredictions: Bool = false
) async throws -> [ImportedPage] {
  try await Fixture.withTemporaryFolder { folder in
    for (name, text) in files {
      let file = folder.appending(path: "set/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try CorrectionReader(
      format: .yolo, taxonomy: taxonomy, takesPredictions: takesPredictions
    ).pages(in: folder.appending(path: "set\(path)"))
  }
}
