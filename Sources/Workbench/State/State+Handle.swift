import Cases
import Policies
import Runs
import TerminalInput
import TextEditing

extension State {
  /// The only way in which state changes.
  ///
  /// - Returns: what is to be done at the edge, in order.
  public mutating func handle(_ message: Message, at moment: Moment) -> [Effect] {
    now = moment
    switch message {
    case .input(let event):
      return handle(event)
    case .resized(let size):
      guard resize(to: size) else { return [] }
      fitViews()
      arrangeDifferences()
      withTrace { _ in }
      return []
    case .tick:
      return handleTick()
    case .run(let id, let event):
      return handle(event, of: id)
    case .workspace(let event):
      return handle(event)
    case .engines(let event):
      return handle(event)
    case .terminate:
      return quit()
    case .reading(let reading, let tokens, let revision, let hints):
      policy.take(reading, tokens: tokens, revision: revision)
      takeHints(hints, revision: revision)
      return countTokens()
    case .suspend:
      return keepDraft(isCleanExit: false) + [.terminal(.suspend)]
    case .resumed:
      resumeReplay()
      return [.terminal(.redraw)]
    }
  }

  /// Content given on the command line, before anything else is shown.
  public mutating func setContent(_ text: String) {
    content.restore(text, caseIndex: nil)
  }

  /// A policy's text alone, so that the first frame need not wait for its versions and cases.
  public mutating func preview(_ text: String, of name: String) {
    policy.preview(text, of: name)
    fitViews()
  }

  mutating func quit() -> [Effect] {
    isQuitting = true
    // First what was typed, then what runs: a record may have to wait, a draft never does.
    let typed = keepDraft(isCleanExit: true) + [.drafts(.keepSession(sessionSnapshot))]
    return typed + stopBench() + stopRegression() + stopPolicies() + [.terminal(.quit)]
  }

  /// A draft that a person was asked about stays as it is until it is taken, or something is typed.
  ///
  /// Writes the working text and the content, or removes the draft where there is nothing to lose.
  func keepDraft(isCleanExit: Bool) -> [Effect] {
    guard heldDraft == nil else { return [] }
    let name = policy.name ?? DraftSnapshot.untitled
    let isContentOwn = !content.text.isEmpty && content.caseReference == nil
    guard policy.isModified || isContentOwn else { return [.drafts(.discard(policy: name))] }
    var draft = DraftSnapshot(
      policy: name, text: policy.editor.buffer.text, content: content.text,
      basedOn: policy.basedOn, caret: policy.editor.selection.head, isCleanExit: isCleanExit)
    draft.seen = seenText
    return [.drafts(.keep(draft))]
  }

  var sessionSnapshot: SessionSnapshot {
    var snapshot = SessionSnapshot(
      policy: policy.name, caret: policy.editor.selection.head, caseSet: content.caseSet?.name,
      caseID: content.currentCase?.id,
      content: content.caseReference == nil ? content.text : "", focus: focus,
      isZoomed: isZoomed, split: split,
      engine: engine.identity.isModel ? engine.identity.name : nil, effort: parameters.effort,
      mouse: mouseEnabled, revealsHidden: revealsHidden)
    snapshot.recentCommands = recentCommands.map(\.rawValue)
    snapshot.sampling = sampling == configuredSampling ? nil : sampling
    snapshot.top = policy.view.top
    snapshot.lower = lower
    snapshot.contentCaret = content.editor.selection.head
    snapshot.difference = differenceManner
    return snapshot
  }
}
