import ArgumentParser
import Detection
import Foundation
import Installation
import Labelling
import Layout

/// Who proposes regions, and in which classes.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Teacher detector: \(ModelCard.builtIn.joined(separator: ", ")), a model card (YAML), or none.
      """, valueName: "model"))
  var teacher = "picodet-cdla"

  @Option(
    help: ArgumentHelp(
      """
      Classes to label with: \(Taxonomy.builtIn.map(\.name).joined(separator: ", ")), or a YAML \
      file.
      """, valueName: "name"))
  var taxonomy = "doclaynet"

  @Option(
    help: ArgumentHelp(
      """
      Extra looks of the teacher at a changed page, from which the variance of its boxes comes; 0 \
      takes a fixed variance by class, and is faster.
      """, valueName: "n"))
  var passes = 2

  func validate() throws {
    guard (0...32).contains(passes) else {
      throw ValidationError("--passes must lie between 0 and 32.")
    }
  }

  /// The teacher; `nil` for `none`.
  func makeTeacher(taxonomy: Taxonomy, workers: Int) throws -> Teacher? {
    guard teacher != "none" else { return nil }
    return try Teacher(
      teacher, taxonomy: taxonomy, installation: Installation.find(), workers: workers,
      augmentation: AugmentationPlan(passes: passes))
  }

  /// Who reads the text.
  func makeTextSource(taxonomy: Taxonomy, project: URL) async throws -> ChosenTextSource {
    ChosenTextSource(source: TextRulesSource(taxonomy: taxonomy), name: "text rules")
  }
}

/// The text source with what the parameters and the summary say of it.
struct ChosenTextSource {
  var source: any TextSource
  /// For the summary.
  var name: String
  /// The language model; `nil` for rules.
  var model: String?
  var promptVersion: String?
  /// Pages that may wait for answers besides those being drawn and read.
  var waiting = 1
}
