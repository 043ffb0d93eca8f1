import Harmony
import Policies
import Runs
import TerminalText
import Testing
import TextEditing
import Workbench

/// What product.md says of sizes, words and the visual language.
struct LayoutTests {
  static let edges = [1, 2, 7, 8, 15, 16, 23, 24, 29, 30, 36, 59, 60, 61, 99, 100, 101, 120, 200]

  static func layout(
    _ columns: Int, _ rows: Int, focus: Pane = .policy, lower: Pane = .content,
    split: Int = BenchLayout.defaultSplit, zoomed: Bool = false
  ) -> BenchLayout {
    BenchLayout(
      size: Size(columns: columns, rows: rows), split: split, focus: focus, lower: lower,
      zoomed: zoomed)
  }

  @Test func `the size decides the form`() {
    for columns in Self.edges {
      for rows in Self.edges {
        let form = Self.layout(columns, rows).form
        let expected: BenchLayout.Form =
          columns < 30 || rows < 8
          ? .tooSmall
          : columns < 60 || rows < 16 ? .single : columns < 100 || rows < 24 ? .stacked : .wide
        #expect(form == expected, "\(columns)×\(rows)")
      }
    }
  }

  @Test func `panes are inside the screen, have room, and do not overlap`() {
    for columns in Self.edges where columns >= 30 {
      for rows in Self.edges where rows >= 8 {
        for split in [250, 480, 750] {
          for focus in Pane.allCases {
            let layout = Self.layout(
              columns, rows, focus: focus, lower: focus == .reasoning ? .reasoning : .content,
              split: split)
            var taken: Set<CellPosition> = []
            for (pane, rect) in layout.panes {
              #expect(!rect.isEmpty, "\(pane) at \(columns)×\(rows)")
              for row in rect.row..<rect.maxRow {
                for column in rect.column..<rect.maxColumn {
                  let isNew = taken.insert(CellPosition(column: column, row: row)).inserted
                  #expect(isNew && row > 0 && row < rows - 2 && column < columns)
                }
              }
            }
            #expect(layout.panes[focus] != nil)
          }
        }
      }
    }
  }

  @Test func `too little room is asked for in one line`() {
    let bench = Bench.ready(29, 24)
    #expect(bench.lines.filter { !$0.isEmpty }.count == 1)
    #expect(Bench.ready(60, 7).lines[0].contains("30×8"))
  }

  @Test func `the bench has the four titles, and the verdict always one line`() {
    for (columns, rows) in [(100, 24), (120, 36), (200, 60)] {
      let bench = Bench.ready(columns, rows)
      for title in ["▌Policy ", " Content ", " Reasoning ", " Verdict "] {
        #expect(bench.screen.contains(title), "\(columns)×\(rows)")
      }
    }
    for (columns, rows) in [(60, 16), (80, 24), (99, 40), (200, 23)] {
      let bench = Bench.ready(columns, rows)
      #expect(bench.state.layout.panes[.verdict]?.rows == 1)
      #expect(bench.lines.contains { $0.contains("Content ") && $0.contains(" Reasoning ") })
    }
  }

  @Test func `a run brings Reasoning forward where panes share a place`() {
    for (columns, rows) in [(80, 24), (50, 14)] {
      var bench = Bench.ready(columns, rows)
      bench.press("ctrl-r")
      bench.engine(.text(.analysis, "thinking of it"))
      #expect(bench.screen.contains("thinking of it"), "\(columns)×\(rows)")
    }
  }

  @Test func `the focused pane is marked by more than colour`() {
    for ascii in [false, true] {
      var bench = Bench.ready(ascii: ascii)
      for pane in [Pane.policy, .content, .reasoning, .verdict] {
        let mark = (ascii ? ">" : "▌") + pane.title
        #expect(bench.screen.ranges(of: mark).count == 1)
        for other in Pane.allCases where other != pane {
          #expect(!bench.screen.contains((ascii ? ">" : "▌") + other.title))
        }
        bench.press("tab")
      }
    }
  }

  @Test func `the header has policy, version, and what answers`() {
    var bench = Bench.ready()
    #expect(bench.header.hasPrefix(" precept  spam · v3 "))
    #expect(bench.header.hasSuffix("● llama-server · gpt-oss-safeguard-20b · effort medium"))
    bench.type("x")
    #expect(bench.header.hasPrefix(" precept  spam · editing v3 ● "))
  }

  @Test func `the footer is the one of the manual, and keeps Run, Stop and Menu`() {
    let words =
      " ^R Run  Esc Stop  ^T Menu  ^S Save version  F2 Versions  F3 Cases  F4 Runs  F1 Help"
    #expect(Bench.ready(120, 36).footer == words)
    for columns in 30...120 {
      let footer = Bench.ready(columns, 36).footer
      #expect(words.hasPrefix(footer), "\(columns)")
      #expect(footer.hasPrefix(" ^R Run  Esc Stop  ^T Menu"), "\(columns)")
    }
  }

  @Test func `empty panes teach`() {
    var bench = Bench()
    bench.send(.engines(.found([])))
    #expect(bench.screen.contains("Ctrl-O opens a policy, Ctrl-N starts one"))
    #expect(bench.screen.contains("Type or paste content, or Ctrl-T c for a case"))
    #expect(bench.screen.contains("Ctrl-R runs this policy on this content"))
  }

  @Test func `titles lose facts from the right, never half a fact or a separator`() {
    for columns in 30...140 {
      for rows in [12, 24, 36] {
        var bench = Bench.ready(columns, rows)
        bench.press("ctrl-r")
        bench.answer("SP3.b")
        for line in bench.lines {
          let parts = line.split(whereSeparator: { "┬┤├┐┌".contains($0) })
          for part in parts {
            let text = part.drop { $0 == " " || $0 == "─" }.reversed().drop {
              $0 == " " || $0 == "─"
            }
            #expect(text.first != "·" && text.last != "·", "\(columns)×\(rows): \(line)")
          }
        }
      }
    }
  }

  @Test func `the cursor is at the focus, inside the frame`() {
    var astray: [String] = []
    for columns in Self.edges where columns >= 30 {
      for rows in Self.edges where rows >= 8 {
        var bench = Bench.ready(columns, rows)
        for keys in [["alt-1"], ["alt-2"], ["alt-3"], ["alt-4"], ["ctrl-p"], ["esc", "f3"]] {
          for key in keys { bench.press(key) }
          let frame = view(bench.state)
          if !(frame.cursor.map(frame.bounds.contains) ?? false) {
            astray.append("\(keys.last!) at \(columns)×\(rows)")
          }
        }
      }
    }
    #expect(astray.isEmpty, "\(astray.prefix(3)) and more, \(astray.count) in all")
  }

  @Test func `a resize shows the same words, and comes back as it was`() {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    bench.answer("SP3.b")
    bench.press("ctrl-g")
    bench.type("9")
    bench.press("enter")
    let before = bench.lines
    for (columns, rows) in [(80, 24), (40, 12), (20, 5), (200, 60), (1, 1), (120, 36)] {
      bench.resize(columns, rows)
      #expect(view(bench.state).size == Size(columns: columns, rows: rows))
    }
    #expect(bench.lines == before)
  }

  @Test func `no frame of the bench is brighter than what matters`() {
    // Calm: on an idle bench only the focused title, headings and the names are bold.
    let frame = view(Bench.ready().state)
    let bold = frame.cells.filter { $0.style.attributes.contains(.bold) && $0.text != " " }.count
    #expect(bold < 160)
    let loud = frame.cells.filter {
      [.red, .yellow].contains($0.style.foreground) && $0.text != " "
    }
    #expect(loud.isEmpty)
  }

  @Test func `the session comes back`() {
    var bench = Bench.ready()
    bench.press("alt-2", "ctrl-t", "]", "ctrl-t", "f", "ctrl-t", "m", "ctrl-q")
    guard
      let session = bench.effects.compactMap({ effect -> SessionSnapshot? in
        if case .drafts(.keepSession(let session)) = effect { session } else { nil }
      }).last
    else {
      Issue.record("no session")
      return
    }
    #expect(session.policy == "spam" && session.caseSet == "market" && session.caseID == "mk-01")
    var next = Bench(120, 36, session: session)
    next.send(.engines(.found([Sample.remote, Sample.model])))
    #expect(next.state.engine == Sample.model)
    #expect(
      next.workspace(.opened(Sample.document, draft: nil))
        .contains(.documents(.loadCases("market", show: .id("mk-01")))))
    next.workspace(.cases(Sample.cases, show: .id("mk-01")))
    #expect(next.state.focus == .content)
    #expect(next.state.split == bench.state.split)
    #expect(next.state.parameters.effort == .high)
    #expect(!next.state.mouseEnabled)
    #expect(next.state.content.caseReference == "market/mk-01")
  }

  @Test func `a session with the focus on Reasoning shows it at any size`() {
    for (columns, rows) in [(120, 36), (80, 24), (50, 14)] {
      let bench = Bench(columns, rows, session: SessionSnapshot(focus: .reasoning))
      #expect(bench.state.layout.panes[.reasoning] != nil)
    }
  }
}
