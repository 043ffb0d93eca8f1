import Runs
import Wording

/// What happens to engines, and which of them answers.
extension State {
  mutating func handle(_ event: EnginesEvent) -> [Effect] {
    switch event {
    case .found(let listings): return take(listings)
    case .finding(let finding, let key):
      examinations[key]?.take(finding)
      refreshFindings()
      return []
    case .examined(let key, let problem):
      examined(key, problem: problem)
      return []
    case .offerAccepted(let name):
      if let name {
        preferredEngine = name
        awaitsPreferred = true
      }
      return lookForEngines()
    case .managed(let status): return take(status)
    case .log(let lines):
      showLog(lines)
      return []
    case .pulled(let progress): return take(progress)
    case .counted(let counts, let key, let revision):
      return take(counts, by: key, revision: revision)
    }
  }

  // MARK: Listings

  /// As the Engines screen lists them: the rule matcher last.
  public var listedEngines: [EngineListing] { engines ?? [.ruleMatcher] }

  /// Whether engines are being looked for.
  public var isLookingForEngines: Bool { engines == nil || lookups > 0 }

  mutating func lookForEngines() -> [Effect] {
    lookups += 1
    return [.engines(.find)]
  }

  private mutating func take(_ listings: [EngineListing]) -> [Effect] {
    let isFirst = engines == nil
    lookups = max(0, lookups - 1)
    if engine.identity.isModel {
      if let known = listings.first(where: { $0.key == engine.key })
        ?? listings.first(where: isSame)
      {
        engine = known
      } else {
        // What was chosen stays chosen, and nothing stands in for it.
        engine.status = .unreachable
      }
    } else if isFirst {
      chooseFirst(of: listings)
    }
    if awaitsPreferred, let chosen = listings.first(where: { $0.isPreferred }) {
      awaitsPreferred = false
      isEngineChosen = true
      choose(chosen)
    }
    forgetExaminations(unlike: listings)
    let isMissing = engine.identity.isModel && !listings.contains { $0.key == engine.key }
    engines = listings + (isMissing ? [engine] : []) + [.ruleMatcher]
    welcomeManaged(among: listings)
    refreshEnginesScreen()
    countSoon()
    guard isFirst, let waiting = waitingRun else { return [] }
    waitingRun = nil
    return startRun(draws: waiting.draws, live: waiting.live)
  }

  /// Whether a listing is the engine that was chosen: at its address, else by its name.
  private func isSame(_ listing: EngineListing) -> Bool {
    guard let url = engine.identity.url else {
      return listing.identity.name == engine.identity.name
    }
    return listing.identity.url == url
  }

  /// Chooses by the rule of the command line: the preferred one, else the first ready one that
  /// serves a safeguard model, else the rule matcher. What a person chose stays.
  private mutating func chooseFirst(of listings: [EngineListing]) {
    if preferredEngine == EngineIdentity.ruleMatcherName { return }
    let wanted = preferredEngine ?? pendingSession?.engine
    if let chosen = listings.first(where: { $0.isPreferred })
      ?? wanted.flatMap({ name in listings.first { $0.identity.name == name } })
    {
      choose(chosen)
      isEngineChosen = true
    } else if let preferredEngine {
      // Nothing stands in for an engine that was asked for by name.
      engine = EngineListing(
        identity: EngineIdentity(name: preferredEngine, kind: .openAICompatible),
        status: .unreachable, isPreferred: true)
      isEngineChosen = true
    } else if let found = listings.first(where: { $0.status == .ready && $0.isSafeguard }) {
      choose(found)
    }
  }

  mutating func choose(_ listing: EngineListing) {
    engine = listing
    countSoon()
    if isLive, let reason = disabledReason(.live) {
      isLive = false
      say("Live mode is off: \(reason)")
    }
  }

  mutating func refreshEnginesScreen() {
    changeEnginesScreen { screen, state in screen.refresh(state.listedEngines) }
    refreshFindings()
  }

  // MARK: Doctor

  private mutating func examined(_ key: String, problem: String?) {
    guard let examination = examinations[key] else { return }
    let wasStopped = examination.phase == .stopping
    examinations[key]?.phase = .done(problem: wasStopped ? "Stopped before its end." : problem)
    let name = listedEngines.first { $0.key == key }?.identity.name ?? "the engine"
    if wasStopped {
      say("The doctor has stopped.")
    } else if let problem {
      say(problem, isError: true)
    } else {
      say("The doctor is done with \(name): \(examination.summary).")
    }
  }

  /// What was found of another model says nothing of this one.
  private mutating func forgetExaminations(unlike listings: [EngineListing]) {
    for listing in listings where listing.status == .ready {
      guard let examination = examinations[listing.key],
        case .done = examination.phase, examination.model != listing.identity.model
      else { continue }
      examinations[listing.key] = nil
    }
  }

  mutating func refreshFindings() {
    changeEnginesScreen { screen, state in
      let count = state.examinations[screen.selectedKey]?.findings.count ?? 0
      screen.findings.setCount(count)
      if count == 0, state.examinations[screen.selectedKey]?.isRunning != true {
        screen.focus = .table
      }
    }
  }

  // MARK: Managed engine

  private mutating func take(_ status: ManagedEngineStatus) -> [Effect] {
    let before = managed
    managed = status
    guard before?.phase != status.phase else { return [] }
    switch status.phase {
    case .ready:
      awaitedEngine = status.url
      return lookForEngines()
    case .restarting: say("The engine of \(status.model) \(status.words).")
    case .stopped:
      awaitedEngine = nil
      say("The engine of \(status.model) has stopped.")
      return lookForEngines()
    case .failed(let reason):
      awaitedEngine = nil
      say(reason, isError: true)
      return lookForEngines()
    default: break
    }
    return []
  }

  /// An engine that was started is there to be used, unless a person has chosen another.
  private mutating func welcomeManaged(among listings: [EngineListing]) {
    guard let awaited = awaitedEngine,
      let listing = listings.first(where: {
        $0.status == .ready && $0.identity.url?.withoutSlash == awaited.withoutSlash
      })
    else { return }
    awaitedEngine = nil
    let name = listing.identity.name
    if listing.key == engine.key {
      say("\(name) is ready; runs go to it.")
    } else if isEngineChosen {
      say("\(name) is ready. Enter on it in Engines has runs go to it.")
    } else {
      choose(listing)
      say("\(name) is ready; runs go to it from now on.")
    }
  }

  private mutating func showLog(_ lines: [String]) {
    guard awaitsLog, screen is EnginesScreen else { return }
    awaitsLog = false
    var pager = Pager(
      title: "Engine log", facts: [managed?.model, managed?.log].compactMap { $0 },
      lines: lines.isEmpty ? [.init(.dim, "The log is empty.")] : Pager.Line.body(lines))
    pager.list.select(pager.lines.count)
    pager.scroll(by: 0, in: environment.pagerSize)
    screens.append(pager)
  }

  // MARK: Pull

  private mutating func take(_ progress: PullProgress) -> [Effect] {
    guard var pull, pull.isRunning, pull.progress.model == progress.model else { return [] }
    pull.take(progress, at: now.instant)
    self.pull = pull
    switch progress.phase {
    case .working: return []
    case .done:
      self.pull = nil
      say("\(pull.engine.name) has \(progress.model) now.")
      return lookForEngines()
    case .cancelled:
      self.pull = nil
      say("The pull of \(progress.model) is cancelled. u pulls what is missing.")
    case .failed(let reason): say(reason, isError: true)
    }
    return []
  }
}

extension String {
  fileprivate var withoutSlash: Substring { hasSuffix("/") ? dropLast() : self[...] }
}
