import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("An exported file")
struct AtomicFileTests {
  private func exporter(_ file: URL) throws -> COCOExporter {
    try COCOExporter(taxonomy: .publaynet, options: COCOOptions(), output: file)
  }

  private func contents(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `appears only when it is whole`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "new/out.json")
      let exporter = try exporter(file)
      try exporter.append(page(fused: [region()]))
      #expect(!FileManager.default.fileExists(atPath: file.path))
      try exporter.finish()
      #expect(try contents(of: folder.appending(path: "new")) == ["out.json"])
    }
  }

  @Test func `leaves the old one alone until then, and nothing behind if given up`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "out.json")
      try Data("old".utf8).write(to: file)
      do {
        let exporter = try exporter(file)
        try exporter.append(page(fused: [region()]))
      }
      #expect(try contents(of: folder) == ["out.json"])
      #expect(try Data(contentsOf: file) == Data("old".utf8))
      let exporter = try exporter(file)
      try exporter.finish()
      #expect(try Data(contentsOf: file) != Data("old".utf8))
    }
  }

  @Test func `can be larger than memory that is set aside for it`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "out.json")
      let exporter = try exporter(file)
      let full = page(fused: (0..<200).map { region($0) })
      for _ in 0..<20 { try exporter.append(full) }
      try exporter.finish()
      let set = try JSONDecoder().decode(COCODataset.self, from: Data(contentsOf: file))
      #expect(set.annotations.map(\.id) == Array(1...4000))
    }
  }

  @Test func `needs a folder that can be written to`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let notAFolder = folder.appending(path: "file")
      try Data().write(to: notAFolder)
      let file = notAFolder.appending(path: "out.json")
      let error = #expect(throws: InterchangeError.self) { try exporter(file) }
      #expect(error?.description.hasPrefix("\(file.path): cannot be written: ") == true)
    }
  }

  @Test func `cannot be a folder`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      #expect(
        throws: InterchangeError.cannotWrite(
          file: folder.path, reason: "it is a folder: name a file")
      ) { try exporter(folder) }
    }
  }

  @Test func `is what a link leads to`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let (file, link) = (folder.appending(path: "out.json"), folder.appending(path: "link"))
      try Data("old".utf8).write(to: file)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      try exporter(link).finish()
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
      #expect(try Data(contentsOf: file) != Data("old".utf8))
    }
  }

  @Test func `can be a pipe, which stays one`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe")
      #expect(mkfifo(pipe.path, 0o600) == 0)
      // Open for both, so that neither side waits for the other.
      let descriptor = open(pipe.path, O_RDWR | O_NONBLOCK)
      let reader = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try exporter(pipe).finish()
      let text = String(decoding: reader.availableData, as: UTF8.self)
      #expect(text.hasPrefix("{") && text.hasSuffix("]\n}\n"))
      #expect(try contents(of: folder) == ["pipe"])
    }
  }
}
