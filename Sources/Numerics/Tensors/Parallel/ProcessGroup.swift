import CTorch

/// Processes that train one model together, over Gloo (TCP).
///
/// All processes make the same calls in the same order. A call returns once all have made it, and
/// fails once one of them has gone or `timeout` seconds have passed.
public final class ProcessGroup: @unchecked Sendable {
  // `@unchecked`: the pointer never changes, and Gloo locks its queues; calls of one process come
  // one after another, as all processes must agree on their order.
  /// Which process this is, from 0.
  public let rank: Int
  /// How many there are.
  public let size: Int
  private let pointer: OpaquePointer
  private let torch: Torch

  /// Joins a group; returns once all processes have.
  ///
  /// - Parameters:
  ///   - host: name or address of the machine of rank 0.
  ///   - port: where the process with rank 0 listens.
  ///   - timeout: seconds to wait for the others, here and in every later call.
  /// - Throws: `TensorError.processGroupFailed`.
  public init(
    host: String, port: Int, rank: Int, size: Int, timeout: Double = 300
  ) throws(TensorError) {
    guard size > 0, (0..<size).contains(rank) else {
      throw .processGroupFailed(reason: "rank \(rank) is not one of \(size) processes")
    }
    guard (1...65535).contains(port) else {
      throw .processGroupFailed(reason: "\(port) is not a port")
    }
    torch = try Torch.loaded()
    var made: OpaquePointer?
    let status = torch.functions.pointee.group_create(
      host, Int32(port), Int32(clamping: rank), Int32(clamping: size), timeout, &made)
    guard status == 0, let made else {
      throw .processGroupFailed(reason: "\(host):\(port): \(torch.message)")
    }
    pointer = made
    self.rank = rank
    self.size = size
  }

  deinit { torch.functions.pointee.group_free(pointer) }

  /// Sums each tensor over all processes, in place.
  ///
  /// - Throws: `TensorError.processGroupFailed`; the tensors' numbers are then undefined.
  public func sum(_ tensors: [Tensor]) throws(TensorError) {
    try inBuckets(tensors) { (bucket) throws(TensorError) in
      try check(torch.functions.pointee.group_sum(pointer, [bucket.handle.pointer], 1))
    }
  }

  /// Gives all processes the numbers of rank 0, in place.
  ///
  /// - Throws: `TensorError.processGroupFailed`; the tensors' numbers are then undefined.
  public func broadcast(_ tensors: [Tensor]) throws(TensorError) {
    try inBuckets(tensors) { (bucket) throws(TensorError) in
      try check(torch.functions.pointee.group_broadcast(pointer, [bucket.handle.pointer], 1))
    }
  }

  private func check(_ status: Int32) throws(TensorError) {
    guard status == 0 else { throw .processGroupFailed(reason: torch.message) }
  }
}

extension ProcessGroup: Hashable {
  /// Whether both are the same membership.
  public static func == (a: ProcessGroup, b: ProcessGroup) -> Bool { a === b }

  /// Feeds the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
