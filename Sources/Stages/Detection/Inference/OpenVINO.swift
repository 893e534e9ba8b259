import COpenVINO
import Foundation
import Installation

/// OpenVINO, loaded once.
///
/// `@unchecked Sendable`: the core behind the pointer is thread-safe by OpenVINO's documentation.
final class OpenVINO: @unchecked Sendable {
  let runtime: OpaquePointer

  /// Loads the library at a path.
  init(library: URL) throws(DetectionError) {
    var runtime: OpaquePointer?
    try Self.check("load", library.lastPathComponent, galley_ov_load(library.path, &runtime))
    guard let runtime else { throw .noOpenVINO }
    self.runtime = runtime
  }

  var version: String { String(cString: galley_ov_version(runtime)) }

  /// Turns a status into a throw: the one place for all calls.
  static func check(
    _ operation: String, _ model: String, _ status: Int32
  ) throws(DetectionError) {
    guard status != 0 else { return }
    let reason = String(cString: galley_ov_message()).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.suffix(2)
      .joined(separator: " ")
    throw .openVINO(operation: operation, model: model, reason: reason)
  }
}

/// A model compiled for the CPU, shared by its requests.
///
/// `@unchecked Sendable`: a compiled model is immutable and OpenVINO's calls on it thread-safe.
public final class CompiledModel: @unchecked Sendable {
  /// Name of the file.
  public let name: String
  /// `[batch, channels, height, width]`.
  public let inputShape: [Int]
  let outputCount: Int
  fileprivate let pointer: OpaquePointer
  private let openVINO: OpenVINO

  /// Compiles a model for `streams` inferences at once over `threads` threads.
  ///
  /// - Throws: `DetectionError`.
  public convenience init(
    file: URL, installation: Installation, threads: Int, streams: Int
  ) throws(DetectionError) {
    guard let library = installation.openVINOLibrary else { throw .noOpenVINO }
    try self.init(
      file: file, openVINO: OpenVINO(library: library), threads: threads, streams: streams)
  }

  /// Compiles a model for `streams` inferences at once over `threads` threads.
  init(
    file: URL, openVINO: OpenVINO, threads: Int, streams: Int
  ) throws(DetectionError) {
    name = file.lastPathComponent
    self.openVINO = openVINO
    var model: OpaquePointer?
    try OpenVINO.check(
      "read", file.path,
      galley_ov_compile(openVINO.runtime, file.path, Int32(threads), Int32(streams), &model))
    guard let model else {
      throw .openVINO(operation: "read", model: file.path, reason: "no model came out")
    }
    pointer = model
    var shape = TensorShape()
    var count = 0
    do throws(DetectionError) {
      try OpenVINO.check(
        "describe", name, galley_ov_model_input(model, &shape.dimensions, &shape.rank))
      try OpenVINO.check("describe", name, galley_ov_model_output_count(model, &count))
    } catch {
      galley_ov_model_free(model)
      throw error
    }
    inputShape = shape.values
    outputCount = count
  }

  deinit { galley_ov_model_free(pointer) }
}

/// One inference at a time: an input buffer and the outputs of the last run.
public final class InferenceRequest {
  /// The model's input, to be filled before `run`.
  public let input: UnsafeMutableBufferPointer<Float>
  private let model: CompiledModel
  private let pointer: OpaquePointer

  /// Makes an input buffer of zeros.
  ///
  /// - Throws: `DetectionError`.
  public init(_ model: CompiledModel) throws(DetectionError) {
    self.model = model
    input = .allocate(capacity: model.inputShape.reduce(1, *))
    input.initialize(repeating: 0)
    var request: OpaquePointer?
    do throws(DetectionError) {
      guard let start = input.baseAddress else { throw .noOpenVINO }
      try OpenVINO.check(
        "prepare", model.name,
        galley_ov_request_create(model.pointer, start, input.count, &request))
      guard let request else {
        throw DetectionError.openVINO(
          operation: "prepare", model: model.name, reason: "no request came out")
      }
      pointer = request
    } catch {
      input.deallocate()
      throw error
    }
  }

  deinit {
    galley_ov_request_free(pointer)
    input.deallocate()
  }

  /// Runs the model on `input`; blocks.
  ///
  /// - Throws: `DetectionError`.
  public func run() throws(DetectionError) {
    try OpenVINO.check("run", model.name, galley_ov_request_run(pointer))
  }

  /// An output of the last run; valid until the next.
  ///
  /// - Throws: `DetectionError`.
  public func output(_ index: Int) throws(DetectionError) -> OutputTensor {
    var shape = TensorShape()
    var data: UnsafePointer<Float>?
    try OpenVINO.check(
      "read an output of", model.name,
      galley_ov_request_output(pointer, index, &data, &shape.dimensions, &shape.rank))
    let values = shape.values
    return OutputTensor(
      shape: values, data: UnsafeBufferPointer(start: data, count: values.reduce(1, *)))
  }
}

/// Floats of a model's output with their shape.
public struct OutputTensor {
  /// Sizes of its dimensions.
  public var shape: [Int]
  /// The values, row by row.
  public var data: UnsafeBufferPointer<Float>

  package init(shape: [Int], data: UnsafeBufferPointer<Float>) {
    self.shape = shape
    self.data = data
  }
}

private struct TensorShape {
  var dimensions = [Int64](repeating: 0, count: Int(GALLEY_OV_MAX_RANK))
  var rank: Int32 = 0
  var values: [Int] { dimensions.prefix(Int(rank)).map(Int.init) }
}
