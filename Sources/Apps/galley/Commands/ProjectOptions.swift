import ArgumentParser
import Foundation

/// The project that a command works on.
struct ProjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder that holds the labels.", valueName: "dir"))
  var project: String

  var folder: URL { URL(fileURLWithPath: project, isDirectory: true) }
}
