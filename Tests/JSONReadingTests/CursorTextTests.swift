import Foundation
import JSONReading
import Testing

@Suite("Strings of JSON")
struct CursorTextTests {
  private func read(_ json: [UInt8]) throws -> String? {
    try (json + [0]).withUnsafeBufferPointer { bytes in
      var cursor = JSONCursor(bytes)
      let text = try cursor.text()
      if text != nil { try cursor.end() }
      return text
    }
  }

  @Test("are read as a decoder reads them, wherever in them something is escaped")
  func escapes() throws {
    let plain = "sixteen letters and then more ä€😀 of them, past all strides"
    let specials = [
      "", #"\""#, #"\\"#, #"\/\b\f\n\r\t"#, #"\u0041\u00e4\u20AC"#, #"\ud83d\ude00"#, #"\u0000"#,
    ]
    for special in specials {
      for count in 0...plain.count {
        let json = Array("\"\(plain.prefix(count))\(special)\(plain.dropFirst(count))\"".utf8)
        let decoded = try JSONDecoder().decode(String.self, from: Data(json))
        #expect(try read(json) == decoded)
      }
    }
  }

  @Test(
    "are no text where they hold what none can hold",
    arguments: [
      #"\x"#, #"\u12"#, #"\u12g4"#, #"\ud800"#, #"\ud800\u0041"#, #"\ud800 and"#, #"\udc00"#,
      "\n", "a tab\there",
    ])
  func noText(_ content: String) throws {
    #expect(try read(Array("\"\(content)\"".utf8)) == nil)
  }

  @Test("are no text where they are not UTF-8")
  func notUTF8() throws {
    #expect(try read([0x22, 0x61, 0xFF, 0x22]) == nil)
    #expect(try read([0x22, 0x5C, 0x6E, 0xC3, 0x22]) == nil)
  }

  @Test(
    "must begin and end", arguments: ["", "7", "null", "\"", "\"open", #""open\""#, #""open\"#])
  func noString(_ json: String) {
    #expect(throws: JSONFault.self) { try read(Array(json.utf8)) }
  }
}
