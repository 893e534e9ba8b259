/// Why bytes are not the JSON that was expected.
struct JSONFault: Error {
  /// Where reading stopped, bytes from the start.
  var offset: Int
  var reason: String
}
