import Harmony
import Policies
import Runs
import TerminalText
import Testing
import TextEditing

@testable import Workbench

/// Texts and windows of any size cost what is seen of them.
struct FloodTests {
  /// How many times as long the second takes as the first. The better of three tries each, since
  /// other tests run beside this one.
  private func ratio(_ first: () -> Void, _ second: () -> Void) -> Double {
    func time(_ work: () -> Void) -> Double {
      let clock = ContinuousClock()
      return (0..<3).map { _ in clock.measure(work) / .milliseconds(1) }.min() ?? 0
    }
    return time(second) / max(time(first), 0.001)
  }

  private func citing(_ count: Int) -> ChainText {
    var chain = ChainText()
    chain.append(String(repeating: "It is [SP3.b] again.\n", count: count), channel: .analysis)
    return chain
  }

  private func citations(_ count: Int) -> [Citation] {
    (0..<count).map { number in
      Citation(
        kind: .id, text: "SP3.b", channel: "analysis",
        range: (21 * number + 7)..<(21 * number + 12),
        rule: "SP3.b", line: 13, known: true)
    }
  }

  @Test func `marks are found wherever they stand, also when all of a chain came at once`() {
    var chain = ChainText()
    chain.append("one [SP3.b]\ntwo ", channel: .analysis)
    chain.append("aside SP0.a\n", channel: .commentary)
    chain.append("[SP3.b]\nthree [SP3.b]\n", channel: .analysis)
    chain.append("and SP0.a", channel: .commentary)
    func mark(_ channel: String, _ range: Range<Int>) {
      chain.mark(
        Citation(
          kind: .id, text: "", channel: channel, range: range, rule: nil, line: 1, known: true))
    }
    mark("analysis", 5..<10)
    mark("analysis", 17..<22)
    mark("analysis", 31..<36)
    mark("commentary", 6..<11)
    mark("commentary", 16..<21)
    var marked: [String] = []
    for line in 0..<chain.buffer.lineCount {
      for mark in chain.marks(onLine: line) {
        let bytes = Array(chain.buffer.line(line).utf8)[mark.range]
        marked.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    #expect(marked == ["SP3.b", "SP0.a", "SP3.b", "SP3.b", "SP0.a"])
  }

  @Test func `marking a chain that came at once is not quadratic`() {
    func work(_ count: Int) -> () -> Void {
      let (chain, citations) = (citing(count), citations(count))
      return {
        var chain = chain
        for (number, citation) in citations.enumerated() { chain.mark(citation, number: number) }
        #expect(chain.marks(onLine: count - 1).count == 1)
      }
    }
    // Ten times as many cost a hundred times as much if each looks through all lines.
    #expect(ratio(work(300), work(3000)) < 40)
  }

  @Test(arguments: [
    String(repeating: "x", count: 300_000), "a" + String(repeating: "\u{301}", count: 150_000),
    String(repeating: "漢", count: 100_000), String(repeating: "a ", count: 150_000),
    String(repeating: "👩‍", count: 40_000),
  ])
  func `no line of a chain is long, however it came`(_ text: String) {
    var whole = ChainText()
    whole.append(text, channel: .analysis)
    var pieces = ChainText()
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      pieces.append(String(String.UnicodeScalarView(rest.prefix(997))), channel: .analysis)
      rest = rest.dropFirst(997)
    }
    for chain in [whole, pieces] {
      let lines = (0..<chain.buffer.lineCount).map { chain.buffer.line($0) }
      #expect(lines.allSatisfy { $0.utf8.count <= ChainText.longestLine })
      #expect(Array(lines.joined().utf8) == Array(text.utf8))
    }
    #expect(whole.buffer.text.utf8.elementsEqual(pieces.buffer.text.utf8))
  }

  @Test func `three megabytes in one delta are drawn as the end of a chain`() {
    var bench = ChainTests.thinking()
    let text = String(repeating: "word [SP3.b] and so on ", count: 130_000)
    bench.engine(.text(.analysis, text))
    bench.engine(.text(.analysis, "THE END"))
    #expect(bench.screen.contains("THE END"))
    #expect(bench.state.bench.current?.record.reasoning.utf8.count == text.utf8.count + 7)
    #expect(bench.state.bench.current?.record.citations.count == RunLimits.citations)
  }

  @Test func `a frame costs the same whatever the answer, the message or the title is`() {
    func bench(_ count: Int) -> Bench {
      var bench = ChainTests.thinking()
      bench.engine(.text(.final, "a" + String(repeating: "\u{301}", count: count)))
      bench.engine(
        .failed(
          RunFailure(.engine, String(repeating: "failed ", count: count), hint: "Run again.")))
      return bench
    }
    let (small, large) = (bench(1000).state, bench(300_000).state)
    let frames = ratio({ _ = view(small) }, { _ = view(large) })
    #expect(frames < 20, "\(frames) times")
  }

  @Test(arguments: [
    (1, 1), (1, 500), (500, 1), (29, 7), (30, 8), (80, 24), (1000, 500), (10_000, 50), (50, 10_000),
  ])
  func `a window of any size is drawn`(_ columns: Int, _ rows: Int) {
    var bench = ChainTests.thinking()
    bench.engine(.text(.analysis, String(repeating: "word ", count: 5000)))
    bench.resize(columns, rows)
    #expect(view(bench.state).size == Size(columns: columns, rows: rows))
  }

  @Test(arguments: [(65_535, 65_535), (65_535, 8), (30, 65_535), (1001, 500), (10_001, 8)])
  func `a window that is too large says so, and works again when it is smaller`(
    _ columns: Int, _ rows: Int
  ) {
    var bench = ChainTests.thinking()
    let before = bench.lines
    bench.resize(columns, rows)
    let frame = view(bench.state)
    #expect(frame.cells.count < 10_000)
    let sentence = "This window is too large to draw: \(columns)×\(rows) cells."
    #expect(frame.text[0].hasPrefix(sentence.prefix(columns)))
    bench.engine(.text(.analysis, "goes on "))
    bench.press("tab")
    bench.resize(120, 36)
    #expect(bench.screen.contains("goes on"))
    #expect(bench.lines.count == before.count)
    #expect(view(Bench.ready(columns, rows).state).cells.count < 10_000)
  }
}
