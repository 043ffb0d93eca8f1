import Policies
import Runs
import Testing
import TextEditing
import Workbench

/// Drafts, recovery, saving and versions: never lose a word.
struct DocumentTests {
  static func drafts(_ effects: [Effect]) -> [DraftSnapshot] {
    effects.compactMap { if case .drafts(.keep(let draft)) = $0 { draft } else { nil } }
  }

  static func discards(_ effects: [Effect]) -> Bool {
    effects.contains { if case .drafts(.discard) = $0 { true } else { false } }
  }

  static let crashed = DraftSnapshot(
    policy: "spam", text: Sample.policyText + "\n- SP3.c New rule", content: "", basedOn: 2,
    caret: TextPosition(line: 3, offset: 2), isCleanExit: false)

  static func recovering() -> Bench {
    var bench = Bench()
    bench.send(.engines(.found([Sample.model])))
    bench.workspace(.opened(Sample.document, draft: crashed))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.forgetEffects()
    return bench
  }

  // MARK: Drafts

  @Test func `a draft is written within two seconds of the first key, however one goes on`() {
    var bench = Bench.ready()
    var written: [DraftSnapshot] = []
    for number in 0..<40 {
      bench.type("a")
      written += Self.drafts(bench.wait(.milliseconds(100)))
      if number == 20 { #expect(!written.isEmpty) }
    }
    #expect(written.count >= 2)
    #expect(written.allSatisfy { !$0.isCleanExit && $0.basedOn == 3 && $0.policy == "spam" })
  }

  @Test func `the draft has text, content and caret as they are`() throws {
    var bench = Bench.ready()
    bench.type("ab")
    bench.press("alt-2")
    bench.type("c")
    let draft = try #require(Self.drafts(bench.wait(.seconds(1))).last)
    #expect(draft.text == "ab" + Sample.policyText)
    #expect(draft.content.hasPrefix("cEarn"))
    #expect(draft.caret == TextPosition(line: 0, offset: 2))
  }

  @Test func `the draft goes when there is nothing to lose any more`() {
    var bench = Bench.ready()
    bench.type("a")
    bench.wait(.seconds(1))
    bench.press("ctrl-z")
    #expect(bench.wait(.seconds(1)).contains(.drafts(.discard(policy: "spam"))))
  }

  @Test func `quitting in order keeps the draft and says that it was in order`() throws {
    var bench = Bench.ready()
    bench.type("a")
    let effects = bench.press("ctrl-q")
    let draft = try #require(Self.drafts(effects).first)
    #expect(draft.isCleanExit)
    #expect(draft.text == "a" + Sample.policyText)
    #expect(effects.last == .terminal(.quit))
  }

  @Test func `a signal keeps everything before it quits`() throws {
    var bench = Bench.ready()
    bench.type("a")
    let effects = bench.send(.terminate)
    #expect(Self.drafts(effects).first?.text == "a" + Sample.policyText)
    #expect(effects.last == .terminal(.quit))
  }

  @Test func `suspending and the external editor write the draft first`() {
    var bench = Bench.ready()
    bench.type("a")
    let suspend = bench.press("ctrl-t", "s")
    #expect(Self.drafts(suspend).count == 1)
    #expect(suspend.last == .terminal(.suspend))
    let edit = bench.press("ctrl-t", "x")
    #expect(Self.drafts(edit).count == 1)
    #expect(edit.last == .terminal(.edit("a" + Sample.policyText, .policy)))
    bench.workspace(.edited("# From vi", .policy))
    #expect(bench.state.policy.editor.buffer.text == "# From vi")
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == "a" + Sample.policyText)
  }

  @Test func `a draft of an orderly exit is reopened silently`() {
    var bench = Bench()
    var draft = Self.crashed
    draft.isCleanExit = true
    bench.workspace(.opened(Sample.document, draft: draft))
    #expect(bench.state.dialog == nil)
    #expect(bench.state.policy.editor.buffer.text == draft.text)
    #expect(bench.state.policy.isModified)
    #expect(bench.state.policy.basedOn == 2)
    #expect(bench.state.policy.editor.selection.head == draft.caret)
    #expect(bench.header.contains("editing v2 ●"))
  }

  // MARK: Recovery

  @Test func `after a crash the draft is offered, and Enter recovers it`() {
    var bench = Self.recovering()
    #expect(bench.screen.contains("Recover draft"))
    bench.press("enter")
    #expect(bench.state.dialog == nil)
    #expect(bench.state.policy.editor.buffer.text == Self.crashed.text)
    #expect(bench.state.policy.basedOn == 2)
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
  }

  @Test func `d shows the difference, and Esc comes back to the question`() {
    var bench = Self.recovering()
    bench.press("d")
    #expect(bench.screen.contains("+ - SP3.c New rule"))
    bench.press("esc")
    #expect(bench.screen.contains("Recover draft"))
    bench.press("d", "enter")
    #expect(bench.state.policy.editor.buffer.text == Self.crashed.text)
  }

  @Test func `Esc keeps the draft for later, also through quitting and waiting`() {
    var bench = Self.recovering()
    bench.press("esc")
    #expect(bench.state.dialog == nil)
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
    var effects = bench.wait(.seconds(10))
    effects += bench.press("ctrl-t", "n")
    effects += bench.wait(.seconds(10))
    effects += bench.press("ctrl-q")
    #expect(DraftRecoveryTests.orders(effects).isEmpty)
    #expect(Self.drafts(effects).isEmpty)
  }

  // MARK: Text without a policy

  @Test func `text typed before a policy has a name becomes that policy`() {
    var bench = Bench()
    bench.send(.engines(.found([])))
    bench.type("# Mine\n\nNo shouting.")
    bench.press("ctrl-s")
    bench.type("mine")
    let effects = bench.press("enter")
    #expect(effects.contains(.documents(.create(name: "mine", text: "# Mine\n\nNo shouting."))))
  }

  // MARK: Saving

  @Test func `saving asks for a note and gives the text as it is`() {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("ctrl-s")
    #expect(bench.screen.contains("Save version"))
    bench.type("Why it changed ")
    let effects = bench.press("enter")
    #expect(
      effects == [
        .documents(
          .save(
            SaveOrder(
              policy: "spam", text: "x" + Sample.policyText, note: "Why it changed", parent: 3,
              seen: Sample.policyText)))
      ])
  }

  @Test func `Enter accepts an empty note, Esc leaves everything as it was`() {
    var bench = Bench.ready()
    bench.type("x")
    #expect(bench.press("ctrl-s", "esc") == [])
    #expect(bench.state.policy.isModified)
    let effects = bench.press("ctrl-s", "enter")
    #expect(
      effects == [
        .documents(
          .save(
            SaveOrder(
              policy: "spam", text: "x" + Sample.policyText, note: "", parent: 3,
              seen: Sample.policyText)))
      ])
  }

  static func saved(_ text: String, name: String = "spam") -> (PolicyDocument, PolicyVersion) {
    let version = Sample.version(4, parent: 3, "2026-11-23T14:03:00Z", "", [])
    var document = Sample.document
    document.name = name
    document.text = text
    document.versions.append(version)
    document.version = 4
    return (document, version)
  }

  @Test func `what was saved is no longer modified`() {
    var bench = Bench.ready()
    bench.type("x")
    #expect(bench.header.contains("editing v3 ●"))
    let (document, version) = Self.saved("x" + Sample.policyText)
    bench.workspace(.saved(document, version: version, isNew: true))
    #expect(!bench.state.policy.isModified)
    #expect(bench.header.contains("spam · v4"))
    #expect(!bench.header.contains("editing"))
    #expect(bench.notice == "Saved v4 of spam.")
  }

  @Test func `what is typed while a save goes on stays modified, and is not lost`() {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("ctrl-s", "enter")
    bench.type("y")
    let (document, version) = Self.saved("x" + Sample.policyText)
    bench.workspace(.saved(document, version: version, isNew: true))
    #expect(bench.state.policy.isModified)
    #expect(bench.state.policy.editor.buffer.text == "xy" + Sample.policyText)
    #expect(bench.header.contains("editing v4 ●"))
    #expect(Self.drafts(bench.wait(.seconds(2))).last?.text == "xy" + Sample.policyText)
    bench.press("ctrl-s")
    let effects = bench.press("enter")
    #expect(
      effects == [
        .documents(
          .save(
            SaveOrder(
              policy: "spam", text: "xy" + Sample.policyText, note: "", parent: 4,
              seen: "x" + Sample.policyText)))
      ])
  }

  @Test func `a save that comes back for another policy changes nothing of this one`() {
    var bench = Bench.ready()
    let (document, version) = Self.saved("other text", name: "other")
    bench.workspace(.saved(document, version: version, isNew: true))
    #expect(bench.state.policy.name == "spam")
    #expect(bench.state.policy.basedOn == 3)
    bench.workspace(.labelled(document))
    #expect(bench.state.policy.document?.versions.count == 3)
  }

  @Test func `saving what is saved says so`() {
    var bench = Bench.ready()
    bench.press("ctrl-s")
    #expect(bench.state.dialog == nil)
    #expect(bench.notice == "Nothing changed since v3.")
  }

  @Test func `what could not be saved stays modified, and the sentence stays until a key`() {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("ctrl-s", "enter")
    bench.workspace(.failed("The disk is full: policies/spam/policy.md was not written."))
    #expect(bench.state.policy.isModified)
    bench.wait(.seconds(30))
    #expect(bench.screen.contains("The disk is full"))
  }

  @Test func `a policy that was changed outside is not overwritten without a question`() throws {
    var bench = Bench.ready()
    bench.type("x")
    let order = SaveOrder(
      policy: "spam", text: "x" + Sample.policyText, note: "", parent: 3, seen: Sample.policyText)
    #expect(bench.workspace(.conflict(order)).isEmpty)
    #expect(bench.press("enter").isEmpty)
    #expect(bench.state.policy.isModified)
    bench.workspace(.conflict(order))
    let effects = bench.press("tab", "enter")
    var mine = order
    mine.seen = nil
    #expect(effects == [.documents(.save(mine))])
  }

  @Test func `a policy's name must be one that can name a folder`() {
    var bench = Bench.ready()
    for name in ["", "../up", "a b", "7", "-x", "a/b", ".hidden"] {
      bench.press("ctrl-n")
      bench.type(name)
      #expect(bench.press("enter").isEmpty, "\(name)")
      #expect(bench.state.dialog != nil, "\(name)")
      bench.press("esc")
    }
    bench.press("ctrl-n")
    bench.type("hate-speech_2")
    #expect(bench.press("enter") == [.documents(.listTemplates)])
  }

  @Test func `a new policy begins with the template that is chosen`() {
    var bench = Bench.ready()
    bench.press("ctrl-n")
    bench.type("hate-speech_2")
    bench.press("enter")
    // Enter before the list is there takes its first entry.
    let mine = PolicyTemplate(name: "mine", purpose: "p", text: "# {{name}}, {{date}}, {{else}}")
    bench.workspace(.versions(.templates(PolicyTemplate.builtIn + [mine])))
    #expect(bench.screen.contains("hate-speech_2 begins as"))
    bench.type("mine")
    let effects = bench.press("enter")
    #expect(
      effects.last
        == .documents(.create(name: "hate-speech_2", text: "# hate-speech_2, 2026-11-23, {{else}}"))
    )
  }

  @Test func `Enter before the templates are listed takes the skeleton`() {
    var bench = Bench.ready()
    bench.press("ctrl-n")
    bench.type("fresh")
    #expect(bench.press("enter", "enter") == [.documents(.listTemplates)])
    let effects = bench.workspace(.versions(.templates(PolicyTemplate.builtIn)))
    #expect(
      effects.last == .documents(.create(name: "fresh", text: PolicySkeleton.text(title: "fresh"))))
  }

  // MARK: Versions

  @Test func `versions are listed newest first with author, time, note and labels`() {
    var bench = Bench.ready()
    bench.press("f2")
    let rows = bench.lines.filter { $0.contains("kim") }
    #expect(rows.count == 3)
    #expect(rows[0].contains("3") && rows[0].contains("2026-11-22 09:05"))
    #expect(rows[0].contains("staging") && rows[0].contains("Warnings are safe"))
    #expect(rows[2].contains("First draft"))
  }

  @Test func `one is compared with the working text, two with one another`() {
    var bench = Bench.ready()
    bench.press("f2")
    #expect(
      bench.press("down", "d") == [
        .documents(.loadVersion(Sample.versions[1], of: "spam", use: .compare(with: .workingText)))
      ])
    #expect(
      bench.press("space", "down", "d") == [
        .documents(
          .loadVersion(
            Sample.versions[0], of: "spam", use: .compare(with: .pending(Sample.versions[1]))))
      ])
    #expect(
      bench.workspace(
        .versionText(
          "# Old", of: Sample.versions[0], use: .compare(with: .pending(Sample.versions[1]))))
        == [
          .documents(
            .loadVersion(
              Sample.versions[1], of: "spam", use: .compare(with: .version(1, text: "# Old"))))
        ])
    bench.workspace(
      .versionText(
        "# New", of: Sample.versions[1], use: .compare(with: .version(1, text: "# Old"))))
    #expect(bench.screen.contains("v1 → v2"))
    #expect(bench.screen.contains("- # Old"))
    #expect(bench.screen.contains("+ # New"))
  }

  @Test func `restoring puts the text into the draft and makes no version`() {
    var bench = Bench.ready()
    bench.press("f2")
    #expect(
      bench.press("down", "r")
        == [.documents(.loadVersion(Sample.versions[1], of: "spam", use: .restore))])
    let effects = bench.workspace(.versionText("# Two", of: Sample.versions[1], use: .restore))
    #expect(effects.isEmpty)
    #expect(bench.state.screen == nil)
    #expect(bench.state.policy.editor.buffer.text == "# Two")
    #expect(bench.state.policy.basedOn == 2)
    #expect(bench.state.policy.isModified)
    #expect(Self.drafts(bench.wait(.seconds(2))).last?.text == "# Two")
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
  }

  @Test func `a label is a word, never only digits`() {
    var bench = Bench.ready()
    bench.press("f2", "l")
    bench.type("12")
    #expect(bench.press("enter").isEmpty)
    #expect(bench.state.dialog != nil)
    bench.press("backspace", "backspace")
    bench.type("checked")
    #expect(bench.press("enter") == [.documents(.label("checked", version: 3, of: "spam"))])
  }

  @Test func `a version saved while the list is open is in the list`() {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("ctrl-s", "enter", "f2")
    let (document, version) = Self.saved("x" + Sample.policyText)
    bench.workspace(.saved(document, version: version, isNew: true))
    bench.press("G")
    #expect(bench.screen.contains("4 versions"))
    let last = bench.lines.last { $0.contains("kim") } ?? ""
    #expect(last.contains("First draft"))
    #expect(last.hasPrefix("▸"))
  }

  @Test func `going back to the saved text asks, and the safe answer is the first`() {
    var bench = Bench.ready()
    bench.type("x")
    func ask() {
      bench.press("ctrl-p")
      bench.type("policy.revert")
      bench.press("enter")
    }
    ask()
    #expect(bench.screen.contains("Keep my changes"))
    bench.press("enter")
    #expect(bench.state.policy.isModified)
    ask()
    bench.press("tab", "enter")
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == "x" + Sample.policyText)
  }
}
