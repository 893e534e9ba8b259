import ArgumentParser
import Detection
import Foundation
import Installation
import Layout

/// The teacher, and the classes to label with.
struct TeacherOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Teacher detector: \(ModelCard.builtIn.joined(separator: ", ")), a model card \
      (YAML), a run of 'galley train', or none.
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
      takes a fixed variance by class, and is faster. A student tells its own.
      """, valueName: "n"))
  var passes = AugmentationPlan().passes

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
}
