import Cases
import Evaluation
import Harmony
import Policies
import Runs
import TerminalText
import TextEditing
import Wording

extension State {
  // MARK: Starting and stopping

  /// Judges the content under the working text, `draws` times one after the other.
  mutating func startRun(draws: Int, live: Bool) -> [Effect] {
    guard engines != nil else {
      waitingRun = (draws, live)
      say("Looking for engines; the run starts as soon as they are known.")
      return []
    }
    if let reason = disabledReason(.run) {
      if !live { say(reason) }
      return []
    }
    let stops = stopBench()
    policy.refreshOutline()
    timers.live = nil
    policy.beginMarks()
    bench.draws = []
    bench.shown = 0
    bench.citation = nil
    bench.planned = draws
    bench.remaining = draws
    bench.judged = judged(content.text, reference: content.caseReference)
    bench.isFollowing = true
    bench.view.top = .start
    if draws > 1, fixedSeed != nil {
      say("The seed is fixed, so that all draws may be alike. F8 p draws new ones.")
    }
    if !live, layout.form == .stacked || layout.form == .single {
      lower = .reasoning
      if focus == .content || layout.form == .single { focus = .reasoning }
      fitViews()
    }
    return stops + startDraw(live: live)
  }

  private mutating func startDraw(live: Bool) -> [Effect] {
    guard bench.remaining > 0, let judged = bench.judged else { return [] }
    bench.remaining -= 1
    var request = makeRequest(judged, isLive: live)
    // Draws of one content differ by their seeds.
    if bench.remaining > 0 || !bench.draws.isEmpty { request.parameters.sendsSeed = true }
    bench.draws.append(
      BenchRuns.Draw(
        RunMachine(request, outline: judged.policy.outline), started: now.instant,
        policyRevision: judged.policy.revision, expected: judged.expected))
    bench.shown = bench.draws.count - 1
    bench.isFollowing = true
    bench.view.top = .start
    timers.clock = now.instant + .clockStep
    return [start(request)]
  }

  /// The effect that starts a run; from then on what has arrived is kept each second.
  mutating func start(_ request: RunRequest) -> Effect {
    if timers.checkpoint == nil { timers.checkpoint = now.instant + .checkpointStep }
    return .runs(.start(request, on: engine.identity))
  }

  /// The working text as it stands, for all draws or cases of one measurement.
  func judgedPolicy() -> JudgedPolicy {
    JudgedPolicy(
      text: policy.editor.buffer.text, outline: policy.outline, format: policy.format,
      reference: .init(
        name: policy.name ?? "unnamed", version: policy.savedVersion, basedOn: policy.basedOn),
      revision: policy.editor.revision)
  }

  private func judged(_ text: String, reference: String?) -> Judged {
    Judged(
      policy: judgedPolicy(), content: text, caseReference: reference,
      expected: reference == nil ? nil : content.currentCase?.expected)
  }

  mutating func makeRequest(_ judged: Judged, isLive: Bool = false) -> RunRequest {
    var parameters = parameters
    let drawn = Int(randomness.next() >> 33)
    parameters.seed = fixedSeed ?? drawn
    parameters.sendsSeed = fixedSeed != nil
    parameters.date = now.date
    return RunRequest(
      id: Run.ID(milliseconds: now.unixMilliseconds, using: &randomness),
      startedAt: now.unixMilliseconds, policy: judged.policy.reference,
      conversation: Conversation(policy: judged.policy.text, content: judged.content),
      format: judged.policy.format, parameters: parameters, caseReference: judged.caseReference,
      isLive: isLive)
  }

  /// Ends what runs on the bench, at once: late events of it are dropped.
  mutating func stopBench() -> [Effect] {
    bench.remaining = 0
    waitingRun = nil
    guard let active = bench.active else { return [] }
    return cancel(&bench.draws[bench.draws.count - 1].machine, started: active.started)
  }

  /// Ends a run here and now: its record is closed as it stands, and later events of it are dropped.
  func cancel(_ machine: inout RunMachine, started: ContinuousClock.Instant?) -> [Effect] {
    guard !machine.isFinished else { return [] }
    let elapsed = started?.duration(to: now.instant).milliseconds ?? 0
    machine.apply(RunEvent(at: elapsed, .cancelled))
    return [.runs(.cancel(machine.record.id)), .runs(.seal(machine.record))]
  }

  mutating func stop() -> [Effect] {
    if bench.isRunning || waitingRun != nil { return stopBench() }
    if let regression, !regression.isFinished {
      let stops = cancelCase()
      self.regression?.isStopped = true
      say("Stopped after \(regression.results.count) of \(regression.cases.count) cases.")
      return stops
    }
    if several?.isRunning ?? false { return stopPolicies() }
    return erasing == nil ? [] : [.records(.stopErasing)]
  }

  // MARK: Events

  mutating func handle(_ event: RunEvent, of id: Run.ID) -> [Effect] {
    if let index = bench.draws.lastIndex(where: { $0.record.id == id }) {
      return handle(event, ofDraw: index)
    }
    if regression?.machine?.record.id == id {
      return handleRegression(event)
    }
    return handlePolicies(event, of: id) ?? []
  }

  private mutating func handle(_ event: RunEvent, ofDraw index: Int) -> [Effect] {
    guard !bench.draws[index].machine.isFinished else { return [] }
    let wasRepeating = bench.draws[index].repeats
    bench.draws[index].machine.apply(event)
    if case .waiting = event.kind { bench.draws[index].waitBegan = now.instant }
    if !wasRepeating, let alarm = bench.draws[index].repetition {
      // Once for each run: nothing but the person ends a chain that goes in circles.
      say("\(alarm) Esc stops it.")
    }
    if case .text(let channel, let delta) = event.kind, channel != .final {
      bench.draws[index].chain.append(delta, channel: channel)
      if index == bench.shown, bench.isFollowing {
        bench.view.scrollToEnd(in: bench.draws[index].chain.buffer)
      }
    }
    markCitations(ofDraw: index)
    guard bench.draws[index].machine.isFinished else { return [] }
    return finishDraw(index)
  }

  private mutating func markCitations(ofDraw index: Int) {
    let citations = bench.draws[index].record.citations
    for number in bench.draws[index].citationsSeen..<citations.count {
      let citation = citations[number]
      bench.draws[index].chain.mark(citation, number: number)
      if let line = citation.line, citation.known {
        policy.mark(line: line, since: bench.draws[index].policyRevision)
      }
    }
    bench.draws[index].citationsSeen = citations.count
  }

  private mutating func finishDraw(_ index: Int) -> [Effect] {
    let draw = bench.draws[index]
    let seal = Effect.runs(.seal(draw.record))
    note(draw.record, agreement: draw.agreement)
    switch draw.record.state {
    case .failed:
      bench.remaining = 0
      if let failure = draw.record.failure {
        bench.draws[index].chain.note(failure.message)
        bench.draws[index].chain.note(failure.hint)
        if bench.isFollowing { bench.view.scrollToEnd(in: bench.draws[index].chain.buffer) }
        say(failure.message, isError: true)
      }
    case .cancelled:
      bench.remaining = 0
    default:
      if bench.remaining > 0 { return [seal] + startDraw(live: false) }
    }
    if !(several?.isRunning ?? false) { timers.clock = nil }
    return [seal]
  }

  mutating func note(_ record: RunRecord, agreement: Agreement?) {
    guard let reference = record.caseReference, let state = record.state, state != .cancelled
    else { return }
    caseResults[reference] = CaseResult(
      state: state, decision: record.verdict?.decision, agreement: agreement)
  }

  // MARK: Regression

  mutating func startRegression() -> [Effect] {
    guard let set = content.caseSet else { return [] }
    policy.refreshOutline()
    let old = stopRegression()
    regression = Regression(set: set.name, cases: set.cases, policy: judgedPolicy())
    let baseline: [Effect] =
      baselineVersion.flatMap { version in
        policy.name.map { [.records(.baseline(policy: $0, version: version, set: set.name))] }
      } ?? []
    return old + baseline + startNextCase()
  }

  /// What flips are counted against: the version that the text grew from; for a saved version, the
  /// one before it.
  private var baselineVersion: Int? {
    guard let saved = policy.savedVersion else { return policy.basedOn }
    return policy.document?.versions.last { $0.number < saved }?.number
  }

  /// Ends the set that runs, and forgets it.
  mutating func stopRegression() -> [Effect] {
    defer { regression = nil }
    return cancelCase()
  }

  /// Ends the case that runs.
  private mutating func cancelCase() -> [Effect] {
    guard var machine = regression?.machine else { return [] }
    regression?.machine = nil
    return cancel(&machine, started: regression?.started)
  }

  private mutating func startNextCase() -> [Effect] {
    guard var regression, regression.next < regression.cases.count, !regression.isStopped else {
      regression?.machine = nil
      sayRegression()
      return []
    }
    let item = regression.cases[regression.next]
    regression.next += 1
    let request = makeRequest(
      Judged(
        policy: regression.policy, content: item.renderedContent,
        caseReference: "\(regression.set)/\(item.id)", expected: item.expected))
    regression.machine = RunMachine(request, outline: regression.policy.outline)
    regression.started = now.instant
    self.regression = regression
    return [start(request)]
  }

  /// Where the verdict has one row, the result is a message.
  private mutating func sayRegression() {
    guard let regression, layout.panes[.verdict]?.rows ?? 0 < 2 else { return }
    say(regression.words)
  }

  private mutating func handleRegression(_ event: RunEvent) -> [Effect] {
    regression?.machine?.apply(event)
    guard let record = regression?.machine?.record, let state = record.state,
      let reference = record.caseReference
    else { return [] }
    let id = String(reference.dropFirst((regression?.set.count ?? 0) + 1))
    let expected = regression?.cases.first { $0.id == id }?.expected
    let agreement = expected.flatMap { expected in
      record.verdict.map { expected.agreement(with: $0) }
    }
    let result = CaseResult(state: state, decision: record.verdict?.decision, agreement: agreement)
    regression?.results[id] = result
    caseResults[reference] = result
    if state == .failed {
      regression?.isStopped = true
      regression?.machine = nil
      if let failure = record.failure {
        say("\(failure.message) \(failure.hint)", isError: true)
      }
      return [.runs(.seal(record))]
    }
    return [.runs(.seal(record))] + startNextCase()
  }
}
