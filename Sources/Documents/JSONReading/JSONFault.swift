/// Why bytes are not the JSON that was expected.
public struct JSONFault: Error {
  /// Where reading stopped, bytes from the start.
  public var offset: Int
  /// What should stand there, or should not.
  public var reason: String

  /// Says what is wrong.
  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }
}
