import Foundation
import RegionProposals

/// Writes requests into files that each keep the limits of the OpenAI Batch API.
///
/// A file is written under another name and renamed when it is whole.
struct BatchRequestFiles {
  /// Files written, in order.
  private(set) var files: [URL] = []
  private(set) var requests = 0
  private let target: URL
  private let mostRequests: Int
  private let mostBytes: Int
  private var open: (handle: FileHandle, place: URL, requests: Int, bytes: Int)?

  init(_ target: URL, mostRequests: Int, mostBytes: Int) {
    self.target = target
    self.mostRequests = mostRequests
    self.mostBytes = mostBytes
  }

  /// Appends a request; begins a new file where it does not fit.
  mutating func append(_ request: BatchRequest) throws {
    let line = request.line + [UInt8(ascii: "\n")]
    if let open, open.requests >= mostRequests || open.bytes + line.count > mostBytes {
      try close()
    }
    if open == nil { try begin() }
    try open?.handle.write(contentsOf: line)
    open?.requests += 1
    open?.bytes += line.count
    requests += 1
  }

  /// Ends the last file.
  mutating func close() throws {
    guard let open else { return }
    try open.handle.close()
    let file = name(files.count)
    // Replaces what an earlier call wrote there.
    guard rename(open.place.path, file.path) == 0 else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path])
    }
    files.append(file)
    self.open = nil
  }

  private mutating func begin() throws {
    let place = target.deletingLastPathComponent().appending(
      path: ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    try Data().write(to: place)
    open = (try FileHandle(forWritingTo: place), place, 0, 0)
  }

  // `requests.jsonl`, `requests-2.jsonl` and so on.
  private func name(_ index: Int) -> URL {
    guard index > 0 else { return target }
    let stem = target.deletingPathExtension().lastPathComponent
    let ending = target.pathExtension.isEmpty ? "" : ".\(target.pathExtension)"
    return target.deletingLastPathComponent().appending(path: "\(stem)-\(index + 1)\(ending)")
  }
}
