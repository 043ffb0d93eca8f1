import Cases
import Policies
import Testing
import TextEditing
import Workbench

/// Content that a person typed survives saving, the next case, another policy and quitting.
struct OwnContentTests {
  /// Own content in a bench whose policy is as it was saved.
  static func typed(_ text: String = "typed by hand") -> Bench {
    var bench = Bench.ready()
    bench.press("alt-2")
    perform("case.clear", in: &bench)
    bench.type(text)
    bench.wait(.seconds(2))
    bench.forgetEffects()
    return bench
  }

  static func perform(_ id: String, in bench: inout Bench) {
    bench.press("ctrl-p")
    bench.type(id)
    bench.press("enter")
  }

  /// The next start, with what was kept last.
  static func restarted(with draft: DraftSnapshot) -> Bench {
    var bench = Bench()
    bench.send(.engines(.found([Sample.model])))
    bench.workspace(.opened(Sample.document, draft: draft))
    return bench
  }

  @Test func `saving the policy keeps the content in the draft`() throws {
    var bench = Self.typed()
    bench.press("alt-1")
    bench.type("x")
    bench.press("ctrl-s", "enter")
    let (document, version) = DocumentTests.saved("x" + Sample.policyText)
    let effects = bench.workspace(.saved(document, version: version, isNew: true))
    let draft = try #require(DocumentTests.drafts(effects).last)
    #expect(draft.content.hasPrefix("typed by hand"))
    #expect(draft.text == document.text)
    #expect(!DocumentTests.discards(effects))
  }

  @Test func `once nothing is left to lose, saving removes the draft`() {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("ctrl-s", "enter")
    let (document, version) = DocumentTests.saved("x" + Sample.policyText)
    let effects = bench.workspace(.saved(document, version: version, isNew: true))
    #expect(effects.contains(.drafts(.discard(policy: "spam"))))
  }

  @Test func `text typed while a save goes on is in the draft as soon as it ends`() {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("ctrl-s", "enter")
    bench.type("y")
    let (document, version) = DocumentTests.saved("x" + Sample.policyText)
    let effects = bench.workspace(.saved(document, version: version, isNew: true))
    #expect(DocumentTests.drafts(effects).last?.text == "xy" + Sample.policyText)
    #expect(!DocumentTests.discards(effects))
  }

  @Test func `the next case leaves it one undo away, and in the draft`() throws {
    var bench = Self.typed()
    let typed = bench.state.content.text
    bench.press("ctrl-t", "n")
    #expect(bench.state.content.text != typed)
    let draft = try #require(DocumentTests.drafts(bench.wait(.seconds(2))).last)
    #expect(draft.content.isEmpty)
    #expect(draft.earlierContents.map(\.text) == [typed])
    let quit = try #require(DocumentTests.drafts(bench.press("ctrl-q")).last)
    #expect(quit.earlierContents.map(\.text) == [typed])
  }

  @Test func `what a case took the place of is listed after a restart, and comes back`() throws {
    var bench = Self.typed()
    let typed = bench.state.content.text
    bench.press("ctrl-t", "n")
    let draft = try #require(DocumentTests.drafts(bench.press("ctrl-q")).last)
    bench = Self.restarted(with: draft)
    bench.workspace(.cases(Sample.cases, show: .id("mk-02")))
    #expect(bench.state.content.text == Sample.cases.cases[1].renderedContent)
    Self.perform("draft.recover", in: &bench)
    bench.workspace(.drafts(.listed([])))
    #expect(bench.screen.contains("typed by hand"))
    bench.press("enter")
    #expect(bench.state.content.text == typed)
    #expect(DocumentTests.drafts(bench.wait(.seconds(2))).last?.content == typed)
  }

  @Test func `the words of content are masked where content is`() throws {
    var bench = Self.typed()
    bench.press("ctrl-t", "n")
    bench.press("ctrl-t", "M")
    Self.perform("draft.recover", in: &bench)
    bench.workspace(.drafts(.listed([])))
    #expect(!bench.screen.contains("typed by hand"))
  }

  @Test func `content is discarded only when asked for, and after a question`() throws {
    var bench = Self.typed()
    bench.press("ctrl-t", "n")
    Self.perform("draft.recover", in: &bench)
    bench.workspace(.drafts(.listed([])))
    #expect(bench.press("delete", "enter") == [])
    #expect(bench.state.content.earlier.count == 1)
    Self.perform("draft.recover", in: &bench)
    bench.workspace(.drafts(.listed([])))
    bench.press("delete", "y")
    #expect(bench.state.content.earlier.isEmpty)
  }

  @Test func `an edited case keeps its reference, what it expects, and the caret`() throws {
    var bench = Bench.ready()
    bench.press("alt-2", "right", "right")
    bench.type("!")
    let draft = try #require(DocumentTests.drafts(bench.wait(.seconds(2))).last)
    #expect(draft.content == "Ea!rn $$$ by recruiting members! Join now.")
    #expect(draft.origin == OwnContent.Origin(reference: "market/mk-01", expected: .one("SP3")))
    #expect(draft.contentCaret == TextPosition(line: 0, offset: 3))
    bench = Self.restarted(with: draft)
    #expect(bench.state.content.editor.selection.head == draft.contentCaret)
    #expect(bench.effects.contains(.documents(.loadCases("market", show: .none))))
    bench.workspace(.cases(Sample.cases, show: .none))
    #expect(bench.state.content.caseIndex == 0)
    #expect(bench.state.content.caseReference == nil)
    #expect(bench.state.content.text == draft.content)
    bench.press("ctrl-t", "n")
    #expect(bench.state.content.caseIndex == 1)
  }

  @Test func `beside an edited policy the draft says which case was on show`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-t", "n")
    bench.press("alt-1")
    bench.type("x")
    var draft = try #require(DocumentTests.drafts(bench.wait(.seconds(2))).last)
    #expect(draft.content.isEmpty)
    #expect(draft.origin?.reference == "market/mk-02")
    draft.isCleanExit = true
    bench = Self.restarted(with: draft)
    #expect(bench.effects.contains(.documents(.loadCases("market", show: .id("mk-02")))))
    bench.workspace(.cases(Sample.cases, show: .id("mk-02")))
    #expect(bench.state.content.caseReference == "market/mk-02")
  }

  @Test func `it goes along to another policy, and is in that one's draft first`() throws {
    var bench = Self.typed()
    let typed = bench.state.content.text
    let effects = bench.workspace(.opened(DraftRecoveryTests.other, draft: nil))
    #expect(bench.state.content.text == typed)
    let kept = try #require(
      effects.firstIndex {
        if case .drafts(.keep(let draft)) = $0 {
          draft.policy == "health" && draft.content == typed
        } else {
          false
        }
      })
    let gone = try #require(effects.firstIndex(of: .drafts(.discard(policy: "spam"))))
    #expect(kept < gone)
  }

  @Test func `a draft that comes back takes the place of no content that was just typed`() {
    var bench = Self.typed()
    let typed = bench.state.content.text
    var draft = DraftSnapshot(
      policy: "health", text: DraftRecoveryTests.other.text, content: "older", basedOn: 1,
      caret: TextPosition(line: 0, offset: 0), isCleanExit: true)
    draft.earlierContents = [OwnContent(text: "oldest")]
    bench.workspace(.opened(DraftRecoveryTests.other, draft: draft))
    #expect(bench.state.content.text == typed)
    #expect(bench.state.content.earlier.map(\.text) == ["oldest", "older"])
  }

  @Test func `a case that was only looked at is nobody's own`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "n")
    bench.press("ctrl-t", "n")
    #expect(bench.state.content.earlier.isEmpty)
    #expect(DocumentTests.drafts(bench.press("ctrl-q")).isEmpty)
  }

  @Test func `earlier contents are bounded, and each is kept once`() {
    var bench = Self.typed()
    for number in 0..<60 {
      Self.perform("case.clear", in: &bench)
      bench.type("content \(number)")
      bench.press("ctrl-t", "n")
    }
    #expect(bench.state.content.earlier.count == 50)
    #expect(bench.state.content.earlier.last?.text == "content 59")
    Self.perform("case.clear", in: &bench)
    bench.type("content 59")
    bench.press("ctrl-t", "n")
    #expect(bench.state.content.earlier.filter { $0.text == "content 59" }.count == 1)
  }
}
