import Foundation
import Interchange
import Layout

/// The first bytes of a JPEG, which is all that a writer of proofs may care about.
let jpeg = Data([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])

/// Writes a proof and gives its text back.
func proof(
  _ pages: [LabelledPage], failures: [ProofSummary.Failure] = [], title: String = "test.galley",
  image: Data? = jpeg, taxonomy: Taxonomy = .publaynet, in folder: URL
) throws -> String {
  var summary = ProofSummary(title: title, failures: failures)
  for page in pages { summary.add(page) }
  let file = folder.appending(path: "proof-\(UUID().uuidString).html")
  let proof = try HTMLProof(taxonomy: taxonomy, summary: summary, output: file)
  for page in pages { try proof.append(page, image: image) }
  try proof.finish()
  return try String(contentsOf: file, encoding: .utf8)
}

/// What the details card knows of a region.
struct CardDetails: Decodable {
  struct Part: Decodable {
    var id: String?
    var source: String
    var weights: [Double]
    var deviations: [Double]
  }
  var className: String
  var score: Double
  var decision: String?
  var reason: String?
  var agreement: Double?
  var flags: [String]
  var box: [Double]
  var deviations: [Double]
  var parts: [Part]
  var repeats: [String]
}

extension Markup {
  /// The details of a proof's n-th page, by element id.
  func details(page: Int = 0) throws -> [String: CardDetails] {
    let scripts = all("script").filter { $0.attributes["type"] == "application/json" }
    return try JSONDecoder().decode(
      [String: CardDetails].self, from: Data(scripts[page].text.utf8))
  }
}
