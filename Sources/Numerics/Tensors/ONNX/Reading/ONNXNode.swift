/// A computation of a graph.
struct ONNXNode: Sendable {
  var name = ""
  /// Its kind, such as `Conv`.
  var operation = ""
  var domain = ""
  /// Names of values; empty for one that is left out.
  var inputs: [String] = []
  var outputs: [String] = []
  var attributes: [String: ONNXAttribute] = [:]

  /// What errors call it.
  var label: String {
    name.isEmpty
      ? "node \(operation) of '\(outputs.first { !$0.isEmpty } ?? "")'"
      : "node \(operation) '\(name)'"
  }
}

/// What a node is told beside its inputs.
enum ONNXAttribute: Sendable {
  case integer(Int)
  case integers([Int])
  case real(Double)
  case reals([Double])
  case text(String)
  case texts([String])
  case tensor(ONNXTensor)
  /// A kind that no operator that is read has, such as a graph.
  case unread(String)
}

/// An input or output of a graph.
public struct ONNXValue: Hashable, Sendable {
  /// As the file has it.
  public var name: String
  /// Sizes; `nil` for one that is free, or for all where the file gives none.
  public var shape: [Int?]?
}
