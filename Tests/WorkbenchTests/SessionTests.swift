import Cases
import Policies
import Testing
import TextEditing
import Workbench

/// What comes back at the next start.
struct SessionTests {
  static let long: PolicyDocument = {
    var document = Sample.document
    document.text =
      Sample.policyText + "\n" + (1...200).map { "- SP0.x line \($0)" }.joined(separator: "\n")
    return document
  }()

  /// Left with Ctrl-Q and started again.
  static func again(_ bench: Bench, _ columns: Int = 120, _ rows: Int = 36) -> Bench {
    var bench = bench
    let effects = bench.press("ctrl-q")
    let session = effects.lazy.compactMap { effect in
      if case .drafts(.keepSession(let session)) = effect { session } else { nil }
    }.first
    var next = Bench(columns, rows, session: session)
    next.send(.engines(.found([Sample.model])))
    next.workspace(.opened(long, draft: nil))
    next.workspace(.cases(Sample.cases, show: session?.caseID.map { .id($0) } ?? .none))
    return next
  }

  static func bench(_ columns: Int = 120, _ rows: Int = 36) -> Bench {
    var bench = Bench(columns, rows)
    bench.send(.engines(.found([Sample.model])))
    bench.workspace(.opened(long, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    return bench
  }

  @Test func `caret and scroll of the policy are where they were`() {
    var bench = Self.bench()
    bench.press("ctrl-g")
    bench.type("120")
    bench.press("enter", "up", "up", "up", "right")
    let before = bench.state.policy
    let after = Self.again(bench).state.policy
    #expect(after.editor.selection == before.editor.selection)
    #expect(after.view.top == before.view.top)
    #expect(before.view.top.line > 80)
  }

  @Test func `in a smaller window the caret is in sight all the same`() {
    var bench = Self.bench()
    bench.press("ctrl-g")
    bench.type("120")
    bench.press("enter")
    let after = Self.again(bench, 80, 24)
    #expect(after.state.policy.editor.selection.head.line == 119)
    #expect(after.screen.contains("SP0.x line 103"))
  }

  @Test func `case and caret of Content, and the pane in front, are as they were`() {
    var bench = Self.bench(80, 24)
    bench.press("ctrl-t", "n", "alt-2", "right", "right", "alt-3", "alt-1")
    let after = Self.again(bench, 80, 24).state
    #expect(after.content.currentCase?.id == "mk-02")
    #expect(after.content.editor.selection.head.offset == 2)
    #expect(after.focus == .policy)
    #expect(after.lower == .reasoning)
  }

  @Test func `texts are compared in the manner chosen last`() {
    var bench = Self.bench()
    bench.press("f2", "o")
    let after = Self.again(bench).state
    #expect(after.differenceOptions == DifferenceScreen.Options(isSideBySide: true, isWhole: true))
  }
}
