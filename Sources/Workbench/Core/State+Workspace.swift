import Cases
import Policies
import Runs
import TextEditing

extension State {
  mutating func handle(_ event: WorkspaceEvent) -> [Effect] {
    switch event {
    case .policies(let listings): return pickPolicy(from: listings)
    case .opened(let document, let draft): return open(document, draft: draft)
    case .saved(let document, let version, let isNew):
      return saved(document, version, isNew: isNew)
    case .labelled(let document):
      guard document.name == policy.name else { return [] }
      let before = policy.document
      policy.document?.versions = document.versions
      policy.document?.protectedLabels = document.protectedLabels
      say(labelWords(from: before, to: document))
      return []
    case .settled(let settings, let change): take(settings, change)
    case .unsettled(let settings, let change): takeBack(settings, change)
    case .conflict(let order):
      dialog = .confirm(
        Confirmation(
          purpose: .saveOver(order), title: "policy.md was changed outside",
          message: "Saving replaces that text; it is in no version.", yes: "Save mine",
          no: "Save nothing"))
    // The screens that asked take them.
    case .versionText, .runs, .moreRuns, .sealed: break
    case .caseSets(let listings): return pickCaseSet(from: listings)
    case .cases(let set, let choice): show(set, choice)
    case .caseAdded(let set, let id):
      content.caseSet = set
      if let index = set.cases.firstIndex(where: { $0.id == id }) { showCase(at: index) }
      say("\(id) is in \(set.name) now.")
    case .caseNotLabeled(_, _, let problem):
      say(problem, isError: true)
    case .importing(let event): return handle(event)
    case .record(let record): return push(TraceScreen(record))
    case .untitled(let draft): apply(draft)
    case .drafts(let event): return handle(event)
    case .baseline(let version, let decisions): regression?.baseline = (version, decisions)
    case .edited(let text, let pane): takeEdited(text, pane)
    case .versions(.looked(let stamp, let document, let cases, let name)):
      isLooking = false
      return name == policy.name ? looked(stamp, document, cases) : []
    case .versions(.templates(let templates)): return pickTemplate(from: templates)
    case .versions(.changes), .versions(.scores): break
    case .authoring(let event): return handle(event)
    case .records(let event): return handle(event)
    case .evaluation(let event): return handle(event)
    case .draftKept: break
    case .copied(let toTerminal):
      say(toTerminal ? "Copied here and sent to the terminal." : "Copied here.")
    case .failed(let message): say(message, isError: true)
    case .notice(let message): say(message)
    }
    return []
  }

  /// Fills the picker that waits for the items; one that was closed meanwhile stays closed.
  mutating func fillPicker(
    _ purpose: Picker.Purpose, _ items: [Picker.Item], selected: Int, hint: String
  ) -> [Effect] {
    guard case .pick(var picker)? = dialog, picker.purpose == purpose else { return [] }
    picker.fill(items, selected: selected, hint: hint)
    dialog = .pick(picker)
    guard picker.isAccepted else { return [] }
    dialog = nil
    return choose(in: picker)
  }

  private mutating func pickPolicy(from listings: [PolicyListing]) -> [Effect] {
    if case .pick(let picker)? = dialog, picker.purpose == .policies {
      return fillPicker(
        .policies, severalPoliciesItems(listings), selected: 0,
        hint: "Space marks two to four; Enter runs each, then all in one prompt.")
    }
    let items = listings.map { listing in
      let versions = listing.versions == 1 ? "1 version" : "\(listing.versions) versions"
      return Picker.Item(
        value: listing.name, title: listing.name,
        detail: [listing.title, versions, listing.hasDraft ? "unsaved changes" : nil]
          .compactMap { $0 }.joined(separator: " · "))
    }
    return fillPicker(
      .policy, items, selected: listings.firstIndex { $0.name == policy.name } ?? 0,
      hint: items.isEmpty ? "There is no policy yet. Ctrl-N starts one." : "")
  }

  private mutating func pickCaseSet(from listings: [CaseSetListing]) -> [Effect] {
    let items = listings.map {
      Picker.Item(value: $0.name, title: $0.name, detail: "\($0.count) cases")
    }
    let wanted = content.caseSet?.name ?? policy.document?.settings.cases.first
    var purpose = Picker.Purpose.caseSet
    if case .pick(let picker)? = dialog, case .screen = picker.purpose { purpose = picker.purpose }
    return fillPicker(
      purpose, items, selected: listings.firstIndex { $0.name == wanted } ?? 0,
      hint: items.isEmpty ? "There is no case set yet in samples/." : "")
  }

  // MARK: Policies

  private mutating func open(_ document: PolicyDocument, draft: DraftSnapshot?) -> [Effect] {
    let isFirst = policy.document == nil
    var restoredTop: TextPosition?
    let stops = stopBench() + stopRegression()
    let left = leavePolicy(for: document)
    let draft = drafts.inHand(document) ?? draft
    askedCount?.isStale = true
    policy.show(document)
    countSoon()
    bench = BenchRuns(view: bench.view)
    settled = nil
    regression = nil
    find = nil
    screens = []
    jumps = Jumps()
    landing = nil
    if isFirst, let session = pendingSession, session.policy == document.name {
      policy.editor.place(policy.editor.buffer.clamped(session.caret), selecting: false)
      restoredTop = session.top
    }
    if let draft, draft.text != document.text || draft.hasContent {
      if draft.isCleanExit || draft.text == document.text {
        apply(draft)
      } else {
        dialog = .recover(Recovery(draft: draft, document: document))
      }
    }
    fitViews()
    if let restoredTop { policy.view.top = policy.editor.buffer.clamped(restoredTop) }
    policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
    fileStamp = nil
    outside = nil
    seenBefore = nil
    if let draft, dialog == nil { noteChange(under: draft, of: document) }
    return stops + (content.hasOwn ? keepDraft(isCleanExit: false) : []) + left
      + loadCases(of: document, isFirst: isFirst) + lookOutside() + readHints()
      + draftsAfterOpening(document)
  }

  private mutating func loadCases(of document: PolicyDocument, isFirst: Bool) -> [Effect] {
    let session = isFirst ? pendingSession : nil
    if isFirst, let session, session.policy == document.name, !session.content.isEmpty {
      if content.text.isEmpty {
        content.restore(OwnContent(text: session.content))
        placeContentCaret(session)
      }
    }
    if content.isOwn, content.currentCase == nil, let origin = content.caseOrigin {
      return [.documents(.loadCases(origin.set, show: .none))]
    }
    if let origin = drafts.takeShownCase(of: document.name) {
      return [.documents(.loadCases(origin.set, show: .id(origin.id)))]
    }
    let sessionSet = session?.policy == document.name ? session?.caseSet : nil
    guard let set = sessionSet ?? document.settings.cases.first else {
      content.caseSet = nil
      content.caseIndex = nil
      return []
    }
    if sessionSet != nil, let id = session?.caseID {
      return [.documents(.loadCases(set, show: .id(id)))]
    }
    return [.documents(.loadCases(set, show: content.isOwn ? .none : .first))]
  }

  private mutating func placeContentCaret(_ session: SessionSnapshot) {
    let buffer = content.editor.buffer
    content.editor.place(buffer.clamped(session.contentCaret), selecting: false)
    content.view.follow(content.editor.selection.head, in: buffer)
  }

  /// - Parameter showsContent: also where that takes the place of other content of the person's own.
  mutating func apply(_ draft: DraftSnapshot, showsContent: Bool = false) {
    if draft.text != policy.editor.buffer.text {
      policy.editor.replaceAllText(with: draft.text)
      policy.basedOn = draft.basedOn
      policy.followEdits()
    }
    policy.editor.place(policy.editor.buffer.clamped(draft.caret), selecting: false)
    bringBackContent(of: draft, shows: showsContent)
    policy.refreshOutline()
    fitViews()
    policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
  }

  private mutating func saved(
    _ document: PolicyDocument, _ version: PolicyVersion, isNew: Bool
  ) -> [Effect] {
    guard document.name == policy.name else { return drafts.saved(document) }
    policy.document = document
    policy.basedOn = version.number
    outside = nil
    seenBefore = nil
    // What was typed while the save went on stays modified.
    if policy.editor.buffer.text == document.text { policy.editor.markSaved() }
    if isNew {
      say("Saved v\(version.number) of \(document.name).")
    } else {
      say("The text is v\(version.number) already; nothing new was saved.")
    }
    // What is in a version needs no draft; what was typed since, and own content, still do.
    return keepDraft(isCleanExit: false)
  }

  private mutating func takeEdited(_ text: String, _ pane: Pane) {
    let before = focus
    focus = pane
    if pane == .policy, text != policy.editor.buffer.text {
      withEditor { editor, _ in editor.replaceAllText(with: text) }
    } else if pane == .content, text != content.text {
      withEditor { editor, _ in editor.replaceAllText(with: text) }
    }
    focus = before
  }

  // MARK: Cases and runs

  private mutating func show(_ set: CaseSet, _ choice: CaseChoice) {
    content.take(set)
    switch choice {
    case .none: break
    case .first: if !set.cases.isEmpty { showCase(at: 0, bringsForward: false) }
    case .id(let id):
      if let index = set.cases.firstIndex(where: { $0.id == id }) {
        if !content.isOwn {
          showCase(at: index, bringsForward: false)
          if let session = pendingSession, session.caseID == id { placeContentCaret(session) }
        }
      }
    case .list:
      screens.removeAll { $0 is CasesScreen }
      screens.append(CasesScreen(in: environment))
    }
    if let first = set.problems.first {
      let more = set.problems.count > 1 ? " (and \(set.problems.count - 1) more)" : ""
      say("\(set.name), line \(first.line): \(first.message)\(more)", isError: true)
    }
  }
}
