import Testing

@testable import Workspace

struct TOMLTests {
  /// The values without their places.
  enum Plain: Hashable {
    case string(String)
    case integer(Int)
    case number(Double)
    case bool(Bool)
    case list([Plain])
    case table([String: Plain])
    case moment(TOMLMoment)

    init(_ value: TOMLValue) {
      switch value {
      case .string(let text): self = .string(text)
      case .integer(let number): self = .integer(number)
      case .number(let number): self = .number(number)
      case .bool(let bool): self = .bool(bool)
      case .array(let items): self = .list(items.map { Plain($0.value) })
      case .table(let entries): self = .table(entries.mapValues { Plain($0.value) })
      case .moment(let kind, _): self = .moment(kind)
      }
    }
  }

  static func read(_ text: String) throws -> [String: Plain] {
    try TOMLReader.read(text).mapValues { Plain($0.value) }
  }

  /// `line:column sentence`, or nil where it can be read.
  static func problem(_ text: String) -> String? {
    do throws(TOMLError) {
      _ = try TOMLReader.read(text)
      return nil
    } catch {
      return "\(error.place.line):\(error.place.column) \(error.message)"
    }
  }

  @Test func `values of every kind are read`() throws {
    let read = try Self.read(
      #"""
      a = "t\t\"\u00e9\U0001F600"      # a comment
      b = 'C:\temp'
      c = """
      one \
         two"""
      d = '''
      'q'''''
      int = [1_000, -17, +5, 0xFF, 0o17, 0b101]
      real = [1.5, -2e3, 6.0_1E-2, inf, -inf]
      yes = true
      "quoted key" = { x.y = 1, z = [ { w = false }, ] }
      time = [1979-05-27T07:32:00Z, 1979-05-27 07:32:00.5, 1979-05-27, 07:32:00]
      """#)
    #expect(read["a"] == .string("t\t\"é😀"))
    #expect(read["b"] == .string(#"C:\temp"#))
    #expect(read["c"] == .string("one two"))
    #expect(read["d"] == .string("'q''"))
    #expect(read["int"] == .list([1000, -17, 5, 255, 15, 5].map { .integer($0) }))
    #expect(read["real"] == .list([1.5, -2000, 0.0601, .infinity, -.infinity].map { .number($0) }))
    #expect(read["yes"] == .bool(true))
    #expect(
      read["quoted key"]
        == .table([
          "x": .table(["y": .integer(1)]), "z": .list([.table(["w": .bool(false)])]),
        ]))
    #expect(
      read["time"]
        == .list([.moment(.instant), .moment(.dateTime), .moment(.date), .moment(.time)])
    )
  }

  @Test func `tables, lists of tables and dotted keys go together`() throws {
    let read = try Self.read(
      "a.b = 1\na.c = 2\n[d.e]\nf = 3\n[d]\ng = 4\n[[h]]\ni = 5\n[h.j]\nk = 6\r\n[[h]]\n")
    #expect(
      read == [
        "a": .table(["b": .integer(1), "c": .integer(2)]),
        "d": .table(["e": .table(["f": .integer(3)]), "g": .integer(4)]),
        "h": .list([.table(["i": .integer(5), "j": .table(["k": .integer(6)])]), .table([:])]),
      ])
    #expect(try Self.read("\u{FEFF}a = 1") == ["a": .integer(1)])
    #expect(try Self.read("") == [:])
  }

  static let wrong: [(toml: String, problem: String)] = [
    ("[\n", "1:2 a name or key is missing here."),
    ("\n\n[a", "3:3 “]” is missing after the name."),
    ("[[a]\n", "1:5 “]]” is missing after the name."),
    ("a", "1:2 “=” is missing after the key “a”."),
    ("a =\n", "1:4 a value is missing here."),
    ("a = é", "1:5 this is not a value; text needs quotation marks."),
    ("a = yes", "1:5 “yes” is not a value; text needs quotation marks."),
    ("a = 01", "1:5 “01” is not a value; text needs quotation marks."),
    ("a = 1979-02-30", "1:5 “1979-02-30” is not a value; text needs quotation marks."),
    (
      "a = 9223372036854775808",
      "1:5 “9223372036854775808” is not a value; text needs quotation marks."
    ),
    ("a = 1 b = 2", "1:7 something follows where the line should end."),
    ("a = \"x\n", "1:7 the string does not end on its line."),
    ("\na = '''x\n\n", "2:8 the string that begins here does not end."),
    ("a = \"\\x\"", "1:7 a backslash stands before something that it does not go with."),
    ("a = \"\\uD800\"", "1:7 \\u must stand before 4 hexadecimal digits of a character."),
    ("a = \"\u{0}\"", "1:6 there is a NUL character in a string."),
    (
      "a = '\u{1B}'",
      "1:6 a string holds a control character; write it as \\u and four hexadecimal digits."
    ),
    ("# \u{7F}", "1:3 a comment holds a control character."),
    ("a = [1,\n2", "1:5 the list that begins here does not end."),
    ("a = [1 2]", "1:8 “,” or “]” is missing after an element of a list."),
    ("a = {b = 1", "1:5 the table that begins here does not end."),
    ("a = {b = 1,}", "1:12 a name or key is missing here."),
    ("a = {b = 1\n}", "1:11 “,” or “}” is missing after a value of a table."),
    ("a = 1\nb.a = 1\na = 2", "3:1 “a” is defined twice."),
    ("[a]\n[a]", "2:1 “a” is defined twice."),
    ("[[a]]\n[a]", "2:1 “a” is defined twice."),
    ("a = []\n[[a]]", "2:1 “a” is defined twice."),
    ("a = {}\na.b = 1", "2:1 “a.b” is defined twice."),
    ("[a.b]\n[a]\nb.c = 1", "3:1 “b.c” is defined twice."),
    ("a.b = 1\n[a]", "2:1 “a” is defined twice."),
  ]

  @Test(arguments: wrong)
  func `what is wrong is said with its place`(toml: String, problem: String) {
    #expect(Self.problem(toml) == problem)
  }

  /// Each of these ended the process while TOMLKit read settings.
  @Test func `nothing exhausts the stack or takes long`() {
    let many = 100_000
    func repeated(_ text: String) -> String { String(repeating: text, count: many) }
    for (text, problem) in [
      ("a" + repeated(".a") + " = 1", "the name has more than 64 parts."),
      ("[a" + repeated(".a") + "]", "the name has more than 64 parts."),
      ("a = " + repeated("["), "lists and tables are nested deeper than 64."),
      ("a = " + repeated("{b = "), "lists and tables are nested deeper than 64."),
      (repeated("["), "a name or key is missing here."),
      (repeated("# a comment\n"), "the file has 1200000 bytes; 1048576 is the limit."),
    ] {
      #expect(Self.problem(text)?.hasSuffix(" " + problem) == true, "\(text.prefix(20))")
    }
    let nested = "a = " + String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(Self.problem(nested) == nil)
    #expect(Self.problem(repeated("[[a]]\n")) == nil)
    #expect(Self.problem((0..<40_000).map { "k\($0) = 1\n" }.joined()) == nil)
  }
}
