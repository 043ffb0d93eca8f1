import Cases
import Harmony
import Policies
import Runs
import TerminalInput
import TerminalText
import Testing
import Wording
import Workbench

/// Drives the workbench as a person, a terminal, a disk and an engine would, with a clock that only
/// moves when told to.
struct Bench {
  var state: State
  /// Everything that was asked of the edge so far.
  var effects: [Effect] = []
  private(set) var elapsed: Duration = .zero
  private let start = ContinuousClock.now

  /// 2026-11-23 14:03:00 UTC.
  static let unixStart: Int64 = 1_795_442_580_000

  init(
    _ columns: Int = 120, _ rows: Int = 36, ascii: Bool = false, seed: UInt64 = 1,
    session: SessionSnapshot? = nil, preferredEngine: String? = nil,
    fixedSeed: Int? = nil, overrides: [String: [String]] = [:],
    protectedLabels: [String] = [], watchesFiles: Bool = false, colors: ColorScheme = ColorScheme(),
    offer: WorkspaceOffer? = nil, problems: [String] = []
  ) {
    var setup = State.Setup(
      size: Size(columns: columns, rows: rows), keymap: Keymap.make(overrides: overrides).0,
      workspace: "/home/kim/policies", seed: seed, ascii: ascii, session: session,
      parameters: RunParameters(seed: 0, date: "1970-01-01"), preferredEngine: preferredEngine,
      fixedSeed: fixedSeed)
    setup.protectedLabels = protectedLabels
    setup.watchesFiles = watchesFiles
    setup.colors = colors
    setup.offer = offer
    setup.problems = problems
    state = State(setup, at: Moment(instant: start, unixMilliseconds: Self.unixStart))
  }

  var moment: Moment {
    let milliseconds = Int64(elapsed / .milliseconds(1))
    return Moment(
      instant: start + elapsed, unixMilliseconds: Self.unixStart + milliseconds)
  }

  // MARK: Messages

  @discardableResult
  mutating func send(_ message: Message) -> [Effect] {
    let new = state.handle(message, at: moment)
    effects += new
    return new
  }

  /// Presses keys by name: `press("ctrl-t", "n", "esc")`.
  @discardableResult
  mutating func press(
    _ keys: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Effect] {
    var new: [Effect] = []
    for key in keys {
      guard let chord = KeyChord(key) else {
        Issue.record("“\(key)” is no key", sourceLocation: sourceLocation)
        continue
      }
      // As the decoder does: a character without control or Alt is typing.
      if case .character(let character) = chord.key, chord.modifiers.isEmpty {
        new += send(.input(.text(String(character))))
      } else {
        new += send(.input(.key(chord)))
      }
    }
    return new
  }

  /// Types character by character.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { character in
      character == "\n"
        ? send(.input(.key(KeyChord(.enter)))) : send(.input(.text(String(character))))
    }
  }

  @discardableResult
  mutating func paste(_ text: String) -> [Effect] { send(.input(.paste(text))) }

  @discardableResult
  mutating func workspace(_ event: WorkspaceEvent) -> [Effect] { send(.workspace(event)) }

  mutating func resize(_ columns: Int, _ rows: Int) {
    send(.resized(Size(columns: columns, rows: rows)))
  }

  @discardableResult
  mutating func mouse(
    _ kind: MouseEvent.Kind, _ button: MouseEvent.Button = .left, at column: Int, _ row: Int,
    _ modifiers: KeyChord.Modifiers = []
  ) -> [Effect] {
    send(
      .input(
        .mouse(MouseEvent(kind, button: button, column: column, row: row, modifiers: modifiers))))
  }

  /// Lets time pass, with a tick at every moment that the state asks for.
  @discardableResult
  mutating func wait(_ duration: Duration) -> [Effect] {
    let end = elapsed + duration
    var new: [Effect] = []
    while let deadline = state.deadline, deadline <= start + end {
      elapsed = max(elapsed, start.duration(to: deadline))
      new += send(.tick)
    }
    elapsed = end
    return new
  }

  // MARK: Runs

  /// The runs that were started, oldest first.
  var started: [(request: RunRequest, engine: EngineIdentity)] {
    effects.compactMap { effect in
      if case .runs(.start(let request, let engine)) = effect { (request, engine) } else { nil }
    }
  }

  /// The records that were closed, oldest first.
  var sealed: [RunRecord] {
    effects.compactMap { if case .runs(.seal(let record)) = $0 { record } else { nil } }
  }

  var lastRequest: RunRequest? { started.last?.request }

  /// Events of the run that was started last, each at the time it is now.
  @discardableResult
  mutating func engine(
    _ kinds: RunEvent.Kind..., sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Effect] {
    guard let id = lastRequest?.id else {
      Issue.record("no run was started", sourceLocation: sourceLocation)
      return []
    }
    return kinds.flatMap { run(id, $0) }
  }

  @discardableResult
  mutating func run(_ id: Run.ID, _ kind: RunEvent.Kind) -> [Effect] {
    let started = started.first { $0.request.id == id }?.request.startedAt ?? Self.unixStart
    return send(.run(id, RunEvent(at: Int(moment.unixMilliseconds - started), kind)))
  }

  // MARK: Looking

  var lines: [String] {
    view(state).text.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  var screen: String { lines.joined(separator: "\n") }

  var footer: String { lines.last ?? "" }
  var header: String { lines.first ?? "" }
  var notice: String { state.notice?.text ?? "" }

  mutating func forgetEffects() { effects = [] }
}
