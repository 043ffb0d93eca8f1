import Cases
import Policies
import Runs
import TerminalInput
import TextEditing
public import Wording

extension State {
  /// The only way in which state changes.
  ///
  /// - Returns: what is to be done at the edge, in order.
  public mutating func handle(_ message: Message, at moment: Moment) -> [Effect] {
    now = moment
    var effects = react(to: message)
    if !screens.isEmpty { effects += tellScreens(message) }
    askAboutOffer()
    return effects
  }

  private mutating func react(to message: Message) -> [Effect] {
    switch message {
    case .input(let event):
      return handle(event)
    case .resized(let size):
      guard resize(to: size) else { return [] }
      fitViews()
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
      if revision == policy.editor.revision { policy.hints.take(hints, revision: revision) }
      return countTokens()
    case .suspend:
      return keepDraft(isCleanExit: false) + [.terminal(.suspend)]
    case .resumed:
      return [.terminal(.redraw)]
    }
  }

  /// Content given on the command line, before anything else is shown.
  public mutating func setContent(_ text: String) {
    content.restore(OwnContent(text: text))
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

  var sessionSnapshot: SessionSnapshot {
    var snapshot = SessionSnapshot(
      policy: policy.name, caret: policy.editor.selection.head, caseSet: content.caseSet?.name,
      caseID: content.currentCase?.id, focus: focus,
      isZoomed: isZoomed, split: split,
      engine: engine.identity.isModel ? engine.identity.name : nil, effort: parameters.effort,
      mouse: mouseEnabled, revealsHidden: revealsHidden)
    snapshot.recentCommands = recentCommands.map(\.id)
    snapshot.sampling = sampling == configuredSampling ? nil : sampling
    snapshot.top = policy.view.top
    snapshot.lower = lower
    snapshot.contentCaret = content.editor.selection.head
    snapshot.difference = differenceOptions
    return snapshot
  }
}
