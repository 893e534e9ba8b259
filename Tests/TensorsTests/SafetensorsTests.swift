import Foundation
import GalleyTesting
import Tensors
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Safetensors")
struct SafetensorsTests {
  @Test func `keep every type, shape and text`() async throws {
    let tensors: [String: Tensor] = [
      "a.weight": try Tensor([Float(1), -2, .infinity, 4], shape: [2, 2]).transposed(0, 1),
      "b": try Tensor([1e-300, .pi]), "c": try Tensor([Int32.min, 7]),
      "d": try Tensor(Int.max), "e": try Tensor([UInt8(0), 255]),
      "Prüfung \"\\\n": try Tensor([true, false, true]), "none": try .zeros([0, 3]),
    ]
    let texts = ["preset": "tiny", "quoted \"": "a\\b\n\u{1}é"]
    try await Fixture.withTemporaryFolder { folder in
      let path = folder.appending(path: "a.safetensors").path
      try Safetensors(tensors, metadata: texts).write(to: path)
      let file = try Safetensors(contentsOf: path)
      #expect(try file.metadata == texts && Safetensors.metadata(of: path) == texts)
      #expect(Set(file.tensors.keys) == Set(tensors.keys))
      for (name, tensor) in tensors {
        #expect(file.tensors[name]?.shape == tensor.shape)
        #expect(file.tensors[name]?.elementType == tensor.elementType)
        #expect(
          try file.tensors[name]?.array(of: Double.self) == tensor.array(of: Double.self))
      }
      // Nothing is left of the draft, and a second writing gives the same bytes.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      try file.write(to: path)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }
  }

  /// A header and so many bytes of data.
  private func bytes(_ header: String, _ count: Int) -> Data {
    var length = UInt64(header.utf8.count).littleEndian
    return withUnsafeBytes(of: &length) { Data($0) } + Data(header.utf8) + Data(count: count)
  }

  private static let a = #"{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#

  @Test(arguments: [
    ("{\"a\":\(a),\"b\":\(a)}", 8, "overlap"),
    (
      "{\"a\":\(a),\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}", 16, "name 'a'"
    ),
    ("{\"a\":\(a)}", 4, "beyond the end"),
    ("{\"a\":\(a)}", 9, "1 bytes belong to no tensor"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "has 8 bytes"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12, "leave a gap"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "two ordered"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}"#, 8, "two ordered"),
    (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, "not valid at byte"),
    (#"{"a":{"dtype":"F32","shape":[1e3],"data_offsets":[0,8]}}"#, 8, "not valid at byte"),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,0]}}"#, 0,
      "has 0 bytes"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}}"#, 0,
      "not valid"
    ),
    (#"{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#, 4, "type BF16; convert"),
    (#"{"a":{"dtype":"F32","shape":[2]}}"#, 8, "lacks"),
    (#"{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 8, "second"),
    (#"{"__metadata__":{"a":1}}"#, 0, "not valid"),
    (#"{"__metadata__":{"a":"1","a":"2"}}"#, 0, "two texts"),
    ("[]", 0, "not valid"), ("", 0, "not valid"), ("{", 0, "not valid"), ("{\"a", 0, "not valid"),
    ("{\"a\\", 0, "not valid"), ("{\"\\q\":{}}", 0, "not valid"), ("{} x", 0, "not valid"),
    (String(repeating: "{\"a\":", count: 50000), 0, "unknown"),
  ])
  func `refuse a broken file by name`(header: String, count: Int, reason: String) async throws {
    try await expectRefusal(bytes(header, count), reason)
  }

  @Test(arguments: [
    (Data(), "shorter than 8"), (Data([1, 2]), "shorter than 8"),
    (Data([9, 0, 0, 0, 0, 0, 0, 0]) + Data("{}".utf8), "ends beyond"),
    (Data([0, 0, 0, 8, 0, 0, 0, 0]) + Data("{}".utf8), "134217728 bytes"),
    (Data(repeating: 255, count: 64), "18446744073709551615 bytes"),
  ])
  func `refuse a header that lies about its length`(file: Data, reason: String) async throws {
    try await expectRefusal(file, reason)
  }

  private func expectRefusal(_ data: Data, _ expected: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "model.safetensors")
      try data.write(to: file)
      let error = #expect(throws: TensorError.self) { try Safetensors(contentsOf: file.path) }
      guard case .unreadable(file.path, let reason)? = error, reason.contains(expected) else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func `say what is wrong with a place`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      for (path, reason) in [
        ("/nonexistent/file", "No such file or directory"), (folder.path, "not a regular file"),
        (pipe, "not a regular file"), ("/proc/self/none", "No such file or directory"),
      ] {
        for fault in [
          #expect(throws: TensorError.self) { try Safetensors(contentsOf: path) },
          #expect(throws: TensorError.self) { try Safetensors().write(to: path) },
        ] {
          #expect(fault?.description.hasPrefix(path + ": ") == true)
          #expect(fault?.description.contains(reason) == true)
        }
      }
    }
  }

  @Test func `load by path, or tell all that is wrong and change nothing`() async throws {
    func store(_ widths: [Int]) throws -> ParameterStore {
      let store = try ParameterStore(seed: UInt64(widths.count))
      for (index, width) in widths.enumerated() {
        _ = try Linear(store.root / "layer\(index)", from: 2, to: width)
      }
      return store
    }
    try await Fixture.withTemporaryFolder { folder in
      let path = folder.appending(path: "model.safetensors").path
      let saved = try store([2, 3])
      try saved.save(to: path, metadata: ["preset": "tiny"])
      let same = try store([2, 3])
      try same.load(from: path)
      #expect(
        try same["layer1.weight"]?.array() == saved["layer1.weight"]?.array())
      let other = try store([2, 4, 2])
      let before = try other["layer0.weight"]?.array()
      let error = #expect(throws: TensorError.self) { try other.load(from: path) }
      guard case .parameterMismatch("layer1.weight", let reason)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(reason.hasPrefix("has the shape [3, 2], not [4, 2]; also 'layer1.bias'"))
      #expect(reason.contains("'layer2.weight' missing, 'layer2.bias' missing"))
      #expect(try other["layer0.weight"]?.array() == before)
      let smaller = try store([2])
      #expect(throws: TensorError.self) { try smaller.load(from: path) }
      try smaller.load(
        ["ema.layer0.weight": .ones([2, 2]), "ema.layer0.bias": .ones([2]), "x": .ones([1])],
        prefix: "ema.")
      #expect(try smaller["layer0.weight"]?.array() == [1, 1, 1, 1])
    }
  }
}
