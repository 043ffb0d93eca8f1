import Policies
import TerminalText
import Testing
import Workbench

/// Two texts compared, unified and side by side.
struct DifferenceTests {
  /// Numbered lines, some of them replaced.
  static func text(_ count: Int, changing changes: [Int: String] = [:]) -> String {
    (1...count).map { (changes[$0] ?? "line \($0)") + "\n" }.joined()
  }

  static func bench(
    _ columns: Int = 120, _ rows: Int = 36, from old: String, to new: String
  ) -> Bench {
    var bench = Bench.ready(columns, rows)
    bench.press("f2", "space", "down")
    bench.workspace(
      .versionText(new, of: Sample.versions[2], use: .compare(with: .version(2, text: old))))
    return bench
  }

  @Test func `it names both sides, the lines that came and went, and the change one is at`() {
    let bench = Self.bench(
      from: Self.text(50), to: Self.text(50, changing: [10: "ten", 40: "forty"]))
    #expect(bench.header.contains("Difference · v2 → v3 · +2 −2 · change 1/2 · unified"))
    #expect(bench.screen.contains("- line 10"))
    #expect(bench.screen.contains("+ forty"))
    #expect(bench.screen.contains("… 23 lines the same"))
    #expect(!bench.screen.contains("line 25"))
  }

  @Test func `n and N go from change to change, and say where there is no other`() {
    var bench = Self.bench(
      from: Self.text(300),
      to: Self.text(300, changing: [10: "ten", 150: "middle", 290: "last"]))
    bench.press("w")
    #expect(bench.screen.contains("ten"))
    bench.press("n")
    #expect(bench.screen.contains("+ middle"))
    #expect(bench.header.contains("change 2/3"))
    bench.press("n")
    #expect(bench.screen.contains("+ last"))
    bench.press("n")
    #expect(bench.notice == "There is no later change.")
    bench.press("N", "N")
    #expect(bench.screen.contains("+ ten"))
    bench.press("N")
    #expect(bench.notice == "There is no earlier change.")
  }

  @Test func `side by side puts what replaced a line beside it, in the same row`() throws {
    var bench = Self.bench(
      from: Self.text(20), to: Self.text(20, changing: [10: "line 10 or so"]))
    bench.press("s")
    let row = try #require(bench.lines.first { $0.contains("- line 10") })
    #expect(row.contains("+ line 10 or so"))
    #expect(bench.header.contains("side by side"))
    bench.press("s")
    #expect(!bench.lines.contains { $0.contains("- line 10") && $0.contains("+ line 10") })
  }

  @Test func `rows stay aligned where one side wraps and the other does not`() throws {
    let long = Array(repeating: "word", count: 60).joined(separator: " ")
    var bench = Self.bench(100, 30, from: "a\nb\nc\n", to: "a\n\(long)\nc\n")
    bench.press("s")
    let rows = bench.lines
    let last = try #require(rows.lastIndex { $0.contains("  3   c") })
    #expect(rows[last].split(separator: "│").count == 2)
    #expect(rows[last].filter { $0 == "c" }.count == 2)
    #expect(last > 8)
  }

  @Test func `where the window is too narrow it says so and stays unified`() {
    var bench = Self.bench(99, 30, from: "a\n", to: "b\n")
    bench.press("s")
    #expect(bench.notice == "Side by side needs 100 columns; this window has 99.")
    #expect(bench.header.contains("unified"))
    bench.resize(100, 30)
    #expect(bench.header.contains("side by side"))
    bench.resize(99, 30)
    #expect(bench.header.contains("unified · side by side needs 100 columns"))
  }

  @Test func `a line that is taller than the window is read to its end`() {
    let long = (1...400).map { "w\($0)" }.joined(separator: " ")
    var bench = Self.bench(80, 24, from: "a\n", to: "a\n\(long)\nz\n")
    #expect(bench.screen.contains("w1 "))
    bench.press("G")
    #expect(bench.screen.contains("w400"))
    #expect(bench.screen.contains("+ z"))
    for _ in 0..<200 { bench.press("k") }
    #expect(bench.screen.contains("  1   1"))
    let top = bench.lines
    bench.press("k")
    #expect(bench.lines == top)
    bench.press("3", "j")
    #expect(bench.lines[2] == top[5])
  }

  @Test func `whole text or changes only, and what was on top stays`() {
    var bench = Self.bench(from: Self.text(200), to: Self.text(200, changing: [100: "C"]))
    #expect(!bench.screen.contains("line 90"))
    bench.press("w")
    #expect(bench.header.contains("whole text"))
    bench.press("w")
    #expect(!bench.screen.contains("line 90"))
  }

  @Test func `y copies what diff -u would print`() {
    var bench = Self.bench(from: "a\nb\n", to: "a\nc\n")
    #expect(
      bench.press("y") == [
        .terminal(.copy("--- spam v2\n+++ spam v3\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"))
      ])
  }

  @Test func `texts that are the same say so, and have nothing to go to or copy`() {
    var bench = Self.bench(from: "a\n", to: "a\n")
    #expect(bench.screen.contains("The two are the same, byte for byte."))
    #expect(bench.press("n", "y", "s", "j", "G").isEmpty)
    #expect(bench.notice == "The two texts are the same.")
  }

  @Test func `a missing line end is said in words`() {
    let bench = Self.bench(from: "a\nb", to: "a\nb\n")
    #expect(bench.screen.contains("The last line of v2 has no line end."))
  }

  @Test func `hostile text is shown as what it is`() {
    let bench = Self.bench(from: "a\n", to: "a\n\u{1B}[31mred\u{202E}\n")
    #expect(bench.lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\u{202E}") })
  }

  @Test func `only the visible rows of a long text are laid out`() {
    var changes: [Int: String] = [:]
    for line in stride(from: 5, to: 20_000, by: 700) { changes[line] = "changed \(line)" }
    var bench = Self.bench(from: Self.text(20_000), to: Self.text(20_000, changing: changes))
    bench.press("w", "s")
    // Twenty thousand wrapped lines take seconds in a debug build; a screenful does not.
    let clock = ContinuousClock()
    let took = clock.measure {
      for _ in 0..<50 { _ = view(bench.state) }
    }
    #expect(took < .seconds(5), "\(took)")
  }
}
