import ArgumentParser

/// The command-line tool; one file per command in `Commands/`.
@main
struct Galley: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "galley",
    abstract: "Label document pages by fusing what a detector sees with what the text implies.",
    discussion: """
      Label a folder, look at the result, export it:

        galley label papers/ --project papers.galley
        galley export --project papers.galley --format html --output proof.html
        galley export --project papers.galley --format coco --output labels.json

      'galley doctor' tells what is installed and what is missing.
      """,
    version: galleyVersion,
    subcommands: [
      LabelCommand.self, ProposeCommand.self, AuditCommand.self, ExportCommand.self,
      ImportCommand.self, DisambiguationCommand.self, FitFusionCommand.self,
      CertifyCommand.self, FuseCommand.self, TrainCommand.self,
      MethodsCommand.self,
      PredictCommand.self,
      ExportModelCommand.self,
      EvaluateCommand.self,
      ServeLLMCommand.self, DoctorCommand.self,
    ])
}

/// The version that `--version` prints and label stores record.
let galleyVersion = "0.1.0"
