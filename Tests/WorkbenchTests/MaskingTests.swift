import Cases
import Harmony
import Policies
import Runs
import TerminalText
import Testing
import Workbench

/// Content as blocks, wherever it would be seen.
struct MaskingTests {
  static let secret = "Earn $$$ by recruiting members! Join now."

  static func masked(_ columns: Int = 120, _ rows: Int = 36, ascii: Bool = false) -> Bench {
    var bench = Bench.ready(columns, rows, ascii: ascii)
    bench.press("ctrl-t", "M")
    return bench
  }

  @Test func `the Content pane shows blocks where the characters were`() {
    var bench = Bench.ready()
    let before = bench.lines
    #expect(bench.screen.contains(Self.secret))
    bench.press("ctrl-t", "M")
    #expect(bench.screen.contains("░░░░ ░░░ ░░ ░░░░░░░░░░ ░░░░░░░░ ░░░░ ░░░░"))
    #expect(bench.screen.contains("masked"))
    for word in ["Earn", "recruiting", "Join"] { #expect(!bench.screen.contains(word)) }
    bench.press("ctrl-t", "M")
    #expect(Array(bench.lines.prefix(30)) == Array(before.prefix(30)))
  }

  @Test func `masked from the start where the settings say so`() {
    var setup = State.Setup(size: Size(columns: 80, rows: 24), keymap: Keymap.make().0)
    setup.masksContent = true
    let bench = Bench()
    #expect(State(setup, at: bench.moment).isMasked)
  }

  @Test func `typing works and shows blocks, of the width of what is typed`() {
    var bench = Self.masked()
    bench.press("alt-2", "ctrl-t", "a")
    bench.type("漢字 ab")
    #expect(bench.state.content.text == "漢字 ab")
    #expect(bench.screen.contains("░░░░ ░░"))
    #expect(!bench.screen.contains("漢"))
    #expect(!bench.screen.contains("U+"))
  }

  @Test func `in ASCII the blocks are number signs`() {
    #expect(Self.masked(ascii: true).screen.contains("#### ### ## ##########"))
  }

  @Test func `the chain keeps its words, and its quotations of the content are blocks`() {
    var bench = Self.masked()
    bench.press("ctrl-r")
    bench.answer("SP3.b", chain: "It says \"by RECRUITING members\" and so SP3.b fits.")
    #expect(bench.screen.contains("It says \"░░ ░░░░░░░░░░ ░░░░░░░\" and so SP3.b fits."))
    #expect(!bench.screen.contains("RECRUITING"))
  }

  @Test func `an answer that quotes the content is masked there`() {
    var bench = Self.masked()
    bench.press("ctrl-r")
    bench.answer("SP3.b since of \"recruiting members! Join\"")
    #expect(!bench.screen.contains("recruiting members!"))
    #expect(bench.screen.contains("SP3.b since of \"░░"))
  }

  @Test func `cases and runs are listed with blocks`() {
    var bench = Self.masked()
    bench.press("f3")
    #expect(bench.screen.contains("mk-02"))
    #expect(bench.screen.contains("content masked"))
    #expect(!bench.screen.contains("available"))
    bench.press("f4")
    bench.workspace(.runs([Sample.summary(1, .violates)], filter: RunFilter()))
    #expect(bench.screen.contains("1 run"))
    #expect(!bench.screen.contains("recruiting"))
    bench.press("ctrl-t", "M")
    #expect(bench.state.screen != nil)
    #expect(bench.screen.contains("recruiting"))
  }

  @Test func `a trace is masked in content, prompt and quotations`() throws {
    var bench = Self.masked(200, 60)
    bench.press("ctrl-r")
    bench.answer("SP3.b", chain: "Join now. is what it asks; \"recruiting members! Join now.\"")
    var record = try #require(bench.state.bench.current?.record)
    record.prompt = PromptRecord(
      kind: .predicted, segments: [.control(.start), .text("user\nContent:\n" + Self.secret)])
    bench.workspace(.record(record))
    var seen = ""
    for _ in 0..<6 {
      for _ in 0..<4 {
        seen += bench.screen
        bench.press("pagedown")
      }
      bench.press("tab")
    }
    #expect(seen.contains("is what it asks"))
    #expect(seen.contains("<|start|>"))
    #expect(seen.contains("content masked"))
    #expect(!seen.contains("recruiting"))
  }

  @Test func `a quotation is masked on into the next sentence, and in two traces`() {
    var record = Sample.record("SP3.b", chain: "It says: recruiting members! Join now. So SP3.b.")
    record.content = Self.secret
    var other = Sample.record("SP0.a", chain: "Earn $$$ by recruiting is a joke. SP0.a.", id: 10)
    other.content = Self.secret
    var bench = Self.masked()
    bench.workspace(.record(record))
    #expect(bench.screen.contains("It says: ░░░░░░░░░░ ░░░░░░░░"))
    #expect(!bench.screen.contains("Join now"))
    bench.press("p")
    bench.wait(.seconds(9))
    #expect(bench.screen.contains("So SP3.b."))
    #expect(!bench.screen.contains("Join now"))
    bench.press("p", "c", "esc")
    bench.workspace(.record(other))
    bench.press("c")
    #expect(bench.screen.contains("is a joke"))
    for word in ["Join now", "recruiting", "Earn"] { #expect(!bench.screen.contains(word)) }
    bench.press("ctrl-t", "M")
    #expect(bench.screen.contains("recruiting"))
  }

  @Test func `what is masked on a trace is not copied from it`() {
    var record = Sample.record("SP3.b", chain: "It says: recruiting members! So SP3.b.")
    record.content = Self.secret
    var bench = Self.masked()
    bench.workspace(.record(record))
    guard case .terminal(.copy(let text))? = bench.press("y").first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.hasPrefix("It says: ░░░░░░░░░░ ░░░░░░░░"))
    bench.press("tab", "tab")
    #expect(bench.press("y").isEmpty)
    #expect(bench.notice == "Content is masked. Ctrl-T M reveals it.")
  }

  @Test func `masked content is neither copied nor edited elsewhere`() {
    var bench = Self.masked()
    bench.press("alt-2", "ctrl-t", "a")
    #expect(bench.press("ctrl-c").isEmpty)
    #expect(bench.notice == "Content is masked. Ctrl-T M reveals it.")
    #expect(bench.press("ctrl-x").isEmpty)
    #expect(bench.state.content.text == Self.secret)
    #expect(bench.press("ctrl-t", "x").isEmpty)
    bench.press("ctrl-t", "M")
    #expect(bench.press("ctrl-c") == [.terminal(.copy(Self.secret))])
  }

  @Test func `what is copied of a chain is what is shown`() {
    var bench = Self.masked()
    bench.press("ctrl-r")
    bench.answer("SP3.b", chain: "It says \"by recruiting members\".")
    bench.press("alt-3")
    #expect(bench.press("y") == [.terminal(.copy("It says \"░░ ░░░░░░░░░░ ░░░░░░░\". "))])
  }

  // MARK: The finder

  @Test func `any twelve bytes in a row are found, over line ends and in any case`() {
    let mask = ContentMask("Send the deposit to\nmy other account")
    #expect(mask.ranges(in: "he wrote SEND THE DEPOSIT to my OTHER account, twice") == [9..<45])
    #expect(mask.ranges(in: "the deposit").isEmpty)
    #expect(mask.ranges(in: "the deposit ") == [0..<12])
    #expect(ContentMask("").ranges(in: "anything at all").isEmpty)
    #expect(ContentMask("hello").ranges(in: "it says hello twice, hello") == [8..<13, 21..<26])
  }

  /// By a slow and simple look at every pair of places.
  @Test func `the ranges are those of the definition`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let content = Array((0..<40).map { _ in "ab c".utf8.randomElement(using: &generator)! })
      let text = Array((0..<90).map { _ in "ab c".utf8.randomElement(using: &generator)! })
      var isQuoted = [Bool](repeating: false, count: text.count)
      for start in 0...(text.count - 12) {
        let window = text[start..<(start + 12)]
        let isFound = (0...(content.count - 12)).contains {
          content[$0..<($0 + 12)].elementsEqual(window)
        }
        if isFound { for index in start..<(start + 12) { isQuoted[index] = true } }
      }
      let ranges = ContentMask(String(decoding: content, as: UTF8.self))
        .ranges(in: String(decoding: text, as: UTF8.self))
      let marked = Set(ranges.flatMap(Array.init))
      #expect(marked == Set(text.indices.filter { isQuoted[$0] }))
    }
  }
}
