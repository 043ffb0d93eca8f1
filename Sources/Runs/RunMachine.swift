import Harmony
public import Policies

/// What a run is doing. The raw values are the words in the title of the Reasoning pane.
public enum RunPhase: String, Hashable, Sendable {
  case idle, connecting, loading, queued, thinking, answering, done, stopped, failed
}

/// The one fold from ``RunEvent`` to ``RunRecord``, in the workbench, headless and in evaluation
/// alike.
///
/// Legal order: `accepted` and `sent` first where the engine has them; then any mix of the others;
/// then one of `finished`, `failed`, `cancelled`. What comes after that is dropped.
///
/// Complexity: a text event costs its own length, whatever came before.
public struct RunMachine: Sendable {
  public private(set) var record: RunRecord
  public private(set) var phase: RunPhase = .connecting
  /// Tokens of the prompt that were read, and all of them, while the engine tells.
  public private(set) var promptProgress: (read: Int, of: Int)?
  /// What the run waits for; nil once text has come.
  public private(set) var wait: RunEvent.Wait?
  public private(set) var finish: RunEvent.Finish?
  private var citations: CitationFinder
  private var repetition = RepetitionDetector()
  private let reader: VerdictReader
  private let outline: PolicyOutline

  /// - Parameter outline: of the request's policy text, where the caller has it.
  public init(_ request: RunRequest, outline: PolicyOutline? = nil) {
    let policy = request.conversation.policy
    let outline = outline ?? PolicyOutline(reading: policy)
    self.outline = outline
    record = RunRecord(request)
    citations = CitationFinder(outline: outline, text: policy)
    reader = VerdictReader(format: request.format, outline: outline)
  }

  public var isFinished: Bool { record.state != nil }

  public mutating func apply(_ event: RunEvent) {
    guard !isFinished else { return }
    switch event.kind {
    case .accepted(let identity):
      record.engine = identity
      if !identity.isModel { record.parameters = nil }
    case .sent(let body, let prompt):
      record.requestBody = body
      record.prompt = prompt
    case .waiting(let wait):
      self.wait = wait
      wait.apply(to: &phase, progress: &promptProgress)
    case .text(let channel, let delta):
      append(delta, to: channel, at: event.at)
    case .usage(let usage):
      merge(usage)
    case .altered(let alteration):
      record.altered.append(alteration)
    case .warning(let warning):
      warn(warning)
    case .raw(let bytes):
      record.raw.append(contentsOf: bytes.prefix(RunLimits.rawBytes - record.raw.count))
    case .finished(let finish):
      self.finish = finish
      takeThoughtApart()
      seal(finish, at: event.at)
    case .failed(let failure):
      record.failure = failure
      end(.failed, phase: .failed, at: event.at)
    case .cancelled:
      end(.cancelled, phase: .stopped, at: event.at)
    }
  }

  private mutating func append(_ delta: String, to channel: Channel, at milliseconds: Int) {
    guard !delta.isEmpty else { return }
    promptProgress = nil
    wait = nil
    let offset: Int
    switch channel {
    case .analysis:
      offset = record.reasoning.utf8.count
      record.reasoning.append(delta)
      phase = .thinking
      record.timing.firstReasoning = record.timing.firstReasoning ?? milliseconds
    case .commentary:
      offset = record.commentary.utf8.count
      record.commentary.append(delta)
      phase = .thinking
    case .final:
      offset = record.answer.utf8.count
      record.answer.append(delta)
      phase = .answering
      record.timing.firstAnswer = record.timing.firstAnswer ?? milliseconds
    }
    record.deltas.append(.init(at: milliseconds, channel: channel, offset: offset))
    cite(citations.append(delta, channel: channel.rawValue))
    if let passage = repetition.append(delta) { warn(.repetition(passage)) }
  }

  /// Reads the texts again where reasoning came as the beginning of the answer.
  private mutating func takeThoughtApart() {
    guard let thought = record.bareThought() else { return }
    let said = record.said()
    citations = CitationFinder(outline: outline, text: record.policyText)
    record.answer = ""
    record.commentary = ""
    record.deltas = []
    record.citations = []
    record.timing.firstAnswer = nil
    record.warnings.removeAll { $0.kind == RunWarning.repetition }
    repetition = RepetitionDetector()
    for (at, channel, offset, text) in said {
      guard channel == .final else {
        append(String(text), to: channel, at: at)
        continue
      }
      let bytes = Array(text.utf8)
      let before = bytes.prefix(max(0, thought.end - offset))
      let after = bytes.dropFirst(max(0, thought.answer - offset))
      append(String(decoding: before, as: UTF8.self), to: .analysis, at: at)
      append(String(decoding: after, as: UTF8.self), to: .final, at: at)
    }
    warn(.bareThought)
  }

  private mutating func warn(_ warning: RunWarning) {
    guard record.warnings.count < RunLimits.warnings else { return }
    record.warnings.append(warning)
  }

  private mutating func cite(_ found: [Citation]) {
    let room = RunLimits.citations - record.citations.count
    guard room > 0 else { return }
    record.citations += found.lazy.filter(isMeant).prefix(room)
  }

  /// The names of an answer's own fields stand in the policy too, and cite nothing.
  private func isMeant(_ citation: Citation) -> Bool {
    let text = citation.text.drop { "\"“".contains($0) }
    return citation.kind != .quotation || citation.channel != Channel.final.rawValue
      || !record.format.fields.contains { text.hasPrefix($0) && text.count <= $0.count + 1 }
  }

  private mutating func merge(_ usage: Usage) {
    record.usage = (record.usage ?? Usage()).updated(by: usage)
  }

  /// State precedence (architecture, "Decide once, now"): cancelled, failed, truncated, refused,
  /// empty, markup, unparsed, off_list, undecided, ok. Unrecovered markup leaves an empty answer, so that it
  /// is asked about before `empty` is said.
  private mutating func seal(_ finish: RunEvent.Finish, at milliseconds: Int) {
    let state: RunState
    // A verdict is short: what is not, is none, and is not worth the time to read it.
    let isLong = record.answer.utf8.count > RunLimits.answerBytes
    if isLong { record.warnings.append(.longAnswer) }
    let isAtLimit = record.warnings.contains { $0.kind == RunWarning.limitReached }
    switch (finish, isLong ? .unparsed : reader.read(record.answer, of: record.content)) {
    case (.abstained, _): state = .abstained
    case (.length, let reading):
      if reading == .empty { record.warnings.append(.cutBeforeAnswer) }
      state = .truncated
    // The engine says that the answer is whole, and its count says that it was cut: what reads whole
    // is taken, with the warning.
    case (.stop, let reading) where isAtLimit && !reading.isWhole:
      if reading == .empty { record.warnings.append(.cutBeforeAnswer) }
      state = .truncated
    case (_, .refused), (.filtered, _): state = .refused
    case _ where record.warnings.contains { $0.kind == RunWarning.markup }: state = .markup
    case (_, .empty):
      if !record.commentary.isEmpty { record.warnings.append(.onlyCommentary) }
      state = .empty
    case (_, .unparsed): state = .unparsed
    case (_, .offList): state = .offList
    case (_, .contradictory(let first, let second)):
      record.warnings.append(.contradiction(first, second))
      state = .unparsed
    case (_, .undecided(let labels)):
      record.undecided = labels
      state = .undecided
    case (_, .verdict(let verdict)):
      record.verdict = verdict
      state = .ok
    }
    end(state, phase: .done, at: milliseconds)
  }

  /// Reads a finished answer again under a format that says what more labels decide. Only an answer whose
  /// label was certain, and decided nothing, changes.
  public mutating func readAgain(under format: AnswerFormat) {
    guard record.state == .undecided else { return }
    switch VerdictReader(format: format, outline: outline).read(record.answer, of: record.content) {
    case .verdict(let verdict):
      record.format = format
      record.undecided = []
      record.verdict = verdict
      record.state = .ok
      record.warnings += record.chainWarnings(outline)
    case .undecided(let labels):
      record.format = format
      record.undecided = labels
    default: break
    }
  }

  private mutating func end(_ state: RunState, phase: RunPhase, at milliseconds: Int) {
    cite(citations.finish())
    if state == .ok { record.warnings += record.chainWarnings(outline) }
    record.state = state
    record.timing.total = milliseconds
    self.phase = phase
    promptProgress = nil
    wait = nil
  }
}

extension RunWarning {
  /// Harmony markup from which no final message could be recovered.
  public static let markup = "markup"
  /// The engine said that the answer is whole, and counted as many tokens as the limit allows.
  public static let limitReached = "limit_reached"
  /// The model repeats one passage over and over; the message shows it.
  public static let repetition = "repetition"

  static func repetition(_ passage: String) -> RunWarning {
    let shown = passage.count > 120 ? "\(passage.prefix(119))…" : passage
    return RunWarning(repetition, "The model repeats itself: “\(shown)”")
  }

  /// An answer says two things that exclude each other.
  public static let contradiction = "contradiction"

  static func contradiction(_ first: String, _ second: String) -> RunWarning {
    RunWarning(
      contradiction, "The answer says both “\(first.prefix(60))” and “\(second.prefix(60))”.")
  }

  static let longAnswer = RunWarning(
    "long_answer",
    "The answer is longer than \(RunLimits.answerBytes >> 20) MB; no verdict was looked for in it.")

  static let cutBeforeAnswer = RunWarning(
    "cut_before_answer",
    "The tokens ran out before the answer: raise max_tokens or the context, or lower the effort.")

  static let onlyCommentary = RunWarning(
    "only_commentary",
    "The model wrote on the commentary channel and gave no answer; a policy that names the answer format near its end helps."
  )
}

extension VerdictReading {
  /// Whether it may be the whole of an answer: less than a label, or another one, may be the beginning
  /// of one that was cut.
  fileprivate var isWhole: Bool {
    switch self {
    case .empty, .unparsed, .offList, .contradictory: false
    default: true
    }
  }
}

extension RunEvent.Wait {
  fileprivate func apply(to phase: inout RunPhase, progress: inout (read: Int, of: Int)?) {
    switch self {
    case .queue, .retry: phase = .queued
    case .load: phase = .loading
    case .prompt(let read, let total):
      phase = .queued
      progress = (read, total)
    }
  }
}
