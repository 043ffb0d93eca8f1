import Cases
import Testing

/// What an import makes of a text, with the sum that must hold of every import.
private func read(
  _ text: String, _ format: ImportFormat = .csv, header: ImportTable.Header = .row(1),
  content: ImportMapping.Content = .text(.named("text")),
  _ change: (inout ImportMapping) -> Void = { _ in }
) throws -> CaseImport {
  var mapping = ImportMapping(content: content, idPrefix: "set")
  change(&mapping)
  let result = try CaseImport(ImportTable(text, format: format, header: header), mapping)
  let report = result.report
  #expect(report.read == report.imported + report.skipped.count)
  #expect(report.imported == result.cases.count)
  return result
}

extension CaseImport {
  fileprivate var lines: [String] { cases.map { jsonLine(for: $0) } }
  fileprivate var skips: [String] { report.skipped.map { "\($0.line) \($0.reason)" } }
}

struct CaseImportTests {
  @Test func `a content and an expectation are columns, by name or by place`() throws {
    let text = "\u{FEFF}n, text ,label\r\n1,\"Buy\r\nnow\",spam\r\n2, Hello ,\r\n"
    let lines = [
      #"{"id":"set-1","content":"Buy\r\nnow","expected":"spam"}"#,
      #"{"id":"set-2","content":" Hello ","expected":null}"#,
    ]
    #expect(try read(text) { $0.expected = .column(.named("label")) }.lines == lines)
    let byPlace = try read(text, content: .text(.at(2))) { $0.expected = .column(.at(3)) }
    #expect(byPlace.lines == lines)
    #expect(byPlace.report.expectations == ["spam": 1])
    #expect(byPlace.report.expecting == 1)
  }

  @Test func `rows above the header are counted and not read`() throws {
    let text = "Made for a test.,,\nMore of this.\ntext,label\nHello,safe\n"
    let result = try read(text, header: .row(3)) { $0.expected = .column(.named("label")) }
    #expect(result.lines == [#"{"id":"set-1","content":"Hello","expected":"safe"}"#])
    #expect(result.report.skippedRows == 2)
    #expect(result.report.read == 1)
  }

  @Test func `a sheet without a header is read by place`() throws {
    let result = try read("Hello,a\nBye,b\n", header: .none, content: .text(.at(1))) {
      $0.expected = .column(.at(2))
    }
    #expect(result.cases.map(\.expected) == [.one("a"), .one("b")])
    #expect(result.report.remarks.isEmpty)
  }

  /// The shape of a golden sheet: numbered rows under rows with a label, the model's answer last,
  /// and figures below.
  @Test func `a section row labels the rows below it`() throws {
    let text = """
      ,,,model's answer,
      T0,,,,
      1,See you on Monday.,,T0,
      2,The parcel has come.,,T2,
      "T2 ",,,,
      1,Win a phone!!!,,T2,
      ,,,,
      ,,,Accuracy,0.9
      """
    let result = try read(text, content: .text(.at(2))) { $0.expected = .sections(.at(1)) }
    #expect(result.cases.map(\.id) == ["set-2", "set-3", "set-5"])
    #expect(result.cases.map(\.expected) == [.one("T0"), .one("T0"), .one("T2")])
    #expect(
      result.skips == [
        "2 A section row: the rows below it are T0.", "5 A section row: the rows below it are T2.",
        "7 The row is empty.", "8 The row has no content.",
      ])
  }

  @Test func `with a mapping, an unmapped value is counted and nothing is guessed`() throws {
    let text = "text,label\na,0\nb,1\nc,maybe\nd,escalate\ne,maybe\nf,ok\n"
    let result = try read(text) {
      $0.expected = .column(.named("label"))
      $0.meanings = ["0": "ok", "1": "violates"]
    }
    #expect(
      result.cases.map(\.expected)
        == [.one("ok"), .one("violates"), nil, .one("escalate"), nil, .one("ok")])
    #expect(result.report.unknownLabels == ["maybe": 2])
  }

  @Test func `several labels of a cell are all expected, or none if one is unknown`() throws {
    let text = "text,label\na,SP3; SP4;SP3\nb,SP3;odd\nc,;SP4;\n"
    let result = try read(text) {
      $0.expected = .column(.named("label"))
      $0.separator = ";"
      $0.meanings = ["SP3": "SP3", "SP4": "SP4"]
    }
    #expect(result.cases.map(\.expected) == [.all(["SP3", "SP4"]), nil, .one("SP4")])
    #expect(result.report.unknownLabels == ["odd": 1])
  }

  @Test func `an empty label column is an unknown label, never a false one`() throws {
    let text = "text,H,V,S\na,1,0,\nb,,1.0,False\nc,,,\nd,?,0,1\n"
    let result = try read(text) {
      $0.labels = [.named("H"), .named("V"), .named("S")]
      $0.meanings = ["S": "sexual"]
    }
    #expect(
      result.cases.map(\.labels) == [
        ["H": true, "V": false], ["V": true, "sexual": false], [:], ["V": false, "sexual": true],
      ])
    #expect(result.report.unknownLabels == ["H=?": 1])
    #expect(result.report.labelled == 3)
    #expect(result.cases.allSatisfy { $0.expected == nil })
  }

  @Test func `a conversation is two columns and who is judged`() throws {
    let text = "text,answer,label\nHow?,So.,A0\nWhy?,,\n,Because.,A1\n"
    let judged = { (judge: Case.Judge) in
      try read(
        text,
        content: .conversation(user: .named("text"), assistant: .named("answer"), judge: judge)
      ) { $0.expected = .column(.named("label")) }
    }
    let assistant = try judged(.assistant)
    #expect(
      assistant.lines[0]
        == #"{"id":"set-1","messages":[{"role":"user","content":"How?"},"#
        + #"{"role":"assistant","content":"So."}],"judge":"assistant","expected":"A0"}"#)
    #expect(assistant.skips == ["3 The row has no content."])
    #expect(try judged(.user).skips == ["4 The row has no content."])
    #expect(try judged(.conversation).skips.isEmpty)
  }

  @Test func `ids, tags, notes and other columns are kept`() throws {
    let text = "key,text,tags,more,why,note,note\n k1 ,a,x;y,z,because,n1,n2\n,b,,,,,\nk1,c,,,,,\n"
    let result = try read(text) {
      $0.id = .named("key")
      $0.tags = [.named("tags"), .named("more")]
      $0.separator = ";"
      $0.note = .named("why")
      $0.keepsOthers = true
    }
    #expect(
      result.lines == [
        #"{"id":"k1","content":"a","expected":null,"tags":["x","y","z"],"note":"because","#
          + #""note-6":"n1","note-7":"n2"}"#,
        #"{"id":"set-2","content":"b","expected":null}"#,
      ])
    #expect(result.skips == ["4 “k1” is the id of line 2 already."])
    #expect(result.report.repeatedColumns == ["note"])
  }

  @Test func `the same content twice is told with both lines, and dropped only if asked`() throws {
    let text = "text,label,S\na,x,\nb,x,0\na,x,1\na,y,\nb,,1\n"
    let kept = try read(text) {
      $0.expected = .column(.named("label"))
      $0.labels = [.named("S")]
    }
    #expect(kept.report.imported == 5)
    #expect(kept.report.duplicates.map(\.line) == [4, 5, 6])
    #expect(kept.report.duplicates.map(\.firstLine) == [2, 2, 3])
    #expect(kept.report.duplicates.map(\.contradicts) == [false, true, true])
    let dropped = try read(text) {
      $0.expected = .column(.named("label"))
      $0.labels = [.named("S")]
      $0.dropsDuplicates = true
    }
    #expect(
      dropped.skips == [
        "4 The content is that of line 2.", "5 The content is that of line 2.",
        "6 The content is that of line 3.",
      ])
    #expect(dropped.report.duplicates == kept.report.duplicates)
  }

  @Test func `only the same bytes are the same content`() throws {
    let result = try read("text\ncaf\u{E9}\ncafe\u{301}\ncafe\n cafe\n")
    #expect(result.report.imported == 4)
    #expect(result.report.duplicates.isEmpty)
  }

  @Test func `ragged rows are used and told`() throws {
    let result = try read("text,label\na\nb,x,more\n") {
      $0.expected = .column(.named("label"))
      $0.keepsOthers = true
    }
    #expect(
      result.lines == [
        #"{"id":"set-1","content":"a","expected":null}"#,
        #"{"id":"set-2","content":"b","expected":"x","column-3":"more"}"#,
      ])
    #expect(
      result.report.remarks.map { "\($0.line) \($0.message)" }
        == ["2 The row has 1 field, the header 2.", "3 The row has 3 fields, the header 2."])
  }

  @Test func `a quotation mark that is never closed costs its row, and says so`() throws {
    let result = try read("text,label\na,x\n\"b,y\nc,z\n")
    #expect(result.cases.map(\.id) == ["set-1"])
    #expect(result.skips.count == 1)
    #expect(result.skips[0].hasPrefix("3 A quotation mark is never closed"))
  }

  @Test(arguments: [
    (
      ImportColumn.named("Text"), "There is no column “Text”.",
      "The columns are “text”, “a”, “a”, #4."
    ),
    (.at(5), "There is no column #5.", "The columns are “text”, “a”, “a”, #4."),
    (.named("a"), "2 columns are called “a”.", "Name it by its place: #2 or #3."),
    (.named(""), "There is no column “”.", "The columns are “text”, “a”, “a”, #4."),
  ])
  func `a column that cannot be found names those there are`(
    column: ImportColumn, message: String, hint: String
  ) throws {
    let error = try #require(throws: ImportError.self) {
      try read("text,a,a,\nx,1,2,3\n", content: .text(column))
    }
    #expect(error.message == message)
    #expect(error.hint == hint)
  }

  @Test func `section rows need a column of their own`() {
    #expect(throws: ImportError.self) {
      try read("text\na\n") { $0.expected = .sections(.named("text")) }
    }
  }
}
