import Foundation
import Tensors

extension Error {
  /// Why a file cannot be used, in words that tell what to look at.
  var systemReason: String {
    switch (self as? CocoaError)?.code {
    case .fileReadNoSuchFile?, .fileNoSuchFile?: "No such file or directory"
    case .fileReadNoPermission?, .fileWriteNoPermission?: "Permission denied"
    case .fileWriteOutOfSpace?: "No space left on device"
    case .fileWriteFileExists?: "a file is in the way"
    case .fileReadInapplicableStringEncoding?: "it is no text (UTF-8)"
    default:
      localizedDescription.replacing("The operation could not be completed. ", with: "")
    }
  }
}

extension Safetensors {
  /// Writes a model or a checkpoint, as a whole or not at all.
  ///
  /// - Throws: `TrainingError.runFolder` where the file cannot be written.
  func save(to path: String) throws(TrainingError) {
    do throws(TensorError) { try write(to: path) } catch {
      if case .unreadable(let path, let reason) = error {
        throw .runFolder(path: path, reason: reason)
      }
      throw .tensors(error)
    }
  }
}
