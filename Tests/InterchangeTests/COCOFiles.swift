import Foundation
import Interchange
import Layout

/// A COCO data set as any reader sees it.
struct COCODataset: Decodable {
  struct Image: Decodable, Equatable {
    var id: Int
    var file_name: String
    var width: Int
    var height: Int
  }
  struct Category: Decodable, Equatable {
    var id: Int
    var name: String
  }
  struct Annotation: Decodable {
    struct Details: Decodable {
      struct Provenance: Decodable {
        var decision: Decision?
        var reason: String?
        var flags: [String]
        var source: EstimateSource?
      }
      var variance: [Double]
      var probabilities: [Double]
      var provenance: Provenance
    }
    var id: Int
    var image_id: Int
    var category_id: Int
    var bbox: [Double]
    var area: Double
    var iscrowd: Int
    var score: Double
    var galley: Details
  }
  var images: [Image]
  var categories: [Category]
  var annotations: [Annotation]
}

/// A COCO result.
struct COCOResult: Decodable, Equatable {
  var image_id: Int
  var category_id: Int
  var bbox: [Double]
  var score: Double
}

/// Exports pages and gives the file's bytes back.
func exported(
  _ pages: [LabelledPage], _ options: COCOOptions = COCOOptions(), in folder: URL,
  taxonomy: Taxonomy = .publaynet
) throws -> Data {
  let file = folder.appending(path: "export-\(UUID().uuidString).json")
  let exporter = try COCOExporter(taxonomy: taxonomy, options: options, output: file)
  for page in pages { try exporter.append(page) }
  try exporter.finish()
  return try Data(contentsOf: file)
}

/// Exports pages as a data set.
func dataset(
  _ pages: [LabelledPage], _ options: COCOOptions = COCOOptions(), in folder: URL
) throws -> COCODataset {
  try JSONDecoder().decode(COCODataset.self, from: exported(pages, options, in: folder))
}

/// Exports pages as results.
func results(
  _ pages: [LabelledPage], _ options: COCOOptions = COCOOptions(), in folder: URL
) throws -> [COCOResult] {
  var options = options
  options.form = .results
  return try JSONDecoder().decode([COCOResult].self, from: exported(pages, options, in: folder))
}

/// Writes a truth file that lists images of 500 x 700 px, ids from 101, and PubLayNet's classes
/// under ids from 11.
func truth(_ names: [String], in folder: URL) throws -> COCOTruth {
  let images = names.enumerated().map {
    ["id": 101 + $0.offset, "file_name": $0.element, "width": 500, "height": 700] as [String: Any]
  }
  let categories = ["Text", "Title", "List", "Table", "Figure"].enumerated().map {
    ["id": 11 + $0.offset, "name": $0.element] as [String: Any]
  }
  let file = folder.appending(path: "truth.json")
  try JSONSerialization.data(withJSONObject: ["images": images, "categories": categories])
    .write(to: file)
  return try COCOTruth(contentsOf: file)
}
