import Foundation

/// Where this machine keeps what Galley needs beside itself: OpenVINO, models, a Python.
///
/// `make setup` fills the folder `.runtime` of the checkout; `GALLEY_RUNTIME` names another one.
public struct Installation: Sendable, Hashable {
  /// The runtime folder; `nil` when there is none.
  public let folder: URL?

  /// Uses a given folder.
  public init(folder: URL?) { self.folder = folder }

  /// The folder named by `GALLEY_RUNTIME`, else the nearest `.runtime` above the executable, else
  /// above the working directory.
  public static func find(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Installation {
    if let named = environment["GALLEY_RUNTIME"], !named.isEmpty {
      return Installation(folder: existing(URL(fileURLWithPath: named)))
    }
    let workingDirectory = FileManager.default.currentDirectoryPath
    let starts = [Bundle.main.executableURL?.path, workingDirectory].compactMap(\.self)
    for start in starts {
      var place = URL(fileURLWithPath: start).resolvingSymlinksInPath()
      while place.path != "/" {
        if let found = existing(place.appending(path: ".runtime")) {
          return Installation(folder: found)
        }
        place.deleteLastPathComponent()
      }
    }
    return Installation(folder: nil)
  }

  /// OpenVINO's C library, `libopenvino_c.so.*`.
  public var openVINOLibrary: URL? {
    guard let libraries = folder?.appending(path: "openvino/libs") else { return nil }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
    return names.filter { $0.hasPrefix("libopenvino_c.so") }.max().map {
      libraries.appending(path: $0)
    }
  }

  /// A model file of `models/`, such as `picodet-cdla.onnx`.
  public func model(_ fileName: String) -> URL? {
    folder.flatMap { Self.existing($0.appending(path: "models/\(fileName)")) }
  }

  /// The Python that runs the local language-model server.
  public var python: URL? {
    folder.flatMap { Self.existing($0.appending(path: "venv/bin/python")) }
  }

  private static func existing(_ url: URL) -> URL? {
    FileManager.default.fileExists(atPath: url.path) ? url : nil
  }
}
