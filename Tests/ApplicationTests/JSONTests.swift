import Foundation
import TerminalText
import Testing

@testable import Application

struct JSONTests {
  /// What any other reader makes of a document, with sorted keys.
  private static func parsed(_ text: String) throws -> String {
    let value = try JSONSerialization.jsonObject(
      with: Data(text.utf8), options: [.fragmentsAllowed])
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `values stand as RFC 8259 writes them`() {
    #expect(JSON.null.line.text == "null")
    #expect(JSON.bool(true).line.text == "true")
    #expect(JSON.int(-7).line.text == "-7")
    #expect(JSON.int(.max).line.text == "9223372036854775807")
    #expect(JSON.double(0.5).line.text == "0.5")
    #expect(JSON.double(1).line.text == "1.0")
    #expect(JSON.array([]).line.text == "[]")
    #expect(JSON.object([]).line.text == "{}")
    #expect(JSON(nil as String?).line.text == "null")
    #expect(JSON(nil as Int?).line.text == "null")
    #expect(JSON(["a", "b"]).line.text == #"["a", "b"]"#)
  }

  @Test func `a number that JSON does not have is null`() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(JSON.double(value).line.text == "null")
    }
  }

  @Test func `fields keep their order, and nulls their place`() {
    let document: JSON = ["zebra": 1, "apple": nil, "list": [1, true, "x"]]
    #expect(document.line.text == #"{"zebra": 1, "apple": null, "list": [1, true, "x"]}"#)
  }

  @Test func `quotation marks, backslashes and line ends are escaped`() {
    #expect(JSON.string("a\"b\\c\nd\te\rf/").line.text == #""a\"b\\c\nd\te\rf/""#)
    #expect(JSON.object([("k\"\n", 1)]).line.text == #"{"k\"\n": 1}"#)
  }

  @Test func `every scalar survives another reader`() throws {
    var scalars: [Unicode.Scalar] = []
    for value in Array(0...0x3FF) + Array(0x2000...0x20FF) + [0xD7FF, 0xE000, 0xFEFF, 0xFFFD]
      + [0x1F600, 0xE0041, 0x10FFFF]
    {
      if let scalar = Unicode.Scalar(UInt32(value)) { scalars.append(scalar) }
    }
    for scalar in scalars {
      let text = "a\(String(scalar))b"
      let line = JSON.string(text).line.text
      let value = try JSONSerialization.jsonObject(
        with: Data(line.utf8), options: [.fragmentsAllowed])
      let read = try #require(value as? String)
      #expect(
        Array(read.unicodeScalars) == Array(text.unicodeScalars),
        "U+\(String(scalar.value, radix: 16))")
    }
  }

  /// The document may be read in a terminal.
  @Test func `nothing in a document can command a terminal`() {
    let hostile = "\u{1B}[2J\u{7F}\u{85}\u{9B}31m\u{202E}\u{200B}\u{2028}\u{FEFF}\u{E0041}\u{AD}"
    for text in [JSON.string(hostile).line.text, JSON.object([(hostile, 1)]).document.text] {
      for scalar in text.unicodeScalars {
        let category = scalar.properties.generalCategory
        #expect(![.control, .format, .lineSeparator].contains(category), "\(text)")
      }
    }
    // Outside the basic plane an escape is a pair of surrogates.
    #expect(JSON.string("\u{E0041}").line.text == "\"\\udb40\\udc41\"")
  }

  /// Whatever a cell of the screen may not hold raw, a document may not hold raw.
  @Test func `every scalar that is never shown raw is escaped`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), !(0x1F1E6...0x1F1FF).contains(value) else {
        continue
      }
      let glyphs = DisplayText(String(scalar)).glyphs
      guard glyphs.contains(where: { $0.role == .placeholder && $0.text != "\u{FFFD}" }) else {
        continue
      }
      let text = JSON.string(String(scalar)).line.text
      #expect(text.utf8.allSatisfy { $0 < 0x7F }, "U+\(String(value, radix: 16))")
    }
  }

  @Test func `plain text of any language stands as it is`() {
    #expect(JSON.string("漢字 é 👍 עברית").line.text == "\"漢字 é 👍 עברית\"")
  }

  @Test func `a document is the same value as its line, however it is laid out`() throws {
    let long = (0..<40).map { JSON.object([("id", .int($0)), ("text", "some words here")]) }
    let values: [JSON] = [
      .object([("schema", 1), ("items", .array(long)), ("empty", []), ("none", nil)]),
      .array((0..<200).map(JSON.int)), ["a": ["b": ["c": ["d": "e"]]]], [], "x",
    ]
    for value in values {
      #expect(try Self.parsed(value.document.text) == Self.parsed(value.line.text))
      #expect(!value.line.text.contains("\n"))
    }
  }

  @Test func `lines of a document are not wider than a page where they could be broken`() {
    let value = JSON.object([
      ("numbers", .array((0..<12).map { .string("a longer element \($0)") })), ("last", 1),
    ])
    #expect(value.document.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
