import Cases
import Testing

struct DelimitedTextTests {
  /// What Python's `csv.reader` (3.11) reads of the same text, opened with `newline=""`.
  @Test(arguments: [
    ("\"ab\"c,d\n", [["abc", "d"]]), ("ab\"c,d\n", [["ab\"c", "d"]]), ("a,\n", [["a", ""]]),
    ("a\n\nb\n", [["a"], [], ["b"]]), ("\"a\r\nb\",c\r\n\"x", [["a\r\nb", "c"], ["x"]]),
    ("a,\"b\"\"c\"\r\rd", [["a", "b\"c"], [], ["d"]]), ("\"", [[""]]), ("\"\"", [[""]]),
    ("\"a\"\"", [["a\""]]), ("a,\"b\" c\"d,e\n", [["a", "b c\"d", "e"]]), ("\n", [[]]),
    (",\n", [["", ""]]), ("", []),
  ])
  func `records are those that Python reads`(text: String, records: [[String]]) {
    #expect(DelimitedText(text).records.map(\.fields) == records)
  }

  @Test func `each record knows its first line`() {
    let text = DelimitedText("a,\"one\ntwo\"\r\nb\r\n\r\nc")
    #expect(text.records.map(\.line) == [1, 3, 4, 5])
  }

  @Test func `what is odd is said, and nothing is lost`() {
    let text = DelimitedText("\"a\"b,c\n\"open,\nto the end")
    #expect(text.records.map(\.problem) == [.textAfterQuote, .unclosedQuote])
    #expect(text.records[1].fields == ["open,\nto the end"])
  }

  @Test func `a byte order mark is no part of the first field, and tabs separate where asked`() {
    #expect(DelimitedText("\u{FEFF}a,b").records[0].fields == ["a", "b"])
    #expect(DelimitedText("a,b\tc", delimiter: "\t").records[0].fields == ["a,b", "c"])
  }
}
