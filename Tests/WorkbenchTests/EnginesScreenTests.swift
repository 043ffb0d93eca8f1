import Runs
import TerminalText
import Testing
import Workbench

/// The Engines screen: what it shows of each engine, and what its keys do.
struct EnginesScreenTests {
  static func selected(_ bench: Bench) -> String {
    bench.lines.first { $0.hasPrefix("▸") } ?? ""
  }

  static func row(_ bench: Bench, _ name: String) -> String {
    bench.lines.first { $0.dropFirst(4).hasPrefix(name) } ?? ""
  }

  // MARK: The table

  @Test func `it looks for engines when it opens, and says so until they are found`() {
    var bench = Bench.ready()
    #expect(bench.press("ctrl-t", "g") == [.engines(.find)])
    #expect(bench.lines[0].contains("looking…"))
    #expect(bench.press("r").isEmpty)
    #expect(bench.notice == "Still looking for engines.")
    bench.engines(.found([Sample.exact]))
    #expect(!bench.lines[0].contains("looking…"))
    #expect(bench.press("r") == [.engines(.find)])
  }

  @Test func `each engine has its row, the rule matcher the last, and the chosen one a mark`() {
    let bench = Bench.onEngines()
    for part in ["gpt-oss-safeguard-20b", "8192 tok", "4", "exact", "ready", "127.0.0.1:8080"] {
      #expect(Self.row(bench, "llama-server").contains(part), "\(part)")
    }
    #expect(Self.row(bench, "llama-server").contains("● llama-server"))
    #expect(Self.row(bench, "ollama").contains("gpt-oss:20b (not safeguard)"))
    #expect(!Self.row(bench, "llama-server").contains("(not safeguard)"))
    #expect(Self.row(bench, "gpu-box").contains("does not answer"))
    let names = bench.lines.compactMap { line in
      ["llama-server", "ollama", "gpu-box", "rule-matcher"].first {
        line.dropFirst(4).hasPrefix($0)
      }
    }
    #expect(names.prefix(4) == ["llama-server", "ollama", "gpu-box", "rule-matcher"])
  }

  @Test func `Enter has runs go to the engine and goes back to the bench`() {
    var bench = Bench.onEngines()
    bench.press("j", "enter")
    #expect(bench.state.screen == nil)
    #expect(bench.state.engine == Sample.ollama)
    #expect(bench.notice == "Runs go to ollama from now on.")
    bench.press("ctrl-r")
    #expect(bench.started.last?.engine == Sample.ollama.identity)
  }

  @Test func `an engine that was chosen and is gone stays chosen, and in the list`() {
    var bench = Bench.onEngines()
    bench.engines(.found([Sample.ollama]))
    #expect(bench.state.engine.identity == Sample.exact.identity)
    #expect(Self.row(bench, "llama-server").contains("does not answer"))
    #expect(Self.selected(bench).contains("llama-server"))
    bench.press("esc")
    #expect(bench.header.contains("does not answer"))
  }

  @Test func `the key of the screen on the screen changes nothing`() {
    var bench = Bench.onEngines()
    bench.press("j")
    let before = bench.lines.dropFirst()
    bench.press("f8")
    #expect(bench.lines.dropFirst() == before)
    bench.press("esc")
    #expect(bench.state.screen == nil)
  }

  // MARK: Doctor

  @Test func `findings come one by one, and stay with their engine`() {
    var bench = Bench.onEngines()
    #expect(bench.screen.contains("not examined yet: d"))
    #expect(bench.press("d") == [.engines(.examine(Sample.exact.identity))])
    #expect(bench.screen.contains("Doctor · examining…"))
    bench.engines(.finding(Sample.findings[0], of: Sample.exact.key))
    #expect(bench.screen.contains("✖ broken   prompt          The policy is dropped"))
    #expect(bench.screen.contains("examining… · 1 broken"))
    // Esc leaves the screen; the doctor goes on.
    #expect(bench.press("esc").isEmpty)
    for finding in Sample.findings[1...] {
      bench.engines(.finding(finding, of: Sample.exact.key))
    }
    bench.engines(.examined(key: Sample.exact.key, problem: nil))
    #expect(bench.notice == "The doctor is done with llama-server: 1 broken, 1 caution, 2 fine.")
    bench.press("f8")
    #expect(bench.screen.contains("Doctor · 1 broken · 1 caution · 2 fine"))
    bench.press("j")
    #expect(bench.screen.contains("not examined yet: d"))
    bench.press("k")
    #expect(bench.screen.contains("⚠ caution  context"))
  }

  @Test func `d again stops the doctor, who is waited for before it begins anew`() {
    var bench = Bench.onEngines()
    bench.press("d")
    #expect(bench.press("d") == [.engines(.stopExamining)])
    #expect(bench.press("d").isEmpty)
    #expect(bench.notice == "The doctor is being stopped.")
    bench.engines(.examined(key: Sample.exact.key, problem: nil))
    #expect(bench.screen.contains("Stopped before its end."))
    #expect(bench.press("d") == [.engines(.examine(Sample.exact.identity))])
  }

  @Test func `the doctor is with one engine at a time`() {
    var bench = Bench.onEngines()
    bench.press("d", "j")
    #expect(bench.press("d").isEmpty)
    #expect(
      bench.notice == "The doctor is still with llama-server; d on it stops the examination.")
  }

  @Test func `what the doctor could not do is said`() {
    var bench = Bench.onEngines()
    bench.press("d")
    bench.engines(
      .examined(key: Sample.exact.key, problem: "llama-server closed the connection."))
    #expect(bench.screen.contains("llama-server closed the connection."))
  }

  @Test func `findings on another model are forgotten`() {
    var bench = Bench.onEngines()
    bench.examine(Sample.exact)
    var other = Sample.exact
    other.identity.model = "gpt-oss-20b.gguf"
    bench.engines(.found([other]))
    #expect(bench.screen.contains("not examined yet: d"))
  }

  @Test func `a finding is read whole, its control tokens marked`() {
    var bench = Bench.onEngines()
    #expect(bench.press("tab").isEmpty)
    #expect(bench.notice == "Not examined yet: d has the doctor examine it.")
    bench.examine(Sample.exact)
    bench.press("tab", "enter")
    guard let pager = bench.state.screen as? Pager else {
      Issue.record("no pager")
      return
    }
    let text = pager.lines.map(\.text)
    #expect(text[0] == "✖ broken  " + Sample.findings[0].summary)
    #expect(text.contains("What was seen") && text.contains("Why it matters, and what to change"))
    let evidence = pager.lines.first { $0.text.hasPrefix("<|start|>system") }
    #expect(evidence?.controls == [0..<9, 15..<26, 41..<48])
    let styled = view(bench.state).styledText.joined()
    #expect(styled.contains("⟦magenta:<|start|>⟧system⟦magenta:<|message|>⟧You are ChatGPT"))
    bench.press("esc", "j", "enter")
    #expect(bench.screen.contains("Effort is honoured"))
  }

  @Test func `y copies the report`() throws {
    var bench = Bench.onEngines()
    #expect(bench.press("y").isEmpty)
    #expect(bench.notice.hasPrefix("There is nothing to copy"))
    bench.examine(Sample.exact)
    guard case .terminal(.copy(let text))? = bench.press("y").first else {
      Issue.record("nothing was copied")
      return
    }
    for part in [
      "llama-server · gpt-oss-safeguard-20b.gguf · b11549 · http://127.0.0.1:8080",
      "2026-11-23T14:03:00Z, 1 broken, 1 caution, 2 fine", "broken: prompt",
      "  <|start|>user<|message|>ZEBRA-7<|end|>", "Update the chat template of the model.",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `what cannot be examined says why`() {
    for (moves, reason) in [
      (2, "gpu-box does not answer, so that it cannot be examined. r looks again."),
      (3, "The rule matcher is built in: there is nothing to examine."),
    ] {
      var bench = Bench.onEngines()
      for _ in 0..<moves { bench.press("j") }
      #expect(bench.press("d").isEmpty)
      #expect(bench.notice == reason)
    }
  }

  // MARK: Palette and help

  @Test func `commands on engines lead from the bench to the screen`() {
    var bench = Bench.ready()
    bench.press("ctrl-p")
    bench.type("engine.examine")
    #expect(bench.press("enter") == [.engines(.examine(Sample.model.identity))])
    #expect(bench.screen.contains("Doctor · examining…"))
  }

  @Test func `every key of the footer is explained in the help`() {
    var bench = Bench.onEngines(200, 60)
    let keys = ["Enter", "Tab", "d ", "y ", "e ", "p ", "s ", "x ", "o ", "u ", "r "]
    for key in keys { #expect(bench.footer.contains(key), "\(key)") }
    bench.press("f1")
    guard case .help(let pager)? = bench.state.dialog else {
      Issue.record("no help")
      return
    }
    let section = pager.lines.prefix { !$0.text.isEmpty }.map(\.text)
    for key in keys { #expect(section.contains { $0.hasPrefix("  " + key) }, "\(key)") }
  }

  // MARK: Sizes

  @Test func `the selected engine and finding can be seen at every size`() {
    for (columns, rows) in [(30, 8), (40, 12), (59, 15), (80, 24), (99, 40), (100, 24), (200, 60)] {
      var bench = Bench.onEngines(columns, rows)
      bench.press("j", "j", "j")
      #expect(Self.selected(bench).contains("rule-matcher"), "\(columns)×\(rows)")
      bench.press("k", "k", "k")
      #expect(Self.selected(bench).contains("llama-server"), "\(columns)×\(rows)")
      bench.examine(Sample.exact)
      // In a low window the notice lies over the last rows.
      bench.wait(.seconds(7))
      bench.press("tab")
      for finding in Sample.findings {
        let word = finding.level.words(ascii: false)
        #expect(
          bench.lines.contains { $0.contains("▸ \(word)") },
          "\(columns)×\(rows) \(finding.id)\n\(bench.screen)")
        bench.press("j")
      }
    }
  }

  @Test func `sections neither overlap nor leave the screen`() {
    for columns in [30, 40, 60, 80, 99, 100, 120, 200] {
      for rows in [8, 9, 12, 16, 23, 24, 36, 60] {
        for isReading in [false, true] {
          for doctor in [1, 5, 40] {
            let layout = EnginesLayout(
              size: .init(columns: columns, rows: rows), engines: 6,
              wants: [.sampling: 9, .managed: 4, .pull: 3, .doctor: doctor], isReading: isReading)
            var next = [0: layout.rule.row + 1, 1: layout.rule.row + 1]
            for section in EnginesLayout.Section.allCases {
              guard let rect = layout.sections[section] else { continue }
              let side = rect.column > 0 ? 1 : 0
              #expect(rect.row >= next[side] ?? 0, "\(section) at \(columns)×\(rows)")
              #expect(rect.row + rect.rows <= rows - 2, "\(section) at \(columns)×\(rows)")
              next[side] = rect.row + rect.rows
            }
            #expect(!isReading || layout.sections[.doctor] != nil, "\(columns)×\(rows)")
          }
        }
      }
    }
  }
}
