import Foundation
import GalleyTesting
import Tensors
import Testing

@Suite("ScriptModule")
struct ScriptModuleTests {
  private static let path = Fixture.file("torchscript/tiny.pt").path

  @Test func `gives the tensors of tuples and dictionaries one after another`() throws {
    let outputs = try ScriptModule(contentsOf: Self.path)(
      try Tensor([Float(1), 2], shape: [1, 2]))
    #expect(outputs.map(\.shape) == [[1, 2], []])
    #expect(try outputs[0].array() == [2, 4] && outputs[1].item() == 3)
  }

  @Test func `names the reason where the module refuses`() throws {
    let module = try ScriptModule(contentsOf: Self.path)
    let error = #expect(throws: TensorError.self) { try module(try Tensor([Float(1), 2, 3])) }
    guard case .operationFailed("ScriptModule", [[3]], let reason)? = error,
      reason.hasSuffix("RuntimeError: takes a matrix")
    else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `files that are missing or broken are named`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let whole = try Data(contentsOf: URL(fileURLWithPath: Self.path))
      for (name, data) in [
        ("missing.pt", nil), ("empty.pt", Data()), ("half.pt", whole.prefix(whole.count / 2)),
        ("text.pt", Data("no module".utf8)),
      ] {
        let file = folder.appending(path: name)
        try data?.write(to: file)
        let error = #expect(throws: TensorError.self) { try ScriptModule(contentsOf: file.path) }
        guard case .unreadable(file.path, let reason)? = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(!reason.isEmpty)
      }
    }
  }

  @Test func `runs on several threads`() async throws {
    let module = try ScriptModule(contentsOf: Self.path)
    try await withThrowingTaskGroup(of: Double.self) { group in
      for number in 1...8 {
        group.addTask { try module(try .filled(Double(number), [2, 2]))[1].item() }
      }
      var sum = 0.0
      for try await value in group { sum += value }
      #expect(sum == 4 * 36)
    }
  }
}
