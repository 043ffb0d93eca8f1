import Cases
import Testing

/// A file of bytes, given in pieces of a size.
func rows(
  _ bytes: [UInt8], file: String, options: ImportOptions = ImportOptions(), pieces: Int = 1 << 20
) throws -> ImportRows {
  var rest = bytes[...]
  return try ImportRows(
    {
      defer { rest = rest.dropFirst(pieces) }
      return Array(rest.prefix(pieces))
    }, file: file, options: options)
}

func table(
  _ text: String, file: String = "x.csv", options: ImportOptions = ImportOptions()
) throws -> ImportTable {
  try ImportTable(rows(Array(text.utf8), file: file, options: options))
}

extension ImportTable {
  /// The cells as text.
  var cells: [[String?]] {
    rows.map { row in
      row.values.map { value in if case .string(let text)? = value { text } else { nil } }
    }
  }
}

struct ImportDialectTests {
  @Test(arguments: [
    (";", "semicolons between fields"), ("\t", "tabs between fields"), ("|", "bars between fields"),
    ("^", "carets between fields"), (",", ""),
  ])
  func `the delimiter is found and told`(delimiter: String, title: String) throws {
    let text = #"""
      id|text|label
      1|Hello, you; there|violates
      2|"Two
      lines, ""quoted"""|safe
      3|x|safe
      """#.replacing("|", with: delimiter)
    // A text with the other delimiters in it must stay whole.
    let safe =
      delimiter == "," || delimiter == ";" ? text.replacing("Hello, you; there", with: "Hi") : text
    let table = try table(safe)
    #expect(table.columns == ["id", "text", "label"])
    #expect(table.rows.count == 3)
    #expect(table.cells[1][1] == "Two\nlines, \"quoted\"")
    #expect(table.reading.title == title)
  }

  /// trials/24
  @Test func `semicolons with CRLF`() throws {
    let table = try table("id;text;label\r\n1;Line 1 é;violates\r\n2;Line 2 é;safe\r\n")
    #expect(table.columns == ["id", "text", "label"])
    #expect(table.cells == [["1", "Line 1 é", "violates"], ["2", "Line 2 é", "safe"]])
  }

  @Test(arguments: ["sep=;\r\n", "\"sep=;\"\n", "SEP=;\n", "\u{FEFF}sep=;\n"])
  func `a first line with the delimiter is no row`(line: String) throws {
    let table = try table(line + "text;label\r\na,b,c;x\r\nd,e,f;y\r\n")
    #expect(table.columns == ["text", "label"])
    #expect(table.cells == [["a,b,c", "x"], ["d,e,f", "y"]])
    #expect(table.rows.map(\.line) == [3, 4])
    #expect(table.reading.hasDelimiterLine)
  }

  /// trials/28
  @Test func `backslashes before quotation marks are found and told`() throws {
    let table = try table(
      #"""
      id,text,label
      1,"He said \"hi, there\" again",violates
      2,ok,safe
      """#)
    #expect(
      table.cells == [["1", #"He said "hi, there" again"#, "violates"], ["2", "ok", "safe"]])
    #expect(table.reading.title.contains("backslashes before quotation marks"))
  }

  @Test func `a path with backslashes is no escape`() throws {
    let table = try table("id,text\n1,\"C:\\\"\n2,\"say \"\"hi\"\"\"\n3,\"a,b\"\n")
    #expect(table.cells.map { $0[1] } == ["C:\\", "say \"hi\"", "a,b"])
    #expect(table.reading.title.isEmpty)
  }

  @Test func `apostrophes around most fields are quotation marks, and in a few texts are not`()
    throws
  {
    let quoted = try table("id,text\n'1','a, b'\n'2','it''s'\n")
    #expect(quoted.cells == [["1", "a, b"], ["2", "it's"]])
    let plain = try table("id,text\n1,'tis late\n2,'yes'\n3,no\n4,so\n")
    #expect(plain.cells.map { $0[1] } == ["'tis late", "'yes'", "no", "so"])
  }

  @Test func `tabs without quotation marks keep them in texts`() throws {
    let table = try table(
      "id\ttext\n1\t\"never closed\n2\tsays \"so\"\n3\t\"a\" b\n", file: "x.tsv")
    #expect(table.cells.map { $0[1] } == ["\"never closed", "says \"so\"", "\"a\" b"])
    #expect(table.reading.title.contains("no quotation marks"))
  }

  @Test func `blanks before quotation marks mean nothing where fields stand in them`() throws {
    let table = try table("id, text, label\n1, \"a, b\", x\n2, \"c, d\", y\n")
    #expect(table.columns == ["id", "text", "label"])
    #expect(table.cells.map { $0[1] } == ["a, b", "c, d"])
  }

  @Test func `what a person says goes before what is found`() throws {
    var options = ImportOptions(dialect: DialectChoice(delimiter: "::"))
    let pairs = try table("id::text\n1::a;b;c\n2::d;e;f\n", options: options)
    #expect(pairs.cells == [["1", "a;b;c"], ["2", "d;e;f"]])
    options.dialect = DialectChoice(delimiter: ",", quote: DialectChoice.Quote.none)
    let bare = try table("a,b\n\"x\",y\n", options: options)
    #expect(bare.cells == [["\"x\"", "y"]])
    options.dialect = DialectChoice(quote: .mark("'"), escape: .backslash)
    #expect(try table("a,b\n'it\\'s',y\n", options: options).cells == [["it's", "y"]])
  }

  @Test func `a database's escapes are read where it has no quotation marks`() throws {
    let choice = DialectChoice(
      delimiter: "\t", quote: DialectChoice.Quote.none, escape: .backslash)
    let table = try table(
      "id\ttext\n1\ttwo\\nlines\\tand a tab\n2\t\\N\n3\tback\\\\slash\n", file: "x.tsv",
      options: ImportOptions(dialect: choice))
    #expect(table.cells.map { $0[1] } == ["two\nlines\tand a tab", "", "back\\slash"])
  }

  @Test func `a column of sentences with commas is one column`() throws {
    let table = try table("text\nHello, you\nNo\n\"a, b\"\n")
    #expect(table.cells.map { $0[0] } == ["Hello", "No", "a, b"])
    #expect(table.rows[0].remark != nil)
  }

  @Test func `every way of cutting the bytes gives the same rows`() throws {
    let text =
      "sep=;\r\nid;text\r\n1;\"é;\r\n\"\"x\"\"\"\r\n2;\"a \\\"b\\\" ; c\"\r\n3;\u{1F600}\r\n4;last"
    let whole = try table(text)
    for size in 1...9 {
      let cut = try ImportTable(rows(Array(text.utf8), file: "x.csv", pieces: size))
      #expect(cut.cells == whole.cells, "pieces of \(size)")
      #expect(cut.rows.map(\.line) == whole.rows.map(\.line))
    }
  }

  @Test func `a record that never ends is cut, and the rows behind it are read`() throws {
    let long = String(repeating: "x", count: 17 << 20)
    let table = try table("id,text\n1,\"a\n\(long)\n2,b\n3,c\n")
    #expect(table.rows.first?.problem?.contains("longer than 16 MB") == true)
    #expect(table.cells.last?.first == "3")
  }
}
