import JSONReading
import Testing

@Suite("Whole numbers of JSON")
struct CursorIntegerTests {
  @Test(
    "are read to the last digit, up to 64 bits with a sign",
    arguments: [
      ("0", 0), ("-7", -7), ("3.0", 3), ("1e3", 1000),
      ("999999999999999999", 999_999_999_999_999_999),
      ("1234567890123456789", 1_234_567_890_123_456_789), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9007199254740993", 9_007_199_254_740_993),
    ])
  func values(text: String, value: Int) throws {
    #expect(try read(text).value == value)
  }

  @Test(
    "are told from what is none, and why",
    arguments: [
      ("\"1\"", "is a text"), ("9223372036854775808", "too large: whole numbers go up to 2^63 - 1"),
      ("-9223372036854775809", "too large"), ("18446744073709551615", "too large"),
      ("1e300", "too large"), ("1e999", "too large"), ("9223372036854775808.0", "too large"),
      ("12345678901234567.5", "may stand for several"), ("1e17", "may stand for several"),
      ("1.2345678901234568e+17", "write all digits"), ("123456789012345680.0", "without point"),
      ("-1e17", "may stand for several"), ("1.5", "not a whole number"),
      ("null", "not a whole number"), ("[1]", "not a whole number"), ("NaN", "not a whole number"),
    ])
  func reasons(text: String, reason: String) throws {
    let (value, told) = try read(text)
    #expect(value == nil && told.contains(reason))
  }

  private func read(_ text: String) throws -> (value: Int?, reason: String) {
    try (Array(text.utf8) + [0]).withUnsafeBufferPointer { bytes in
      var cursor = JSONCursor(bytes)
      let value = try cursor.integer()
      return (value, cursor.reasonNotInteger(at: 0))
    }
  }
}
