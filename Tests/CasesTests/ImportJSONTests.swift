import Cases
import Testing

struct ImportJSONTests {
  /// The texts of a column.
  private func texts(
    _ text: String, _ column: String, file: String = "x.json", rows path: String? = nil
  ) throws -> [String?] {
    let table = try table(text, file: file, options: ImportOptions(rows: path))
    let index = try #require(table.columns.firstIndex(of: column))
    return table.cells.map { $0[index] }
  }

  /// trials/27
  @Test func `a list of objects is rows`() throws {
    let text = "[\n {\n  \"id\": 1,\n  \"text\": \"a é\"\n },\n {\"id\": 2, \"text\": \"b\"}\n]"
    let table = try table(text, file: "x.json")
    #expect(table.columns == ["id", "text"])
    #expect(table.cells.map { $0[1] } == ["a é", "b"])
    #expect(table.rows.map(\.line) == [2, 6])
    #expect(try texts(text, "text", file: "wrong.jsonl") == ["a é", "b"])
  }

  @Test func `rows stand under the key that holds most of the document`() throws {
    // The shape of the dataset viewer's API: the names of features are a list of objects too.
    let viewer = """
      {"features":[{"feature_idx":0,"name":"text","type":{"dtype":"string"}}],
       "rows":[{"row_idx":0,"row":{"text":"a long enough text to be most of it","label":1},"truncated_cells":[]},
               {"row_idx":1,"row":{"text":"another text, about as long as that","label":0},"truncated_cells":[]}],
       "num_rows_total":2}
      """
    #expect(try texts(viewer, "row.text").count == 2)
    let nested = #"{"version":"1","data":{"items":[{"t":"a"},{"t":"b"}]},"n":2}"#
    #expect(try texts(nested, "t") == ["a", "b"])
    let reading = try table(nested, file: "x.json").reading
    #expect(reading.title == "rows under “data.items”")
    let two = #"{"train":[{"t":"a"},{"t":"b"}],"test":[{"t":"c"}]}"#
    #expect(try texts(two, "t", rows: "test") == ["c"])
    #expect(try table(two, file: "x.json").reading.otherRows == ["test"])
  }

  @Test func `an object of objects is a row for each key`() throws {
    // The shape of HateXplain: annotators inside each post.
    let text = """
      {"p1":{"text":"one","annotators":[{"label":"hate","annotator_id":1},{"label":"normal","annotator_id":2}]},
       "p2":{"text":"two","annotators":[{"label":"normal","annotator_id":1}]}}
      """
    #expect(try texts(text, "text") == ["one", "two"])
    #expect(try texts(text, "#key") == ["p1", "p2"])
  }

  @Test func `lines are read under the name of a document, and documents over several lines`()
    throws
  {
    #expect(try texts("{\"t\":\"a\"}\n{\"t\":\"b\"}\n", "t") == ["a", "b"])
    #expect(try texts("{\n \"t\": \"a\"\n}\n{\n \"t\": \"b\"\n}\n", "t") == ["a", "b"])
    #expect(try texts("[\"a\", \"b\"]", "content") == ["a", "b"])
  }

  @Test func `values that are not numbers are none`() throws {
    let table = try table("[{\"t\":\"a\",\"n\":NaN},{\"t\":\"b\",\"n\":-Infinity}]", file: "x.json")
    #expect(table.rows.map(\.problem) == [nil, nil])
    #expect(table.rows.map { $0.values[0] } == [.null, .null])
  }

  @Test func `a document that breaks off gives its rows and says so`() throws {
    let table = try table("[{\"t\":\"a\"},{\"t\":\"b\"},{\"t\":\"c", file: "x.json")
    #expect(table.rows.count == 3)
    #expect(table.rows[2].problem?.contains("ends in the middle") == true)
    #expect(throws: ImportError.self) { try self.table("{\"a\":1,", file: "x.json") }
    let error = try #require(throws: ImportError.self) {
      try self.table("{\"a\":1}", file: "x.json", options: ImportOptions(rows: "b"))
    }
    #expect(error.hint.contains("--rows"))
  }

  private func table(
    _ text: String, file: String, options: ImportOptions = ImportOptions()
  ) throws -> ImportTable {
    try ImportTable(rows(Array(text.utf8), file: file, options: options))
  }

  @Test func `every way of cutting the bytes gives the same rows`() throws {
    let text =
      #"{"meta":{"x":[1,2]},"rows":[{"t":"é \"q\" ] }"},{"t":"[{","u":{"v":[{"w":"\\"}]}}]}"#
    let whole = try table(text, file: "x.json").rows.map(\.values)
    for size in 1...9 {
      let cut = try ImportTable(rows(Array(text.utf8), file: "x.json", pieces: size))
      #expect(cut.rows.map(\.values) == whole, "pieces of \(size)")
    }
  }

  @Test func `a stream of lines gives each row when it is there`() throws {
    var pieces = ["{\"id\":\"a\",\"content\":\"1\"}\n", "{\"id\":\"b\",\"content\":\"2\"}\n"][...]
    var asked = 0
    let source = try ImportRows(
      {
        asked += 1
        return pieces.popFirst().map { Array($0.utf8) } ?? []
      }, file: "", options: ImportOptions(isLive: true))
    var reader = try CaseRowReader(source, ImportMapping(content: .cases, idPrefix: "row"))
    let first = try #require(try reader.next())
    #expect(try first.result.get().id == "a")
    #expect(asked == 1)
  }
}

/// Shapes of data sets in the field.
struct ImportFieldShapesTests {
  private func cases(_ text: String, _ column: String, file: String) throws -> CaseImport {
    try CaseImport(
      table(text, file: file), ImportMapping(content: .text(.named(column)), idPrefix: "x"))
  }

  @Test func `a list of messages is a conversation`() throws {
    let text = """
      {"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"yo"}]}
      {"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}
      {"messages":[{"from":"human","value":"hi"},{"from":"gpt","value":"yo"}]}
      {"messages":[{"role":"user","content":[{"type":"image_url","image_url":"x"}]}]}
      """
    let result = try cases(text, "messages", file: "x.jsonl")
    let talk = [Case.Message(role: "user", content: "hi"), .init(role: "assistant", content: "yo")]
    #expect(
      result.cases.map(\.content) == [
        .conversation(messages: talk, judge: .conversation),
        .conversation(
          messages: [.init(role: "user", content: "a\nb")], judge: .conversation),
        .conversation(messages: talk, judge: .conversation),
      ])
    // A picture is no text, and leaving it out would change what is judged.
    #expect(result.report.skippedCount == 1)
  }

  @Test(arguments: [
    #"{"text":{"0":"a","1":"b"},"label":{"0":0,"1":1}}"#, #"{"text":["a","b"],"label":[0,1]}"#,
  ])
  func `columns are refused with the command that makes rows of them`(text: String) throws {
    let error = try #require(throws: ImportError.self) { try table(text, file: "x.json") }
    #expect(error.message.contains("a list for each column"))
    #expect(error.hint.contains("pandas.read_json"))
    #expect(error.hint.contains(" x.json x.jsonl"))
  }

  @Test func `what only looks like columns is rows`() throws {
    let byKey = try table(#"{"0":{"text":"a"},"1":{"text":"b"}}"#, file: "x.json")
    #expect(byKey.rows.count == 2)
    let one = try table(#"{"texts":["a","b"]}"#, file: "x.json")
    #expect(one.rows.count == 2)
  }

  @Test func `lines that are lists are rows without names, and none is lost`() throws {
    let lines = try table("[\"a\",\"1\"]\n[\"b\",\"0\"]\n", file: "x.jsonl")
    #expect(lines.columns == ["#1", "#2"])
    #expect(lines.cells == [["a", "1"], ["b", "0"]])
    let joined = try table(#"[{"t":"a"}]"# + "\n" + #"[{"t":"b"},{"t":"c"}]"#, file: "x.json")
    #expect(joined.cells == [["a"], ["b"], ["c"]])
    let more = try table(#"[{"t":"a"}] 7"#, file: "x.json")
    #expect(more.rows.count == 2 && more.rows[1].problem != nil)
  }
}
