import ArgumentParser
import Foundation
import Interchange
import LabelStore
import Labelling
import Layout

/// `galley export`: labels for other programs and for people.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a project's labels for other programs, or as an HTML proof.",
    discussion: """
      galley export --project papers.galley --format coco --output labels.json
      galley export --project papers.galley --format html --output proof.html
      galley export --project papers.galley --format yolo --output data-set
      galley export --project papers.galley --format label-studio --output tasks.json

      yolo, page-xml and alto write a folder, which replaces a former export or an empty folder, \
      and nothing else. What a format cannot hold is listed after the export.

      --match-truth takes over the image and category ids of a COCO file, so that the labels can \
      be scored against it. Average precision ranks boxes by score, so all decisions are then \
      written, and a fused region's other classes as weaker boxes, unless --decisions and \
      --alternatives say otherwise:

        galley export --project papers.galley --format coco --results \\
          --match-truth annotations.json --output results.json

      --source human writes what people decided in 'galley audit' or brought in with 'galley \
      import'.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case coco
    case html
    case yolo
    case labelStudio = "label-studio"
    case pageXML = "page-xml"
    case alto
    case hocr
  }

  enum Decisions: String, CaseIterable, ExpressibleByArgument {
    case accepted
    case review
    case all

    var included: Set<Decision> {
      switch self {
      case .accepted: [.accepted]
      case .review: [.accepted, .review]
      case .all: Set(Decision.allCases)
      }
    }
  }

  @OptionGroup var project: ProjectOptions

  @Option(
    help: """
      coco (JSON data set), html (one page to look at), yolo (Ultralytics folder), label-studio \
      (tasks), page-xml, alto (folders of XML files) or hocr (one file).
      """)
  var format: Format

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "File or folder to write (default: standard output, but for folders).",
      valueName: "path"))
  var output: String?

  @Option(help: "Whose regions: fused, teacher, text, or human (what people decided).")
  var source = ExportSource.fused

  @Flag(help: "With --source human: only pages that people are done with.")
  var donePages = false

  @Option(
    help: """
      Fused regions: accepted, review (accepted and for review) or all (default: accepted; with \
      --match-truth all).
      """)
  var decisions: Decisions?

  @Option(
    help: ArgumentHelp(
      "COCO file whose image and category ids are taken over, by file and class name.",
      valueName: "file"))
  var matchTruth: String?

  @Flag(help: "Write a plain list of scored boxes (COCO results) instead of a data set.")
  var results = false

  @Option(
    help: ArgumentHelp(
      """
      Also write a region's other classes that score at least this, as weaker boxes; over 1 \
      writes none (default: none; with --match-truth 0.01 for fused regions).
      """,
      valueName: "score"))
  var alternatives: Double?

  @Option(
    help: ArgumentHelp(
      """
      Label Studio: what stands before the names of images so that it finds them, such as \
      /data/local-files/?d=
      """,
      valueName: "text"))
  var imagePrefix = ""

  @Option(
    help: ArgumentHelp(
      "Label Studio: where to write the labelling interface that the tasks need.",
      valueName: "file"))
  var labellingConfig: String?

  @Option(help: ArgumentHelp("HTML: most pages, those in most disagreement first.", valueName: "n"))
  var maxPages = 200

  @Option(help: ArgumentHelp("HTML: password of encrypted PDFs.", valueName: "text"))
  var password: String?

  func validate() throws {
    if format != .coco, results || matchTruth != nil || alternatives != nil {
      throw ValidationError("--results, --match-truth and --alternatives go with --format coco.")
    }
    if donePages, source != .human {
      throw ValidationError("--done-pages goes with --source human.")
    }
    if source == .human, decisions != nil || alternatives != nil {
      throw ValidationError("--decisions and --alternatives are of machines: leave them out.")
    }
    if format == .html, source != .fused {
      throw ValidationError("--format html shows all sources: leave --source out.")
    }
    if format != .labelStudio, labellingConfig != nil || !imagePrefix.isEmpty {
      throw ValidationError(
        "--labelling-config and --image-prefix go with --format label-studio.")
    }
    if [.yolo, .pageXML, .alto].contains(format), output == nil {
      throw ValidationError("--format \(format.rawValue) writes a folder: name it with --output.")
    }
    if maxPages < 1 { throw ValidationError("--max-pages must be at least 1.") }
  }

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(project: project.folder, create: false)
      let file = output.map { URL(fileURLWithPath: $0) }
      switch format {
      case .coco: try await exportCOCO(store, to: file)
      case .html: try await exportHTML(store, to: file)
      case .yolo, .labelStudio, .pageXML, .alto, .hocr: try await exportPages(store, to: file)
      }
    }
  }

  private func exportHTML(_ store: LabelStore, to file: URL?) async throws {
    let written = try await ProofWriter(store: store, password: password)
      .write(to: file, maximumPages: maxPages, warn: Console.error)
    if written.shown < written.all {
      Console.error(
        "shows the \(written.shown) of \(written.all) pages in most disagreement (--max-pages)")
    }
    if let output { Console.error("\(written.shown) pages in \(output)") }
  }

  private func exportCOCO(_ store: LabelStore, to file: URL?) async throws {
    let truth = try matchTruth.map { try COCOTruth(contentsOf: URL(fileURLWithPath: $0)) }
    let isRanking = truth != nil
    let exporter = try COCOExporter(
      taxonomy: try await store.taxonomy(),
      options: COCOOptions(
        source: source.machine ?? .fused,
        decisions: (decisions ?? (isRanking ? .all : .accepted)).included,
        form: results ? .results : .dataset, truth: truth,
        // Single sources list their alternatives as boxes of their own.
        alternatives: alternatives
          ?? (isRanking && source == .fused ? FusedRegion.leastAlternative : nil)),
      output: file)
    var count = ExportPages.Count()
    if source == .human {
      count = try await pages(of: store).forEach { try exporter.append($0) }
    } else {
      for key in try await store.pageKeys() {
        guard let labels = try await store.labels(of: key) else { continue }
        // With probabilities and alternatives, which other formats do not have.
        try exporter.append(labels.labelledPage)
        count.pages += 1
      }
    }
    try exporter.finish()
    if exporter.unmatchedPages > 0 {
      Console.error("\(exporter.unmatchedPages) pages are not in \(matchTruth ?? "") and left out")
    }
    tell(exporter.annotationCount, on: count)
  }

  /// The pages as exporters take them.
  func pages(of store: LabelStore) -> ExportPages {
    ExportPages(
      store: store, source: source, decisions: (decisions ?? .accepted).included,
      donePagesOnly: donePages)
  }

  /// Says what was written; a page that nobody is done with lacks regions.
  func tell(_ regions: Int, on count: ExportPages.Count) {
    if let output { Console.error("\(regions) regions of \(count.pages) pages in \(output)") }
    guard count.unfinished > 0 else { return }
    Console.error(
      "people are not done with \(count.unfinished) of the pages that they worked on: "
        + (donePages
          ? "left out" : "only what they decided is written (--done-pages leaves them out)"))
  }
}
