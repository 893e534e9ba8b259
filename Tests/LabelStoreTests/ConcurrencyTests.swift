import Foundation
import GalleyTesting
import LabelStore
import Layout
import Testing

/// The folder that a test's child processes work in; a child has it from its environment.
private let folderVariable = "GALLEY_TEST_STORE"

/// What each writer does: labels pages of its own and pages that all write.
private func write(_ name: String, to folder: URL, pages: Int) async throws {
  let store = try await store(in: folder)
  try await store.saveSource(path: name, hash: name, format: "pdf", pageCount: pages)
  for number in 1...pages {
    try await store.save(labels(name, number))
    try await store.save(labels("shared", number))
    try await store.saveFailure(path: "failed", page: number, reason: name)
  }
}

private func inheritedFolder() throws -> URL {
  let path = try #require(ProcessInfo.processInfo.environment[folderVariable])
  return URL(fileURLWithPath: path)
}

@Suite("Several at work on one store", .serialized)
struct ConcurrencyTests {
  private func expectWhole(_ folder: URL, pages: [String: Int]) async throws {
    let store = try LabelStore.open(project: folder, create: false)
    let counts = Dictionary(grouping: try await store.pageKeys(), by: \.path).mapValues(\.count)
    #expect(counts == pages)
    for key in try await store.pageKeys() {
      #expect(try await store.labels(of: key) == labels(key.path, key.number).read)
    }
    #expect(try await integrity(in: folder) == "ok")
  }

  @Test func `instances keep out of each other's way`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for name in ["one", "two", "three"] {
          group.addTask { try await write(name, to: folder, pages: 20) }
        }
        try await group.waitForAll()
      }
      try await expectWhole(folder, pages: ["one": 20, "two": 20, "three": 20, "shared": 20])
    }
  }

  @Test func `processes do too, from a store that neither has made yet`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      setenv(folderVariable, folder.path, 1)
      async let first: Void = expectChild("child")
      async let second: Void = expectChild("child again")
      try await write("parent", to: folder, pages: 20)
      _ = await (first, second)
      try await expectWhole(folder, pages: ["child": 20, "parent": 20, "shared": 20])
    }
  }

  private func expectChild(_ name: Comment) async {
    await #expect(processExitsWith: .success, name) {
      try await write("child", to: inheritedFolder(), pages: 20)
    }
  }

  @Test func `one that is killed leaves whole pages`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      setenv(folderVariable, folder.path, 1)
      await expectKilledChild()
      let store = try LabelStore.open(project: folder, create: false)
      let keys = try await store.pageKeys()
      #expect(keys.contains { $0.path == "whole" })
      for key in keys {
        #expect(try await store.labels(of: key) == labels(key.path, key.number).read)
      }
      #expect(try await integrity(in: folder) == "ok")
    }
  }

  private func expectKilledChild() async {
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let store = try await store(in: inheritedFolder())
      try await store.save(labels("whole", 1))
      let writing = Task {
        for number in 1..<1_000_000 { try await store.save(labels("killed", number)) }
      }
      try await Task.sleep(for: .milliseconds(100))
      kill(getpid(), SIGKILL)
      try await writing.value
    }
  }
}
