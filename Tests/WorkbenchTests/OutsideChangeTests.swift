import Cases
import Policies
import TerminalInput
import Testing
import TextEditing
import Workbench

/// Files that somebody else changes while they are open here.
struct OutsideChangeTests {
  static let look = Effect.documents(
    .look(policy: "spam", caseSet: "market", since: FileStamp("1")))

  /// Open, and looked at once.
  static func bench() -> Bench {
    var bench = Bench(watchesFiles: true)
    bench.send(.engines(.found([Sample.model])))
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.workspace(
      .versions(
        .looked(FileStamp("1"), document: Sample.document, cases: Sample.cases, of: "spam")))
    bench.wait(.seconds(1))
    bench.forgetEffects()
    return bench
  }

  static func theirs(_ text: String, version: Int? = nil) -> PolicyDocument {
    var document = Sample.document
    document.text = text
    document.version = version
    if let version {
      document.versions.append(
        Sample.version(version, parent: 3, "2026-11-23T14:00:00Z", "From outside", []))
    }
    return document
  }

  static func send(_ document: PolicyDocument?, cases: CaseSet? = nil, to bench: inout Bench) {
    bench.workspace(
      .versions(.looked(FileStamp("2"), document: document, cases: cases, of: "spam")))
  }

  static let changedEnd = Sample.policyText + "\n- \"Theirs\" -> SP0.a"

  @Test func `files are looked at every two seconds, and when the window gets the focus`() {
    var bench = Self.bench()
    #expect(bench.wait(.milliseconds(900)).isEmpty)
    #expect(bench.wait(.milliseconds(2000)) == [Self.look])
    Self.seeNothingNew(&bench)
    #expect(bench.wait(.milliseconds(2000)) == [Self.look])
    Self.seeNothingNew(&bench)
    #expect(bench.send(.input(.focusGained)) == [Self.look])
  }

  @Test func `looks do not queue up while the files are not looked at`() {
    var bench = Self.bench()
    #expect(bench.wait(.seconds(30)) == [Self.look])
    #expect(bench.send(.input(.focusGained)).isEmpty)
    Self.seeNothingNew(&bench)
    #expect(bench.wait(.seconds(2)) == [Self.look])
  }

  private static func seeNothingNew(_ bench: inout Bench) {
    bench.workspace(
      .versions(.looked(FileStamp("1"), document: nil, cases: nil, of: "spam")))
  }

  @Test func `where nothing was typed the new text is taken, one undo away`() {
    var bench = Self.bench()
    Self.send(Self.theirs(Self.changedEnd, version: 4), to: &bench)
    #expect(bench.state.policy.editor.buffer.text == Self.changedEnd)
    #expect(bench.state.policy.savedVersion == 4)
    #expect(
      bench.notice
        == "v4 was saved outside, and is shown now. Ctrl-Z brings the text before it back.")
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
    #expect(bench.state.policy.isModified)
  }

  /// Typed here, changed at the other end outside.
  static func clash(_ theirs: String = changedEnd, version: Int? = nil) -> Bench {
    var bench = bench()
    bench.type("Mine. ")
    bench.wait(.seconds(2))
    send(Self.theirs(theirs, version: version), to: &bench)
    return bench
  }

  @Test func `changes in different lines are merged, and undo goes to theirs, then to mine`() {
    var bench = Self.clash()
    #expect(bench.screen.contains("policy.md was changed outside"))
    bench.press("enter")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Self.changedEnd)
    #expect(bench.state.policy.isModified)
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == Self.changedEnd)
    #expect(!bench.state.policy.isModified)
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Sample.policyText)
    #expect(bench.state.policy.isModified)
  }

  @Test func `where both changed the same lines mine stays unless theirs is taken`() {
    let theirs = "Theirs. " + Sample.policyText
    var bench = Self.clash(theirs, version: 4)
    #expect(bench.screen.contains("v4 was saved outside"))
    #expect(bench.screen.contains("Both changed the same lines (1 place)."))
    #expect(!bench.screen.contains("Merge"))
    bench.press("enter")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Sample.policyText)
    // Asked once, until the files change again.
    bench.wait(.seconds(10))
    #expect(bench.state.dialog == nil)

    bench = Self.clash(theirs, version: 4)
    bench.press("down", "enter")
    #expect(bench.state.policy.editor.buffer.text == theirs)
    #expect(bench.state.policy.savedVersion == 4)
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Sample.policyText)
  }

  @Test func `the difference is shown, and then the question comes again`() {
    var bench = Self.clash()
    bench.type("diff")
    bench.press("enter")
    #expect(bench.header.contains("yours → policy.md, outside"))
    bench.press("esc")
    #expect(bench.screen.contains("Keep mine"))
    bench.press("esc")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Sample.policyText)
  }

  @Test func `after keeping mine, saving still asks before it replaces a text in no version`() {
    var bench = Self.clash()
    bench.press("esc", "ctrl-s")
    guard case .documents(.save(let order))? = bench.press("enter").first else {
      Issue.record("nothing was saved")
      return
    }
    #expect(order.seen == Sample.policyText)
  }

  @Test func `the question waits until the hands rest`() {
    var bench = Self.bench()
    bench.wait(.seconds(2))
    bench.type("Mine. ")
    Self.send(Self.theirs(Self.changedEnd), to: &bench)
    #expect(bench.state.dialog == nil)
    bench.type("More. ")
    bench.wait(.seconds(3))
    bench.workspace(
      .versions(.looked(FileStamp("2"), document: nil, cases: nil, of: "spam")))
    #expect(bench.state.dialog != nil)
    bench.press("enter")
    #expect(bench.state.policy.editor.buffer.text == "Mine. More. " + Self.changedEnd)
  }

  @Test func `a version or label that comes from outside is told, and the text stays`() {
    var bench = Self.bench()
    bench.type("Mine. ")
    var document = Sample.document
    document.versions[2].labels = ["production", "staging"]
    document.versions[1].labels = []
    Self.send(document, to: &bench)
    #expect(bench.notice == "Outside: production moved from v2 to v3.")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Sample.policyText)
  }

  @Test func `what is one's own is no news`() {
    var bench = Self.bench()
    Self.send(Sample.document, cases: Sample.cases, to: &bench)
    #expect(bench.state.notice == nil)
    #expect(bench.state.dialog == nil)
    // An answer about a policy that is no longer open.
    bench.workspace(
      .versions(
        .looked(FileStamp("3"), document: Self.theirs("x"), cases: nil, of: "another")))
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
  }

  @Test func `a case set is read again, and an untouched case is shown as it is now`() {
    var bench = Self.bench()
    var set = Sample.cases
    set.cases.insert(Case(id: "mk-00", content: .text("new")), at: 0)
    set.cases[1].content = .text("Changed outside.")
    Self.send(nil, cases: set, to: &bench)
    #expect(bench.state.content.currentCase?.id == "mk-01")
    #expect(bench.state.content.text == "Changed outside.")
    #expect(bench.notice == "market was changed outside: 6 cases now.")

    bench = Self.bench()
    bench.press("alt-2")
    bench.type("Mine ")
    Self.send(nil, cases: set, to: &bench)
    #expect(bench.state.content.text.hasPrefix("Mine "))
  }

  // MARK: Drafts

  static func draft(seen: String?) -> DraftSnapshot {
    var draft = DraftSnapshot(
      policy: "spam", text: "Mine. " + Sample.policyText, content: "", basedOn: 3, caret: .start,
      isCleanExit: true)
    draft.seen = seen
    draft.isOverChange = true
    return draft
  }

  static func reopened(_ draft: DraftSnapshot) -> Bench {
    var bench = Bench(watchesFiles: true)
    bench.send(.engines(.found([Sample.model])))
    bench.workspace(.opened(theirs(changedEnd), draft: draft))
    return bench
  }

  @Test func `a draft that files have changed under is merged with them after a question`() {
    var bench = Self.reopened(Self.draft(seen: Sample.policyText))
    #expect(bench.screen.contains("policy.md was changed outside"))
    bench.press("enter")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Self.changedEnd)
    bench.press("ctrl-z", "ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == "Mine. " + Sample.policyText)
  }

  @Test func `where the text that a draft grew from is gone, nothing is merged, and both stay`() {
    var bench = Self.reopened(Self.draft(seen: nil))
    #expect(!bench.screen.contains("Merge"))
    bench.press("enter", "ctrl-s")
    guard case .documents(.save(let order))? = bench.press("enter").first else {
      Issue.record("nothing was saved")
      return
    }
    // Not what is on disk, so that saving over it asks.
    #expect(order.seen != Self.changedEnd)
    #expect(order.text == "Mine. " + Sample.policyText)
  }
}
