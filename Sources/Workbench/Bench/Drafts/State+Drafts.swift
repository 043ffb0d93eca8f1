import Cases
import Policies
import TextEditing
import Wording

/// What the workbench knows of drafts besides the text on show.
struct DraftsInHand: Sendable {
  /// Texts that are not saved, of policies that were open before, by name.
  private var texts: [String: DraftSnapshot] = [:]
  /// What other processes left, as last listed.
  var listings: [DraftListing] = []
  /// Those that the person was not told of yet.
  var unoffered: [DraftListing] = []
  /// Ids that the person has answered for, or is being asked about.
  var answered: Set<String> = []
  /// At the start all are offered, later only what concerns the policy that is opened.
  var isListedOnce = false
  /// To be shown as soon as its policy is open.
  var awaited: DraftListing?
  /// Its policy is gone: it becomes one as soon as it has a name.
  var nameless: DraftSnapshot?
  /// The policy that is being created.
  var created: Created?
  /// The case that was on show beside a draft.
  private var shownCase: (policy: String, origin: OwnContent.Origin)?

  struct Created: Sendable {
    var name: String
    var text: String
    /// The id of the draft that it is made of.
    var draft: String?
  }

  /// The text of a policy that comes back, as it was left in this process.
  mutating func inHand(_ document: PolicyDocument) -> DraftSnapshot? {
    guard var draft = texts.removeValue(forKey: document.name) else { return nil }
    draft.isOverChange = draft.seen != document.text
    // The text that it grew from is in no version, and is gone.
    if draft.isOverChange, draft.seen?.isEmpty ?? false { draft.seen = nil }
    return draft
  }

  mutating func leave(_ draft: DraftSnapshot) {
    texts[draft.policy] = draft
  }

  /// A policy that is not open any more was saved.
  mutating func saved(_ document: PolicyDocument) -> [Effect] {
    guard texts[document.name]?.text == document.text else { return [] }
    texts[document.name] = nil
    return [.drafts(.discard(policy: document.name))]
  }

  mutating func show(_ origin: OwnContent.Origin, beside policy: String) {
    shownCase = (policy, origin)
  }

  mutating func takeShownCase(of policy: String) -> OwnContent.Origin? {
    guard let shown = shownCase, shown.policy == policy else { return nil }
    shownCase = nil
    return shown.origin
  }
}

// MARK: This process's own

extension State {
  /// Writes the working text and the content, or removes this process's draft where there is nothing
  /// to lose. Drafts that others left stay as they are.
  func keepDraft(isCleanExit: Bool) -> [Effect] {
    draftSnapshot(isCleanExit: isCleanExit).map { [.drafts(.keep($0))] }
      ?? [.drafts(.discard(policy: policy.name ?? DraftSnapshot.untitled))]
  }

  /// What would be lost with this process; nil for nothing.
  func draftSnapshot(isCleanExit: Bool) -> DraftSnapshot? {
    guard policy.isModified || content.hasOwn else { return nil }
    var draft = DraftSnapshot(
      policy: policy.name ?? DraftSnapshot.untitled, text: policy.editor.buffer.text,
      content: content.own?.text ?? "", basedOn: policy.basedOn,
      caret: policy.editor.selection.head, isCleanExit: isCleanExit)
    draft.seen = seenText
    draft.origin = content.caseOrigin
    if content.isOwn { draft.contentCaret = content.editor.selection.head }
    draft.earlierContents = content.earlier.filter { $0.text != draft.content }
    return draft
  }

  /// Has the draft written within two seconds of now.
  mutating func keepDraftSoon() {
    guard content.hasOwn || policy.isModified else { return }
    if timers.draft == nil { timers.draft = now.instant + .draftDelay }
  }

  mutating func openPolicy(_ name: String) -> [Effect] {
    keepDraft(isCleanExit: true) + stopBench() + [.documents(.open(name))]
  }

  /// Keeps what was typed since the person chose another policy. Content goes along to that one.
  ///
  /// - Returns: what is to be done once the content is in the draft of the policy that is opened.
  mutating func leavePolicy(for document: PolicyDocument) -> [Effect] {
    let draft = policy.isModified ? draftSnapshot(isCleanExit: true)?.withoutContent : nil
    let created = drafts.created.flatMap { $0.name == document.name ? $0 : nil }
    if created != nil { drafts.created = nil }
    let effects = created?.draft.map { [Effect.drafts(.discardLeft($0))] } ?? []
    guard let name = policy.name else {
      return effects + leaveUntitled(draft, created, for: document)
    }
    if let draft, policy.document != nil { drafts.leave(draft) }
    guard name != document.name else { return effects }
    return effects + (draft.map { [.drafts(.keep($0))] } ?? [.drafts(.discard(policy: name))])
  }

  /// What was typed before there was a policy is that policy now, or lies beside it.
  private mutating func leaveUntitled(
    _ draft: DraftSnapshot?, _ created: DraftsInHand.Created?, for document: PolicyDocument
  ) -> [Effect] {
    let done = Effect.drafts(.discard(policy: DraftSnapshot.untitled))
    guard var draft else { return [done] }
    guard let created, created.draft == nil else { return [.drafts(.setAside(draft)), done] }
    if draft.text != created.text {
      draft.policy = document.name
      draft.basedOn = document.version
      draft.seen = document.text
      drafts.leave(draft)
    }
    return [done]
  }

  // MARK: What comes back

  /// Content that is the person's own and on show stays there; the draft's is kept beside it.
  mutating func bringBackContent(of draft: DraftSnapshot, shows: Bool = false) {
    for earlier in draft.earlierContents { content.keep(earlier) }
    if let own = draft.ownContent {
      if content.isOwn, !shows { content.keep(own) } else { content.restore(own) }
    } else if let origin = draft.origin, !content.isOwn {
      drafts.show(origin, beside: draft.policy)
    }
  }

  mutating func recover(_ recovery: Recovery) -> [Effect] {
    var effects: [Effect] = []
    let draft = recovery.draft
    if policy.isModified, policy.editor.buffer.text != draft.text,
      let mine = draftSnapshot(isCleanExit: true)?.withoutContent
    {
      effects.append(.drafts(.setAside(mine)))
    }
    apply(draft, showsContent: true)
    noteChange(under: draft, of: recovery.document)
    if let id = draft.id, let own = draftSnapshot(isCleanExit: false) {
      drafts.answered.insert(id)
      effects.append(.drafts(.take(id, as: own)))
    }
    keepDraftSoon()
    say("Recovered what was typed before the last exit.")
    if let origin = drafts.takeShownCase(of: draft.policy) {
      effects.append(.documents(.loadCases(origin.set, show: .id(origin.id))))
    }
    offerDrafts()
    return effects
  }
}

// MARK: What others left

extension State {
  mutating func handle(_ event: DraftsEvent) -> [Effect] {
    switch event {
    case .listed(let listings): return take(listings)
    case .read(let draft): show(draft)
    case .gone(let id):
      drafts.answered.insert(id)
      say("That text is gone: another Precept has taken it, or it was discarded.")
    }
    return []
  }

  /// The policy that a person chose a draft of is there, or one lists what it has besides.
  mutating func draftsAfterOpening(_ document: PolicyDocument) -> [Effect] {
    if let awaited = drafts.awaited, awaited.policy == document.name {
      drafts.awaited = nil
      return [.drafts(.read(awaited.id))]
    }
    if case .recover(let recovery)? = dialog, let id = recovery.draft.id {
      drafts.answered.insert(id)
    }
    return [.drafts(.list)]
  }

  private mutating func take(_ listings: [DraftListing]) -> [Effect] {
    drafts.listings = listings
    if case .pick(let picker)? = dialog, picker.purpose == .drafts, picker.isLoading {
      return fillDrafts()
    }
    let offered = listings.filter {
      $0.isOffered(beside: policy.name) && !drafts.answered.contains($0.id)
    }
    if drafts.isListedOnce {
      let here = offered.filter { $0.policy == policy.name }
      if !here.isEmpty, dialog == nil { sayLeft(here) }
      return []
    }
    drafts.isListedOnce = true
    drafts.unoffered = offered
    // A list that pops up under the hands of somebody who types would take what is typed.
    let isResting = (lastInput ?? now.instant - .seconds(60)) + .lookRest <= now.instant
    if case .recover? = dialog { return [] }
    if isResting, dialog == nil, screen == nil {
      offerDrafts()
    } else if !offered.isEmpty {
      sayLeft(offered)
    }
    return []
  }

  private mutating func sayLeft(_ listings: [DraftListing]) {
    let names = Set(listings.map(\.policy)).sorted().prefix(3).joined(separator: ", ")
    say("There is other unsaved text (\(names)): \(recoverWords).")
  }

  /// How one comes to what is kept.
  var recoverWords: String {
    "“\(Command.recoverDrafts.info.title)” in the palette shows it"
  }

  /// Shows what was left as one list, once no other question is open.
  mutating func offerDrafts() {
    drafts.unoffered.removeAll { drafts.answered.contains($0.id) }
    guard !drafts.unoffered.isEmpty, dialog == nil, screen == nil else { return }
    let listings = drafts.unoffered
    drafts.unoffered = []
    dialog = .pick(
      Picker(
        .drafts, title: "Unsaved text from before", items: listings.map(item),
        hint: "Enter opens it, Del discards it, Esc keeps all for later."))
  }

  mutating func openDrafts() -> [Effect] {
    dialog = .pick(.loading(.drafts, title: "Unsaved text"))
    return [.drafts(.list)]
  }

  private mutating func fillDrafts() -> [Effect] {
    let contents = content.earlier.reversed().map { earlier in
      Picker.Item(
        value: Self.contentPrefix + earlier.text, title: "content",
        detail: [
          Measure.bytes(Int64(earlier.text.utf8.count)),
          earlier.origin.map { "from \($0.reference)" },
          shownWords(earlier.text),
        ].compactMap { $0 }.joined(separator: " · "))
    }
    let items = drafts.listings.map(item) + contents
    return fillPicker(
      .drafts, items, selected: 0,
      hint: items.isEmpty
        ? "Everything that was typed is saved, or on show." : "Enter opens it, Del discards it.")
  }

  private static let contentPrefix = "content:"

  private func item(_ listing: DraftListing) -> Picker.Item {
    let when = String(listing.time.prefix(16)).replacing("T", with: " ")
    let reason: String? =
      switch listing.reason {
      case .crash: "after a crash"
      case .quit: nil
      case .setAside: "set aside"
      }
    let words =
      listing.firstWords.isEmpty ? shownWords(listing.contentWords) : "“\(listing.firstWords)”"
    return Picker.Item(
      value: listing.id, title: listing.policy,
      detail: [when, reason, Measure.bytes(Int64(listing.bytes)), words].compactMap { $0 }
        .joined(separator: " · "))
  }

  /// The beginning of content, unless content is masked.
  private func shownWords(_ content: String) -> String? {
    content.isEmpty || isMasked ? nil : "“\(content.firstWords)”"
  }

  mutating func chooseDraft(_ value: String) -> [Effect] {
    if value.hasPrefix(Self.contentPrefix) {
      let text = String(value.dropFirst(Self.contentPrefix.count))
      guard let chosen = content.earlier.first(where: { $0.text == text }) else { return [] }
      content.restore(chosen)
      show(.content)
      textChanged(in: .content)
      return []
    }
    guard let listing = drafts.listings.first(where: { $0.id == value }) else { return [] }
    drafts.answered.insert(listing.id)
    guard listing.isPolicyKnown, listing.policy != policy.document?.name else {
      return [.drafts(.read(listing.id))]
    }
    drafts.awaited = listing
    return openPolicy(listing.policy)
  }

  private mutating func show(_ draft: DraftSnapshot) {
    if let document = policy.document, document.name == draft.policy {
      dialog = .recover(Recovery(draft: draft, document: document))
      return
    }
    drafts.nameless = draft
    dialog = .prompt(
      Prompt(
        .newPolicy, title: "Recover as a new policy",
        hint: draft.policy == DraftSnapshot.untitled
          ? "It was typed while no policy was open. A name for it."
          : "There is no policy \(draft.policy) any more. A name for a new one."))
  }

  // MARK: Discarding

  mutating func askToDiscard(_ recovery: Recovery) {
    guard let id = recovery.draft.id else { return }
    askToDiscard(id, of: recovery.draft.policy)
  }

  mutating func askToDiscardDraft(in picker: Picker) {
    guard let item = picker.chosen else { return }
    if item.value.hasPrefix(Self.contentPrefix) {
      let text = String(item.value.dropFirst(Self.contentPrefix.count))
      dialog = .confirm(
        Confirmation(
          purpose: .discardContent(text), title: "Discard this content?",
          message: "\(item.detail). It is nowhere else.", yes: "Discard", no: "Keep it"))
    } else {
      askToDiscard(item.value, of: item.title)
    }
  }

  private mutating func askToDiscard(_ id: String, of policy: String) {
    dialog = .confirm(
      Confirmation(
        purpose: .discardLeft(id), title: "Discard the unsaved text?",
        message: "What was typed in \(policy) and not saved is gone then.", yes: "Discard",
        no: "Keep it"))
  }

  mutating func discardLeft(_ id: String) -> [Effect] {
    drafts.answered.insert(id)
    drafts.listings.removeAll { $0.id == id }
    say("Discarded.")
    return [.drafts(.discardLeft(id))]
  }
}

extension String {
  /// The beginning, on one line.
  public var firstWords: String {
    let line = prefix(200).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 48 ? line.prefix(47) + "…" : line
  }
}
