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
      self.size = size
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
    case .reading(let reading, let tokens, let revision):
      policy.take(reading, tokens: tokens, revision: revision)
      return []
    case .suspend:
      return keepDraft(isCleanExit: false) + [.suspend]
    case .resumed:
      return [.redraw]
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
    let stops = bench.active.map { [Effect.cancel($0.record.id)] } ?? []
    let regressionStop = regression?.machine.map { [Effect.cancel($0.record.id)] } ?? []
    return stops + regressionStop + keepDraft(isCleanExit: true)
      + [.keepSession(sessionSnapshot), .quit]
  }

  /// A draft that a person was asked about stays as it is until it is taken, or something is typed.
  ///
  /// Writes the working text and the content, or removes the draft where there is nothing to lose.
  func keepDraft(isCleanExit: Bool) -> [Effect] {
    guard heldDraft == nil else { return [] }
    let name = policy.name ?? DraftSnapshot.untitled
    let isContentOwn = !content.text.isEmpty && content.caseReference == nil
    guard policy.isModified || isContentOwn else { return [.discardDraft(policy: name)] }
    return [
      .keepDraft(
        DraftSnapshot(
          policy: name, text: policy.editor.buffer.text, content: content.text,
          basedOn: policy.basedOn, caret: policy.editor.selection.head, isCleanExit: isCleanExit))
    ]
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
    return snapshot
  }

  // MARK: Engines

  private mutating func handle(_ event: EnginesEvent) -> [Effect] {
    switch event {
    case .found(let listings): return handle(listings)
    default: return []
    }
  }

  /// Chooses by the rule of the command line: the preferred one, else the first ready one that
  /// serves a safeguard model, else the rule matcher. What a person chose stays.
  private mutating func handle(_ listings: [EngineListing]) -> [Effect] {
    let first = engines == nil
    engines = listings + [.ruleMatcher]
    if case .pick(var picker)? = dialog, picker.purpose == .engine {
      let chosen = picker.chosen?.value
      picker.items = engineItems
      let index = picker.shown.firstIndex { $0.value == chosen } ?? 0
      picker.list = ListState(count: picker.shown.count, selected: index)
      dialog = .pick(picker)
    }
    if let known = listings.first(where: { $0.identity.url == engine.identity.url }),
      engine.identity.isModel
    {
      engine = known
      return []
    }
    guard first else { return [] }
    chooseFirst(of: listings)
    guard let waiting = waitingRun else { return [] }
    waitingRun = nil
    return startRun(draws: waiting.draws, live: waiting.live)
  }

  private mutating func chooseFirst(of listings: [EngineListing]) {
    if preferredEngine == EngineIdentity.ruleMatcherName { return }
    let wanted = preferredEngine ?? pendingSession?.engine
    if let chosen = listings.first(where: { $0.isPreferred })
      ?? wanted.flatMap({ name in listings.first { $0.identity.name == name } })
    {
      choose(chosen)
    } else if let preferredEngine {
      // Nothing stands in for an engine that was asked for by name.
      engine = EngineListing(
        identity: EngineIdentity(name: preferredEngine, kind: .openAICompatible),
        status: .unreachable, isPreferred: true)
    } else if let found = listings.first(where: { $0.status == .ready && $0.isSafeguard }) {
      choose(found)
    }
  }

  mutating func choose(_ listing: EngineListing) {
    engine = listing
    if isLive, let reason = disabledReason(.live) {
      isLive = false
      say("Live mode is off: \(reason)")
    }
  }

  var engineItems: [Picker.Item] {
    (engines ?? [.ruleMatcher]).map { listing in
      let identity = listing.identity
      let model = identity.shortModel ?? (identity.isModel ? "no model" : "built in, not a model")
      let place = identity.url.map { " · \($0)" } ?? ""
      return Picker.Item(
        value: listing.key, title: identity.name,
        detail: "\(model)\(place) · \(listing.status.words)")
    }
  }
}

extension EngineListing.Status {
  public var words: String {
    switch self {
    case .ready: "ready"
    case .loading: "loading its model"
    case .needsKey: "needs an API key: set api_key_env for it in config.toml"
    case .unreachable: "does not answer"
    case .builtIn: "always ready"
    }
  }
}
