import Foundation
import Settings
import Student

/// What a training run leaves behind.
public struct RunFolder: Sendable {
  /// The folder.
  public let path: String

  /// Names a folder; nothing is made.
  public init(_ path: String) { self.path = path }

  /// The configuration with all its values.
  public var configuration: String { path + "/config.yaml" }
  /// The latest checkpoint, to go on from.
  public var last: String { "\(path)/\(ModelFiles.last)" }
  /// The averaged model of the best evaluation, to predict with.
  public var best: String { "\(path)/\(ModelFiles.best)" }
  /// The best model with methods' edits, where there are some.
  public var edited: String { "\(path)/\(ModelFiles.edited)" }
  /// One JSON object a line.
  public var metrics: String { path + "/metrics.jsonl" }
  /// The best model for 'galley label --teacher', its card `teacher.yaml` beside it.
  public var teacher: String { path + "/teacher.onnx" }
  /// Curves and sample pages.
  public var report: String { path + "/report.html" }

  /// Refuses to overwrite a run, or to go on with none.
  ///
  /// - Parameter isConfigured: whether a configuration is given, with which a run can begin.
  /// - Throws: `TrainingError.runFolder`.
  public func check(resuming: Bool, isConfigured: Bool) throws(TrainingError) {
    if !resuming, FileManager.default.fileExists(atPath: last) {
      throw .runFolder(
        path: path, reason: "it holds a run: go on with --resume, or name another folder")
    }
    if resuming, !isConfigured, !FileManager.default.fileExists(atPath: configuration) {
      throw .runFolder(path: path, reason: "it holds no run to go on with: begin one with --config")
    }
  }

  /// Makes the folder for a run that begins or goes on.
  ///
  /// - Throws: `TrainingError.runFolder` where a run would be overwritten.
  func prepare(resuming: Bool) throws(TrainingError) {
    try check(resuming: resuming, isConfigured: true)
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      // Foundation does not say why; the system does.
      let reason =
        mkdir(path, 0o777) == 0 ? error.systemReason : String(cString: strerror(errno))
      throw .runFolder(path: path, reason: "it cannot be made: \(reason)")
    }
  }
}
