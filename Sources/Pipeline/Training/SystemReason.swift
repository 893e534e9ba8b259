import Foundation
import Tensors

extension Error {
  /// Why a file cannot be used, in the system's words, such as "No such file or directory".
  var systemReason: String {
    var error = self as NSError
    while let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError { error = cause }
    return error.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(error.code))) : error.localizedDescription
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
