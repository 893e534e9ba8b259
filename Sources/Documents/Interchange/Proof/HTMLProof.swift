import Foundation
import Layout

/// Writes labelled pages as one self-contained HTML file that people look at, page by page.
///
/// The file holds the page images, every region of the teacher, of the text sources and of fusion
/// with the reasons for it, and its own style and script; it loads nothing from anywhere. Pages
/// appear in the order in which they are appended: give those in most `disagreement` first. What
/// comes from documents (names, reasons, notes) is escaped.
public final class HTMLProof {
  private let taxonomy: Taxonomy
  private let templates: ProofTemplates
  private let file: AtomicFile
  /// Pages written.
  public private(set) var pageCount = 0

  /// Opens a proof; `output` `nil` is standard output.
  ///
  /// - Throws: `InterchangeError`.
  public init(
    taxonomy: Taxonomy, summary: ProofSummary, output: URL?
  ) throws(InterchangeError) {
    self.taxonomy = taxonomy
    templates = try ProofTemplates.load()
    file = try AtomicFile(output)
    let head = ProofHead(summary, taxonomy: taxonomy, templates: templates)
    try file.write(templates.head.render(head))
  }

  /// Adds a page.
  ///
  /// - Parameter image: the page as JPEG, of any size with the page's proportions (about 1200
  ///   pixels on the long side read well); `nil` where it cannot be drawn any more.
  /// - Throws: `InterchangeError`.
  public func append(_ page: LabelledPage, image: Data?) throws(InterchangeError) {
    try page.check(against: taxonomy)
    let body = try ProofPage(page, taxonomy: taxonomy, number: pageCount + 1, image: image)
    try file.write(templates.page.render(body))
    pageCount += 1
  }

  /// Completes the file and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  public func finish() throws(InterchangeError) {
    let foot = ProofFoot(isEmpty: pageCount == 0, script: templates.script)
    try file.write(templates.foot.render(foot))
    try file.finish()
  }
}
