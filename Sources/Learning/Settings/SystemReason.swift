import Foundation

extension Error {
  /// Why a file cannot be used, in words that tell what to look at.
  public var systemReason: String {
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
