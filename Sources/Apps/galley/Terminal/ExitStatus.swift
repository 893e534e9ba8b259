import ArgumentParser
import AuditServer
import Detection
import Fusion
import Interchange
import LabelStore
import Labelling
import LanguageModel
import Layout
import PageImages
import Proposing
import RegionProposals
import Settings
import Student
import TextRecognition
import Training

/// The exit codes of every command.
enum ExitStatus {
  /// Some pages failed; the others are labelled.
  static let somePagesFailed = ExitCode(3)
  /// The command line, or a file that it names, is wrong.
  static let usage = ExitCode(64)
  /// A needed service or library is missing.
  static let unavailable = ExitCode(69)
  /// A project or output file cannot be used.
  static let cannotUse = ExitCode(74)
  /// Stopped at the budget; run again with a larger one to go on.
  static let budgetReached = ExitCode(75)
  /// Stopped by Ctrl-C; run again to go on.
  static let interrupted = ExitCode(130)

  /// The code for an error that ends a command.
  static func of(_ error: any Error) -> ExitCode {
    switch error {
    case is InputError, is TaxonomyError, is ValidationError, is PageSampleError,
      is LabelledSetError:
      usage
    case DetectionError.unknownTeacher, DetectionError.badCard, DetectionError.noMappedClass: usage
    case TextRecognitionError.noLanguages: usage
    case LanguageModelError.badURL, LanguageModelError.insecureURL, LanguageModelError.badKey,
      LanguageModelError.badCertificates:
      usage
    case RegionProposalsError.budgetReached: budgetReached
    case RegionProposalsError.badPrices, RegionProposalsError.noPrice,
      RegionProposalsError.badBatchFile:
      usage
    case is LanguageModelError, is RegionProposalsError: unavailable
    case is DetectionError, is TextRecognitionError, is PageImagesError: unavailable
    case InterchangeError.cannotWrite, CalibrationError.cannotWrite: cannotUse
    case is CalibrationError, is CertificateError: usage
    case is InterchangeError: usage
    case is LabelStoreError: cannotUse
    case is AuditServerError: unavailable
    case TrainingError.runFolder, TrainingError.student(.unwritable), StudentError.unwritable:
      cannotUse
    case StudentError.tensors(.libraryMissing): unavailable
    case TrainingError.tensors(.libraryMissing): unavailable
    case TrainingError.processLost, TrainingError.tensors(.processGroupFailed): unavailable
    case TrainingError.diverged: ExitCode(1)
    case is TrainingError, is SettingsError, is StudentError: usage
    default: ExitCode(1)
    }
  }
}
