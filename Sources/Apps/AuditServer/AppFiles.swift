import Foundation
import Hummingbird

/// The files of the web page, read once.
struct AppFiles {
  private static let types = [
    "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8", "svg": "image/svg+xml",
  ]

  private let files: [String: Data]

  init() throws(AuditServerError) {
    guard let folder = Bundle.module.url(forResource: "app", withExtension: nil),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { throw .filesMissing(name: "app") }
    var files: [String: Data] = [:]
    for name in names where Self.types[Self.ending(name)] != nil {
      files[name] = try? Data(contentsOf: folder.appending(path: name))
    }
    guard files["index.html"] != nil else { throw .filesMissing(name: "index.html") }
    self.files = files
  }

  /// Only names that are there are served: no path reaches the file system.
  func add(to router: Router<BasicRequestContext>) {
    for (name, data) in files {
      let path: RouterPath = name == "index.html" ? "/" : "/app/\(name)"
      let type = Self.types[Self.ending(name)] ?? ""
      router.get(path) { _, _ in
        Response(
          status: .ok, headers: [.contentType: type, .cacheControl: "no-cache"],
          body: .init(byteBuffer: ByteBuffer(bytes: data)))
      }
    }
  }

  private static func ending(_ name: String) -> String {
    String(name.split(separator: ".").last ?? "")
  }
}
