import Harmony
import Policies
import Runs
import TerminalInput
import TerminalText
import Testing
import TextEditing
import Workbench

/// The Reasoning pane while a chain streams into it.
struct ChainTests {
  static func thinking(_ columns: Int = 120, _ rows: Int = 36) -> Bench {
    var bench = Bench.ready(columns, rows)
    bench.press("ctrl-r")
    bench.engine(.accepted(Sample.model.identity))
    return bench
  }

  /// Lines of the policy that carry the mark, from 1.
  static func marked(_ bench: Bench) -> [Int] {
    bench.lines.compactMap { line in
      guard let mark = line.firstIndex(of: "▸") else { return nil }
      return Int(line[line.index(after: mark)...].prefix(4).filter(\.isNumber))
    }
  }

  @Test func `a cited rule's line is marked in the gutter as soon as it is cited`() {
    var bench = Self.thinking()
    #expect(Self.marked(bench) == [])
    bench.engine(.text(.analysis, "That matches [SP"))
    #expect(Self.marked(bench) == [])
    bench.engine(.text(.analysis, "3.b] and"))
    #expect(Self.marked(bench) == [13])
    bench.engine(.text(.analysis, " not SP0.a here"))
    #expect(Self.marked(bench) == [8, 13])
  }

  @Test func `a quoted heading and a quotation of the policy are citations`() {
    var bench = Self.thinking()
    bench.engine(.text(.analysis, "The policy says \"Money before the item was seen\" there. "))
    #expect(Self.marked(bench) == [12])
  }

  @Test func `the mark follows its line through edits`() {
    var bench = Self.thinking()
    bench.engine(.text(.analysis, "It is [SP3.b]. "))
    bench.type("one\ntwo\n")
    #expect(Self.marked(bench) == [15])
    bench.engine(.text(.analysis, "Also [SP3.a]. "))
    #expect(Self.marked(bench) == [14, 15])
    bench.press("ctrl-z", "ctrl-z", "ctrl-z", "ctrl-z")
    #expect(Self.marked(bench) == [12, 13])
  }

  @Test func `the mark goes with its line when that is deleted`() {
    var bench = Self.thinking()
    bench.engine(.text(.analysis, "It is [SP3.b]. "))
    bench.press("ctrl-g")
    bench.type("13")
    bench.press("enter", "home", "shift-down", "delete")
    #expect(!bench.screen.contains("Pyramid or affiliate bait"))
    bench.engine(.text(.analysis, "Again [SP3.b]. "))
    #expect(Self.marked(bench).count <= 1)
  }

  @Test func `the next run begins without marks`() {
    var bench = Self.thinking()
    bench.engine(.text(.analysis, "It is [SP3.b]. "), .finished(.stop))
    #expect(Self.marked(bench) == [13])
    bench.press("ctrl-r")
    #expect(Self.marked(bench) == [])
  }

  @Test func `known and unknown ids are marked differently in the chain`() throws {
    var bench = Self.thinking()
    bench.engine(.text(.analysis, "It is [SP3.b], not [SP7.q]. So "))
    let frame = view(bench.state)
    func style(of word: String) throws -> Style {
      for (row, line) in frame.text.enumerated() where line.contains("It is [SP3.b]") {
        let column = try #require(line.firstRange(of: word)).lowerBound
        let position = CellPosition(
          column: line.distance(from: line.startIndex, to: column), row: row)
        return try #require(frame[position]).style
      }
      Issue.record("no chain")
      return .plain
    }
    let known = try style(of: "SP3.b")
    let unknown = try style(of: "SP7.q")
    #expect(known != .plain)
    #expect(unknown != .plain)
    #expect(known != unknown)
    #expect(try style(of: "not") == .plain)
    #expect(Self.marked(bench) == [13])
  }

  @Test(arguments: 0..<30)
  func `marks are the same however the chain is cut`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var whole = Self.thinking()
    whole.engine(.text(.analysis, Sample.chain), .finished(.stop))
    var cut = Self.thinking()
    var rest = Sample.chain[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...7, using: &generator))
      rest = rest.dropFirst(piece.count)
      cut.engine(.text(.analysis, String(piece)))
    }
    cut.engine(.finished(.stop))
    #expect(view(cut.state).styledText == view(whole.state).styledText)
  }

  // MARK: Scrolling

  static func long(_ lines: Int) -> Bench {
    var bench = thinking()
    for number in 1...lines { bench.engine(.text(.analysis, "thought \(number)\n")) }
    return bench
  }

  @Test func `the chain follows its tail`() {
    let bench = Self.long(100)
    #expect(bench.screen.contains("thought 100"))
    #expect(!bench.screen.contains("new line"))
  }

  @Test func `scrolled away it stays, counts what is new, and End goes back`() {
    var bench = Self.long(100)
    bench.press("alt-3", "pageup", "pageup")
    let shown = bench.lines.filter { $0.contains("thought") }
    for number in 101...112 { bench.engine(.text(.analysis, "thought \(number)\n")) }
    let after = bench.lines.filter { $0.contains("thought") }
    #expect(after.dropLast() == shown.dropLast())
    #expect(bench.screen.contains("▼ 12 new lines (End)"))
    bench.press("end")
    #expect(bench.screen.contains("thought 112"))
    #expect(!bench.screen.contains("(End)"))
    bench.engine(.text(.analysis, "thought 113\n"))
    #expect(bench.screen.contains("thought 113"))
  }

  @Test func `nothing is new in a chain that has ended`() {
    var bench = Self.long(100)
    bench.engine(.text(.final, "SP0"), .finished(.stop))
    bench.press("alt-3", "pageup")
    #expect(!bench.screen.contains("new lines"))
  }

  @Test func `keys of pagers move in the chain`() {
    var bench = Self.long(100)
    bench.press("alt-3", "g")
    #expect(bench.lines.contains { $0.contains("thought 1 ") })
    bench.press("G")
    #expect(bench.screen.contains("thought 100"))
    bench.press("k", "k", "j", "up", "down")
    #expect(bench.screen.contains("(End)"))
    bench.press("space", "space")
    #expect(bench.screen.contains("thought 100"))
  }

  @Test func `the wheel scrolls the pane under the pointer, in any focus`() {
    var bench = Self.long(100)
    #expect(bench.state.focus == .policy)
    bench.mouse(.wheelUp, .none, at: 90, 20)
    #expect(bench.screen.contains("(End)"))
    #expect(bench.state.focus == .policy)
  }

  @Test func `copying from Reasoning takes all of it`() {
    var bench = Self.long(3)
    #expect(bench.press("alt-3", "y") == [.terminal(.copy("thought 1\nthought 2\nthought 3\n"))])
  }

  // MARK: Length

  /// 500 kB without a line end: its first and last 50 kB in deltas of 5 bytes, and what lies between
  /// in large ones, since a debug build is slow.
  @Test func `a chain of one line and 500 kB stays whole, and its end costs what its start did`()
    throws
  {
    var bench = Self.thinking()
    let id = try #require(bench.lastRequest?.id)
    let clock = ContinuousClock()
    func stream(_ bench: inout Bench) -> Duration {
      clock.measure {
        for number in 0..<10_000 {
          let piece = number % 400 == 0 ? "SP3.b" : number % 400 == 1 ? " and " : "word "
          bench.run(id, .text(.analysis, piece))
          if number % 500 == 0 { _ = view(bench.state) }
        }
      }
    }
    let early = stream(&bench)
    for _ in 0..<100 {
      bench.run(id, .text(.analysis, String(repeating: "word ", count: 800)))
    }
    let late = stream(&bench)
    let record = try #require(bench.state.bench.current?.record)
    #expect(record.reasoning.utf8.count == 500_000)
    #expect(record.citations.count == 50)
    #expect(Self.marked(bench) == [13])
    #expect(late < early * 3, "first 50 kB \(early), last \(late)")
    // Scrolled to the top, the view still costs its rows alone.
    bench.press("alt-3", "g")
    let drawing = clock.measure { for _ in 0..<10 { _ = view(bench.state) } }
    #expect(drawing < .seconds(2), "ten frames took \(drawing)")
  }

  @Test func `lines of bounded length break at spaces, however small the deltas`() throws {
    var bench = Self.thinking()
    for _ in 0..<3000 { bench.engine(.text(.analysis, "abc"), .text(.analysis, "def ")) }
    let buffer = try #require(bench.state.bench.current?.chain.buffer)
    #expect(buffer.lineCount > 5)
    for index in 0..<(buffer.lineCount - 1) {
      #expect(buffer.line(index).hasSuffix("abcdef "), "line \(index)")
    }
  }
}
