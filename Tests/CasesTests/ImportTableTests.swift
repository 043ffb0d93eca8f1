import Cases
import Testing

struct ImportTableTests {
  @Test func `JSON lines are columns by path`() throws {
    let text = """
      \u{FEFF}{"prompt":"a","meta":{"label":"x","n":1}}\r
      {"labels":["x","y"],"prompt":"b","meta":{}}
      """
    let table = try ImportTable(text, format: .jsonLines)
    #expect(table.columns == ["meta.label", "meta.n", "prompt", "labels", "meta"])
    #expect(
      table.rows.map(\.values) == [
        [.string("x"), .integer(1), .string("a"), nil, nil],
        [nil, nil, .string("b"), .array([.string("x"), .string("y")]), .object([:])],
      ])
  }

  @Test func `lists of JSON are several labels, null is none, and no text is no content`() throws {
    let text = """
      {"prompt":"a","labels":["x","y"],"S":0}
      {"prompt":"b","labels":null,"S":null}

      {"prompt":["c"]}
      [1]
      {"prompt":
      {"prompt":7,"labels":1,"S":1}
      """
    let table = try ImportTable(text, format: .jsonLines)
    var mapping = ImportMapping(content: .text(.named("prompt")), idPrefix: "j")
    mapping.expected = .column(.named("labels"))
    mapping.labels = [.named("S")]
    let result = try CaseImport(table, mapping)
    #expect(
      result.cases.map { jsonLine(for: $0) } == [
        #"{"id":"j-1","content":"a","expected":["x","y"],"labels":{"S":0}}"#,
        #"{"id":"j-2","content":"b","expected":null}"#,
        #"{"id":"j-7","content":"7","expected":"1","labels":{"S":1}}"#,
      ])
    #expect(
      result.report.skipped.map { "\($0.line) \($0.reason)" } == [
        "3 The row is empty.", "4 The content is a list, not a text.",
        "5 The line is a list, not an object.", "6 The line is not JSON.",
      ])
  }

  @Test func `lines of text are contents`() throws {
    let table = try ImportTable("one\r\n\r\n two \n", format: .lines)
    #expect(table.columns == ["content"])
    #expect(table.rows.map(\.line) == [1, 2, 3])
    #expect(table.rows.map(\.values) == [[.string("one")], [.string("")], [.string(" two ")]])
  }

  @Test func `blocks of text are contents of several lines`() throws {
    let text = "one\n\nmore\n---\n\n---\r\n\ntwo\n---\n"
    let table = try ImportTable(text, format: .blocks(separator: "---"))
    #expect(table.rows.map(\.line) == [1, 5, 7])
    #expect(
      table.rows.map(\.values) == [[.string("one\n\nmore")], [.string("")], [.string("two")]])
  }

  @Test(arguments: ["", "a,b\n"])
  func `a file without rows is refused`(text: String) {
    #expect(throws: ImportError.self) { try ImportTable(text, format: .csv) }
  }

  @Test(arguments: [0, 3]) func `the header must be a row of the file`(row: Int) {
    #expect(throws: ImportError.self) { try ImportTable("a\nb\n", format: .csv, header: .row(row)) }
  }

  @Test func `a format is told by the ending`() throws {
    #expect(try ImportFormat(fileName: "a/b.v2.CSV") == .csv)
    #expect(try ImportFormat(fileName: "b.jsonl") == .jsonLines)
    for name in ["csv", "a.csv/b", "a.xlsx", "-"] {
      #expect(throws: ImportError.self) { try ImportFormat(fileName: name) }
    }
  }

  @Test func `a column is called by its name where that is its own, else by its place`() throws {
    let table = try ImportTable("a,b,b,,#1\n1,2,3,4,5\n", format: .csv)
    #expect(
      table.columns.indices.map { table.column(at: $0).description }
        == ["“a”", "#2", "#3", "#4", "#5"])
  }
}
