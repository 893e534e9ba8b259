import ArgumentParser
import LabelStore

/// `galley fuse`: every number that made a page's regions.
struct FuseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuse",
    abstract: "Show how a labelled page was fused, with every number.",
    discussion: """
      For each region: what each source saw, with its variances, what it weighed, how far the sources \
      are apart (z², squared standard deviations), what was made of it, and why.

        galley fuse --project papers.galley --explain papers/a.pdf:3
      """)

  @OptionGroup var project: ProjectOptions

  @Option(
    help: ArgumentHelp("The page: a file of the project, or FILE:PAGE.", valueName: "file:page"))
  var explain: String

  @Flag(help: "Show ignored regions too.")
  var ignored = false

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(project: project.folder, create: false)
      let taxonomy = try await store.taxonomy()
      let key = try PagePlace(explain).key(among: try await store.pageKeys())
      guard let labels = try await store.labels(of: key) else {
        throw LabelStoreError.noPages(project: project.folder.path)
      }
      print(FusionExplanation(labels.labelledPage, taxonomy: taxonomy, showsIgnored: ignored).text)
    }
  }
}
