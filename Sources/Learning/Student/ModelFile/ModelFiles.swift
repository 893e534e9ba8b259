import Foundation

/// Where a run keeps its models.
public enum ModelFiles {
  /// The averaged model of the best evaluation.
  public static let best = "best.safetensors"
  /// The best model with methods' edits.
  public static let edited = "edited.safetensors"
  /// The latest checkpoint.
  public static let last = "last.safetensors"

  /// The model of a run's folder, edited before best before latest, or a model file itself.
  public static func model(_ path: String) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return path }
    let found = [edited, best].map { "\(path)/\($0)" }
    return found.first { FileManager.default.fileExists(atPath: $0) } ?? "\(path)/\(last)"
  }
}
