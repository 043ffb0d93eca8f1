import Cases
import Policies
import Runs
import Testing
import TextEditing
import Workbench

/// Drafts that other processes left: offered, taken, declined, discarded.
struct DraftRecoveryTests {
  static let id = "0123456789abcdef-0123456789abcdef"

  static func left(_ policy: String = "spam", clean: Bool = false) -> DraftSnapshot {
    var draft = DocumentTests.crashed
    draft.policy = policy
    draft.isCleanExit = clean
    draft.id = id
    draft.time = "2026-11-22T18:30:00Z"
    return draft
  }

  static func listing(
    _ policy: String, _ reason: DraftListing.Reason = .crash, id: String = id, known: Bool = true
  ) -> DraftListing {
    DraftListing(
      id: id, policy: policy, isPolicyKnown: known, reason: reason, time: "2026-11-22T18:30:00Z",
      bytes: 2048, firstWords: "- SP3.c New rule")
  }

  static let other = PolicyDocument(name: "health", text: "# Health", version: 1)

  /// What the question was about, and what became of it.
  static func orders(_ effects: [Effect]) -> [Effect.Drafts] {
    effects.compactMap { effect in
      guard case .drafts(let effect) = effect else { return nil }
      return switch effect {
      case .read, .take, .discardLeft, .setAside: effect
      case .keep, .discard, .openUntitled, .keepSession, .checkPlaces, .list: nil
      }
    }
  }

  static func asked() -> Bench {
    var bench = Bench()
    bench.send(.engines(.found([Sample.model])))
    bench.workspace(.opened(Sample.document, draft: left()))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.forgetEffects()
    return bench
  }

  // MARK: Declining and taking

  @Test func `a draft that was declined stays, whatever is typed, saved and opened`() {
    var bench = Self.asked()
    bench.press("esc")
    bench.type("x")
    bench.wait(.seconds(2))
    bench.press("ctrl-s", "enter")
    let (document, version) = DocumentTests.saved("x" + Sample.policyText)
    bench.workspace(.saved(document, version: version, isNew: true))
    bench.workspace(.opened(Self.other, draft: nil))
    bench.workspace(.opened(document, draft: nil))
    bench.press("ctrl-q")
    #expect(Self.orders(bench.effects) == [])
    #expect(DocumentTests.drafts(bench.effects).allSatisfy { $0.id == nil })
  }

  @Test func `taking it keeps it as one's own, and only then is the old one removed`() throws {
    var bench = Self.asked()
    let effects = bench.press("enter")
    let orders = Self.orders(effects)
    guard case .take(Self.id, let draft)? = orders.first, orders.count == 1 else {
      Issue.record("\(orders)")
      return
    }
    #expect(draft.text == DocumentTests.crashed.text)
    #expect(draft.id == nil && !draft.isCleanExit)
  }

  @Test func `what it takes the place of is set aside`() throws {
    var bench = Bench.ready()
    bench.type("mine ")
    bench.workspace(.drafts(.read(Self.left())))
    let orders = Self.orders(bench.press("enter"))
    guard case .setAside(let mine)? = orders.first, case .take(Self.id, _)? = orders.last else {
      Issue.record("\(orders)")
      return
    }
    #expect(mine.text == "mine " + Sample.policyText)
    #expect(bench.state.policy.editor.buffer.text == DocumentTests.crashed.text)
  }

  @Test func `discarding asks first`() {
    var bench = Self.asked()
    #expect(bench.screen.contains("x discards it"))
    #expect(Self.orders(bench.press("x", "enter")) == [])
    #expect(bench.state.dialog == nil)
    bench = Self.asked()
    #expect(Self.orders(bench.press("x", "y")) == [.discardLeft(Self.id)])
  }

  @Test func `a signal while the question stands leaves it alone`() {
    for signal in [Message.terminate, .suspend] {
      var bench = Self.asked()
      let effects = bench.send(signal)
      #expect(Self.orders(effects) == [])
      #expect(DocumentTests.drafts(effects).isEmpty)
    }
  }

  // MARK: Offered at the start

  @Test func `what a crash left of another policy is offered at the start, and opens it`() throws {
    var bench = Bench()
    #expect(bench.workspace(.opened(Sample.document, draft: nil)).contains(.drafts(.list)))
    bench.workspace(.drafts(.listed([Self.listing("health")])))
    #expect(bench.screen.contains("Unsaved text from before"))
    for fact in ["health", "2026-11-22 18:30", "after a crash", "- SP3.c New rule"] {
      #expect(bench.screen.contains(fact), "\(fact)")
    }
    #expect(bench.press("enter").contains(.documents(.open("health"))))
    let effects = bench.workspace(.opened(Self.other, draft: nil))
    #expect(Self.orders(effects) == [.read(Self.id)])
    bench.workspace(.drafts(.read(Self.left("health"))))
    #expect(bench.screen.contains("Recover draft"))
    guard case .take(Self.id, _)? = Self.orders(bench.press("enter")).first else {
      Issue.record("it was not taken")
      return
    }
  }

  @Test func `the others are offered once the question on the open policy is answered`() {
    for answer in ["enter", "esc"] {
      var bench = Self.asked()
      bench.workspace(
        .drafts(.listed([Self.listing("spam"), Self.listing("health", id: "other")])))
      #expect(bench.screen.contains("Recover draft"))
      bench.press(answer)
      #expect(bench.screen.contains("Unsaved text from before"), "\(answer)")
      #expect(bench.screen.contains("health"))
      bench.press("esc")
      #expect(bench.state.dialog == nil)
    }
  }

  @Test func `a list does not come up under the hands of somebody who types`() {
    var bench = Bench()
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.type("a")
    bench.workspace(.drafts(.listed([Self.listing("health")])))
    #expect(bench.state.dialog == nil)
    #expect(bench.notice.contains("health"))
    #expect(bench.notice.contains("Recover unsaved text"))
  }

  @Test func `what comes back by itself is not offered, a second one of the policy is`() {
    var bench = Bench()
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(
      .drafts(.listed([Self.listing("health", .quit), Self.listing("spam", .setAside, id: "b")])))
    #expect(bench.state.dialog == nil)
    bench = Bench()
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.drafts(.listed([Self.listing("spam", .quit)])))
    #expect(bench.screen.contains("Unsaved text from before"))
  }

  @Test func `opening another policy later says what else there is of it`() {
    var bench = Bench.ready()
    bench.workspace(.drafts(.listed([])))
    bench.workspace(.opened(Self.other, draft: nil))
    bench.workspace(.drafts(.listed([Self.listing("health")])))
    #expect(bench.state.dialog == nil)
    #expect(bench.notice.contains("other unsaved text (health)"))
  }

  @Test func `the palette's command lists everything at any time`() {
    var bench = Bench.ready()
    bench.press("ctrl-p")
    bench.type("Recover unsaved text")
    #expect(bench.press("enter") == [.drafts(.list)])
    bench.workspace(.drafts(.listed([Self.listing("spam", .setAside)])))
    #expect(bench.screen.contains("set aside"))
    #expect(Self.orders(bench.press("delete", "y")) == [.discardLeft(Self.id)])
  }

  @Test func `a draft that another has taken meanwhile is said to be gone`() {
    var bench = Bench.ready()
    bench.workspace(.drafts(.gone(Self.id)))
    #expect(bench.notice.contains("gone"))
  }

  @Test func `text of a policy that is gone becomes a policy again`() throws {
    var bench = Bench.ready()
    bench.workspace(.drafts(.listed([Self.listing("lost", known: false)])))
    #expect(Self.orders(bench.press("enter")) == [.read(Self.id)])
    var draft = Self.left("lost")
    draft.content = "typed under it"
    bench.workspace(.drafts(.read(draft)))
    bench.type("found")
    let effects = bench.press("enter")
    #expect(effects.contains(.documents(.create(name: "found", text: draft.text))))
    #expect(Self.orders(effects) == [])
    let made = bench.workspace(
      .opened(PolicyDocument(name: "found", text: draft.text, version: 1), draft: nil))
    let kept = try #require(made.firstIndex { if case .drafts(.keep) = $0 { true } else { false } })
    let gone = try #require(made.firstIndex(of: .drafts(.discardLeft(Self.id))))
    #expect(kept < gone)
    #expect(bench.state.content.text == "typed under it")
  }

  // MARK: Policies that are left and come back

  @Test func `text that was not saved comes back with its policy, as it was left`() {
    var bench = Bench.ready()
    bench.type("mine ")
    bench.workspace(.opened(Self.other, draft: nil))
    #expect(!bench.state.policy.isModified)
    // What lies on disk may be older.
    var old = DocumentTests.crashed
    old.isCleanExit = true
    bench.workspace(.opened(Sample.document, draft: old))
    #expect(bench.state.policy.editor.buffer.text == "mine " + Sample.policyText)
  }

  @Test func `what is typed until another policy is there is in the draft`() {
    var bench = Bench.ready()
    bench.press("ctrl-o")
    bench.workspace(
      .policies([PolicyListing(name: "health", title: nil, versions: 1, hasDraft: false)]))
    bench.press("enter")
    bench.type("late ")
    let effects = bench.workspace(.opened(Self.other, draft: nil))
    #expect(
      DocumentTests.drafts(effects).first { $0.policy == "spam" }?.text
        == "late " + Sample.policyText)
  }

  @Test func `what is typed until the text has become a policy stays`() {
    var bench = Bench()
    bench.send(.engines(.found([])))
    bench.type("# Mine")
    bench.press("ctrl-s")
    bench.type("mine")
    bench.press("enter")
    bench.type(" and more")
    let effects = bench.workspace(
      .opened(PolicyDocument(name: "mine", text: "# Mine", version: 1), draft: nil))
    #expect(bench.state.policy.editor.buffer.text == "# Mine and more")
    #expect(bench.state.policy.isModified)
    #expect(effects.contains(.drafts(.discard(policy: DraftSnapshot.untitled))))
  }

  @Test func `text without a policy is set aside when a policy is opened over it`() {
    var bench = Bench()
    bench.send(.engines(.found([])))
    bench.type("# Mine")
    let effects = bench.workspace(.opened(Sample.document, draft: nil))
    guard case .setAside(let draft)? = Self.orders(effects).first else {
      Issue.record("\(effects)")
      return
    }
    #expect(draft.text == "# Mine")
  }

  @Test func `a save that ends when another policy is open removes the draft of what was saved`() {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("ctrl-s", "enter")
    bench.workspace(.opened(Self.other, draft: nil))
    let (document, version) = DocumentTests.saved("x" + Sample.policyText)
    #expect(
      bench.workspace(.saved(document, version: version, isNew: true))
        == [.drafts(.discard(policy: "spam"))])
  }
}
