import Cases
import Policies
import TextEditing
import Wording

/// Files of the policy that is open are looked at every two seconds, and when the window gets the
/// focus: git, an editor or another Precept may have changed them.
extension State {
  /// Asks for a look, and sets the time of the next.
  mutating func lookOutside() -> [Effect] {
    guard watchesFiles, let name = policy.document?.name else { return [] }
    timers.outside = now.instant + .lookInterval
    // While the desk is busy, looks must not queue up.
    guard !isLooking else { return [] }
    isLooking = true
    return [.documents(.look(policy: name, caseSet: content.caseSet?.name, since: fileStamp))]
  }

  mutating func looked(
    _ stamp: FileStamp, _ document: PolicyDocument?, _ cases: CaseSet?
  ) -> [Effect] {
    // The first look only learns what the files are like.
    let isFirst = fileStamp == nil
    fileStamp = stamp
    if let cases, !isFirst { reload(cases) }
    let effects = document.map { take($0) } ?? []
    askAboutOutsideChange()
    return effects
  }

  private mutating func take(_ document: PolicyDocument) -> [Effect] {
    guard let known = policy.document else { return [] }
    if document.text == known.text {
      outside = nil
      guard document != known else { return [] }
      policy.update(document)
      say(words(since: known, document))
    } else if !policy.isModified || policy.editor.buffer.text == document.text {
      let isSame = policy.editor.buffer.text == document.text
      accept(document)
      let what =
        document.version.map { "v\($0) was saved outside" } ?? "policy.md was changed outside"
      say(isSame ? "\(what)." : "\(what), and is shown now. Ctrl-Z brings the text before it back.")
    } else {
      outside = OutsideChange(document, base: known.text, mine: policy.editor.buffer.text)
      // Saving still compares with the text that was read; only what is new is added.
      policy.document?.versions = document.versions
      policy.document?.protectedLabels = document.protectedLabels
    }
    return []
  }

  /// What is new where the text is not.
  private func words(since known: PolicyDocument, _ document: PolicyDocument) -> String {
    if let newest = document.versions.last,
      !known.versions.contains(where: { $0.sha256 == newest.sha256 && $0.number == newest.number })
    {
      return
        "v\(newest.number) was saved outside\(newest.author.isEmpty ? "" : " by \(newest.author)")."
    }
    if known.settings != document.settings || known.settingsProblem != document.settingsProblem {
      return "policy.toml was changed outside."
    }
    return "Outside: " + labelWords(from: known, to: document)
  }

  /// Their text becomes the working text and the saved one; what stood here is one undo away.
  private mutating func accept(_ document: PolicyDocument) {
    seenBefore = nil
    policy.editor.replaceAllText(with: document.text)
    policy.editor.markSaved()
    policy.update(document)
    policy.basedOn = document.version ?? document.versions.last?.number
    outside = nil
    policyTextWasReplaced()
  }

  private mutating func policyTextWasReplaced() {
    policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
    textChanged(in: .policy)
    policy.refreshOutline()
    fitViews()
  }

  /// A draft was opened over files that have changed since it was written.
  mutating func noteChange(under draft: DraftSnapshot, of document: PolicyDocument) {
    guard draft.isOverChange, draft.text != document.text else { return }
    outside = OutsideChange(document, base: draft.seen, mine: draft.text)
    seenBefore = draft.seen ?? ""
    askAboutOutsideChange()
  }

  /// What `policy.md` held when the working text was taken from it.
  var seenText: String? { seenBefore ?? policy.document?.text }

  // MARK: Asking

  /// Asks on the bench, once the person's hands rest: a dialog that pops up under them would take
  /// what is being typed.
  mutating func askAboutOutsideChange() {
    guard let outside, dialog == nil, screen == nil,
      (lastInput ?? now.instant - .seconds(60)) + .lookRest <= now.instant
    else { return }
    // Typing has gone on since.
    let base = seenText.flatMap { $0.isEmpty && seenBefore != nil ? nil : $0 }
    self.outside = OutsideChange(outside.document, base: base, mine: policy.editor.buffer.text)
    dialog = self.outside.map { .pick($0.picker) }
  }

  mutating func answerOutsideChange(_ value: String) -> [Effect] {
    guard let change = outside, let answer = OutsideChange.Answer(rawValue: value) else {
      return []
    }
    switch answer {
    case .merge:
      guard let merged = change.merged else { return [] }
      seenBefore = nil
      // Two steps, so that undo goes to theirs, which is the saved text now, and then to mine.
      policy.editor.replaceAllText(with: change.document.text)
      policy.editor.markSaved()
      policy.editor.replaceAllText(with: merged)
      policy.update(change.document)
      policy.basedOn = change.document.version ?? change.document.versions.last?.number
      outside = nil
      policyTextWasReplaced()
      say("Merged. Ctrl-Z takes your changes out, and once more brings only yours back.")
    case .mine:
      outside = nil
      say("Your text stays. \(change.name) stays on disk.")
    case .theirs:
      accept(change.document)
      say("\(change.name) is the working text now. Ctrl-Z brings yours back.")
    case .difference:
      return push(
        DifferenceScreen(
          from: policy.editor.buffer.text, named: "yours", to: change.document.text,
          named: "\(change.name), outside"))
    }
    return []
  }

  // MARK: Cases

  /// The set on disk is another. What is typed in Content stays; a case that is shown unchanged is
  /// shown as it is now.
  private mutating func reload(_ set: CaseSet) {
    guard let known = content.caseSet, known.name == set.name, known != set else { return }
    let shown = content.currentCase
    let isOwn = content.isCaseEdited
    content.take(set)
    if let index = content.caseIndex, !isOwn, set.cases[index].content != shown?.content {
      content.show(caseAt: index)
    }
    fitViews()
    say("\(set.name) was changed outside: \(Measure.count(set.cases.count, "case")) now.")
  }
}

extension Duration {
  static let lookInterval = Duration.seconds(2)
  /// How long no key was pressed before a dialog may come by itself.
  static let lookRest = Duration.seconds(1)
}
