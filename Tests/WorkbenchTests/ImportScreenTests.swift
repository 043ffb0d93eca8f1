import Cases
import Testing

@testable import Workbench

extension Sample {
  static let sheet = """
    message,label,who
    "Win a phone!
    Click here.",SP2,kim
    See you on Monday.,SP0,
    See you on Monday.,SP2,ann
    ,SP2,
    The parcel has come.,SP0,kim
    """
}

extension Bench {
  /// What was asked of the edge, oldest first.
  var imports: [Effect.Import] {
    effects.compactMap { if case .documents(.importing(let order)) = $0 { order } else { nil } }
  }

  /// From the Cases screen to a sheet's columns.
  mutating func openImport(_ text: String = Sample.sheet, file: String = "data/gold.v2.csv") {
    press("i")
    type(file)
    press("enter")
    answerImport(text)
  }

  /// Carries out the last order as the disk would.
  mutating func answerImport(_ text: String = Sample.sheet) {
    do {
      switch imports.last {
      case .read(let file, let header):
        let table = try ImportTable(text, format: ImportFormat(fileName: file), header: header)
        workspace(.importing(.table(table, file: file, header: header)))
      case .map(let table, let mapping):
        workspace(.importing(.mapped(try CaseImport(table, mapping), by: mapping)))
      case .write(let table, let mapping, let set):
        workspace(.importing(.written(try CaseImport(table, mapping).report, set: set)))
      case nil: Issue.record("nothing was asked for")
      }
    } catch {
      Issue.record(error)
    }
  }
}

struct ImportScreenTests {
  private func opened() -> Bench {
    var bench = Bench.ready()
    bench.press("f3")
    bench.openImport()
    return bench
  }

  @Test func `columns are listed with their first value, and nothing is guessed`() {
    var bench = opened()
    #expect(bench.imports == [.read(file: "data/gold.v2.csv", header: .row(1))])
    #expect(bench.lines[0].contains("Import · gold.v2.csv · 5 rows"))
    #expect(bench.screen.contains("No column is the content yet."))
    #expect(bench.lines.contains { $0.contains("message") && $0.contains("Win a phone!") })
    bench.press("enter")
    #expect(bench.screen.contains("c makes the selected one the content."))
    #expect(bench.state.dialog == nil)
  }

  @Test func `a letter gives the selected column a meaning, and the counts follow`() {
    var bench = opened()
    bench.press("c")
    bench.answerImport()
    #expect(bench.screen.contains("4 of 5 rows become cases"))
    #expect(bench.screen.contains("nothing 4"))
    bench.press("down", "e")
    bench.answerImport()
    #expect(bench.screen.contains("SP0 2 · SP2 2"))
    #expect(bench.screen.contains("line 5 says something else than line 4"))
    bench.press("d")
    bench.answerImport()
    #expect(bench.screen.contains("3 of 5 rows become cases"))
    bench.press("up", "c")
    #expect(bench.screen.contains("No column is the content yet."))
  }

  @Test func `what changes while cases are made is made once they come`() {
    var bench = opened()
    bench.press("c", "down", "e", "down", "t", "i")
    #expect(bench.imports.count == 2)
    #expect(bench.lines[0].contains("counting…"))
    bench.press("enter")
    #expect(bench.screen.contains("The cases are still being made."))
    bench.answerImport()
    #expect(bench.imports.count == 3)
    bench.answerImport()
    #expect(bench.imports.count == 3)
    #expect(!bench.lines[0].contains("counting…"))
    #expect(bench.lines.contains { $0.contains("kim") && $0.contains("SP2  Win") })
  }

  @Test func `h goes on to the next row for the headings, and to none`() {
    var bench = opened()
    bench.press("c")
    bench.answerImport()
    for _ in 1...5 {
      bench.press("h")
      bench.answerImport()
      // The meaning stays with the place, and the new rows are counted.
      bench.answerImport()
    }
    #expect(bench.lines[0].contains("no headings"))
    #expect(bench.screen.contains("5 of 6 rows become cases"))
    bench.press("h")
    #expect(bench.imports.last == .read(file: "data/gold.v2.csv", header: .row(1)))
  }

  @Test func `Enter asks for a name, writes, and shows the new set`() throws {
    var bench = opened()
    bench.press("c")
    bench.answerImport()
    bench.press("enter")
    #expect(bench.screen.contains("Import 4 cases"))
    bench.press("ctrl-a", "ctrl-k")
    bench.type("gold-2")
    bench.press("enter")
    guard case .write(_, let mapping, let set)? = bench.imports.last else {
      Issue.record("nothing was written")
      return
    }
    #expect(set == "gold-2")
    #expect(mapping.idPrefix == "gold-2")
    bench.answerImport()
    #expect(bench.effects.last == .documents(.loadCases("gold-2", show: .list)))
    #expect(bench.screen.contains("Imported 4 cases of 5 rows into gold-2; 1 skipped."))
    #expect(bench.state.screens.last is CasesScreen)
  }

  @Test func `what cannot be written leaves everything as it was`() {
    var bench = opened()
    bench.press("c")
    bench.answerImport()
    bench.press("enter", "enter")
    bench.workspace(.failed("samples/gold.jsonl exists already. Choose another name."))
    #expect(bench.screen.contains("exists already"))
    #expect(bench.screen.contains("4 of 5 rows become cases"))
  }

  @Test func `cases that come after the screen was left change nothing`() {
    var bench = opened()
    bench.press("c", "esc")
    bench.answerImport()
    #expect(bench.state.screens.last is CasesScreen)
  }

  @Test func `masked content is masked here too`() {
    var bench = opened()
    bench.press("c")
    bench.answerImport()
    bench.press("esc", "esc", "ctrl-t", "M", "f3")
    bench.openImport()
    bench.press("c")
    bench.answerImport()
    #expect(bench.screen.contains("4 of 5 rows become cases"))
    #expect(!bench.screen.contains("Monday"))
  }

  @Test func `a file of contents alone is ready at once`() {
    var bench = Bench.ready()
    bench.press("f3")
    bench.openImport("one\ntwo\n", file: "~/notes.txt")
    bench.answerImport()
    #expect(bench.screen.contains("2 of 2 rows become cases"))
  }
}
