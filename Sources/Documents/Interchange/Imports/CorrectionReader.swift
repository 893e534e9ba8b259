import Foundation
import Layout

/// The formats in which corrections come back.
public enum CorrectionFormat: String, CaseIterable, Sendable {
  /// A COCO data set.
  case coco
  /// Tasks that Label Studio exported as JSON.
  case labelStudio = "label-studio"
  /// A PAGE-XML file, or a folder of them.
  case pageXML = "page-xml"
  /// A folder of YOLO labels: Ultralytics' with a `data.yaml`, or plain ones with `classes.txt`.
  case yolo
}

/// What imported files tell, and what is wrong with them.
public struct ImportedFiles: Sendable {
  /// The pages, in the files' order.
  public internal(set) var pages: [ImportedPage] = []
  /// What is wrong; then the pages are not to be taken over.
  public internal(set) var findings = ImportFindings()
}

/// Reads what people corrected in other programs.
///
/// All of a file is checked before anything is given back: sizes, counts, numbers, ids and class
/// names. Nothing is opened but the file itself, or plain files of the folder.
public struct CorrectionReader {
  /// What the files are.
  public var format: CorrectionFormat
  /// What their classes must belong to.
  public var taxonomy: Taxonomy
  /// Whether predictions count as what a person decided.
  public var takesPredictions: Bool
  /// What a file may hold.
  public var limits: ImportLimits

  /// Prepares.
  public init(
    format: CorrectionFormat, taxonomy: Taxonomy, takesPredictions: Bool = false,
    limits: ImportLimits = .usual
  ) {
    self.format = format
    self.taxonomy = taxonomy
    self.takesPredictions = takesPredictions
    self.limits = limits
  }

  /// The pages of a file or folder.
  ///
  /// - Throws: `InterchangeError`, which names file, place and remedy of everything that is wrong.
  public func pages(in source: URL) throws(InterchangeError) -> [ImportedPage] {
    let files = read([source])
    try files.findings.check()
    return files.pages
  }

  /// The pages of files or folders, with what is wrong in any of them.
  public func read(_ sources: [URL]) -> ImportedFiles {
    let rules = ImportRules(
      classes: ImportClasses(taxonomy: taxonomy), limits: limits,
      takesPredictions: takesPredictions)
    var files = ImportedFiles()
    for source in sources {
      switch format {
      case .coco: COCOCorrections(rules: rules).read(source, into: &files)
      case .labelStudio: LabelStudioCorrections(rules: rules).read(source, into: &files)
      case .pageXML: PageXMLCorrections(rules: rules).read(source, into: &files)
      case .yolo: YOLOCorrections(rules: rules).read(source, into: &files)
      }
    }
    var places: [String: String] = [:]
    for page in files.pages where page.standing == .decided {
      let (file, place) = page.origin
      if let first = places.updateValue("\(file): \(place)", forKey: page.name) {
        files.findings.add(
          .badImport(
            file: file, place: place,
            reason: "the page '\(page.name.shortened)' comes twice, first in \(first): leave "
              + "one of them out"))
      }
    }
    return files
  }
}
