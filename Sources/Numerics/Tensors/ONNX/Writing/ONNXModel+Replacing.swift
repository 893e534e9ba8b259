import Foundation

extension ONNXModel {
  /// The file with other numbers in some of its tensors; every other byte stays.
  ///
  /// - Parameter tensors: by the file's names, of the shapes there; numbers are rounded to the
  ///   file's type.
  /// - Throws: `ONNXError.notReplaceable`; `ONNXError.unreadable` where the file has gone.
  public func replacing(_ tensors: [String: Tensor]) throws(ONNXError) -> Data {
    var bytes = try source.bytes(0..<source.count)
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      guard let old = self.tensors[name] else {
        throw .notReplaceable(path: path, name: name, reason: "the file has no tensor of this name")
      }
      guard old.shape == tensor.shape else {
        throw .notReplaceable(
          path: path, name: name, reason: "its shape is \(old.shape), not \(tensor.shape)")
      }
      guard case .places(let places) = old.contents else {
        throw .notReplaceable(
          path: path, name: name, reason: "the file has its numbers in a form of varying length")
      }
      var new: ArraySlice<UInt8>
      do throws(TensorError) {
        new = try tensor.converted(to: old.type).bytes()[...]
      } catch {
        throw .tensor(path: path, subject: "tensor '\(name)'", error: error)
      }
      for place in places {
        bytes.replaceSubrange(place, with: new.prefix(place.count))
        new = new.dropFirst(place.count)
      }
    }
    return Data(bytes)
  }
}
