import Cases
import Foundation
import Testing

struct ImportEncodingTests {
  static let text = "id;text\r\n1;Zürich – “naïve” € 日本 🦊\r\n2;plain\r\n"

  static func utf16(_ text: String, little: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
      little ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `UTF-16 is read with and without a mark, cut anywhere`(little: Bool, mark: Bool) throws {
    let bytes = Self.utf16(Self.text, little: little, mark: mark)
    for size in [1, 2, 3, 5, 1 << 20] {
      let table = try ImportTable(rows(bytes, file: "x.csv", pieces: size))
      #expect(table.columns == ["id", "text"])
      #expect(table.cells[0][1] == "Zürich – “naïve” € 日本 🦊", "pieces of \(size)")
      #expect(table.reading.encoding == (little ? .utf16LittleEndian : .utf16BigEndian))
    }
  }

  @Test func `Windows-1252 is what is not UTF-8, and told`() throws {
    var bytes = Array("text,label\nfoo,x\n".utf8)
    bytes += [0x93, 0x68, 0xE9, 0x94, 0x20, 0x80] + Array(",y\n".utf8)
    for size in [1, 3, 1 << 20] {
      let table = try ImportTable(rows(bytes, file: "x.csv", pieces: size))
      #expect(table.cells == [["foo", "x"], ["“hé” €", "y"]], "pieces of \(size)")
      #expect(table.reading.title == "Windows-1252")
    }
  }

  @Test func `the first bytes that are not ASCII may come late`() throws {
    let filler = String(repeating: "plain,x\n", count: 100_000)
    let bytes = Array("text,label\n\(filler)".utf8) + [0xE9] + Array(",y\n".utf8)
    let table = try ImportTable(rows(bytes, file: "x.csv", pieces: 1 << 16))
    #expect(table.cells.last == ["é", "y"])
    #expect(table.reading.encoding == .windows1252)
  }

  @Test func `a row with bytes that are no UTF-8 costs that row alone`() throws {
    let bytes = Array("text,label\né,x\nü,y\n".utf8) + [0xE9] + Array("!,z\nö,w\n".utf8)
    let table = try ImportTable(rows(bytes, file: "x.csv"))
    #expect(table.rows.map { $0.problem != nil } == [false, false, true, false])
    #expect(table.rows[2].problem?.contains("no UTF-8") == true)
  }

  @Test(arguments: [
    ("latin1", TextEncoding.windows1252), ("UTF8", .utf8), ("utf-16", .utf16LittleEndian),
    ("CP1251", .windows1251), ("iso-8859-2", .latin2),
  ])
  func `encodings have many names`(name: String, encoding: TextEncoding) {
    #expect(TextEncoding(name: name) == encoding)
  }

  @Test func `a named encoding is taken`() throws {
    let bytes: [UInt8] = Array("text\n".utf8) + [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x0A]
    let options = ImportOptions(encoding: .windows1251)
    let table = try ImportTable(rows(bytes, file: "x.csv", options: options))
    #expect(table.cells == [["Привет"]])
    #expect(TextEncoding(name: "shift_jis") == nil)
  }

  @Test(arguments: [
    ("PAR1....", "a.parquet", "Parquet", "read_parquet"),
    ("PK\u{3}\u{4}....", "a.xlsx", "XLSX", "read_excel"),
    ("SQLite format 3\0", "a.db", "SQLite", "sqlite3"),
    ("BZh91AY", "a.csv.bz2", "bzip2", "bunzip2"),
    ("%PDF-1.7", "a.pdf", "PDF", "pdftotext"),
    ("ARROW1\0\0", "a.feather", "Arrow", "read_feather"),
  ])
  func `what is no text is refused with the command that converts it`(
    start: String, file: String, name: String, command: String
  ) throws {
    let error = try #require(throws: ImportError.self) { try rows(Array(start.utf8), file: file) }
    #expect(error.message.contains(name))
    #expect(error.hint.hasPrefix("Convert it first: "))
    #expect(error.hint.contains(command))
    #expect(error.hint.contains(file))
    #expect(error.isAboutFile)
  }

  @Test func `a name that a shell would obey is quoted in the command`() throws {
    let error = try #require(throws: ImportError.self) {
      try rows(Array("PAR1".utf8), file: "a'; rm -rf $HOME #.parquet")
    }
    #expect(error.hint.contains(#"'a'\''; rm -rf $HOME #.parquet'"#))
    // Labels of 1 and 0 stay so beside an empty cell.
    #expect(error.hint.contains(".convert_dtypes()"))
  }

  @Test func `YAML and bytes of any other kind are refused`() throws {
    let yaml = try #require(throws: ImportError.self) {
      try rows(Array("tests:\n- vars: {}\n".utf8), file: "promptfooconfig.yaml")
    }
    // Several documents and dates are YAML, too.
    #expect(yaml.hint.contains("yaml.safe_load_all"))
    #expect(yaml.hint.contains("default=str"))
    let noise = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(throws: ImportError.self) { try rows(noise, file: "x.csv") }
  }
}
