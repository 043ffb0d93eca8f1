import Policies
import Runs
import TerminalText
import TextEditing
import Wording

/// When something is to happen by itself.
struct Timers: Hashable, Sendable {
  typealias Instant = ContinuousClock.Instant

  /// The notice goes.
  var notice: Instant?
  /// The draft is written.
  var draft: Instant?
  /// Live mode runs again.
  var live: Instant?
  /// The outline is read anew, and the tokens are counted.
  var outline: Instant?
  /// Files are looked at.
  var outside: Instant?
  /// What has arrived of runs is kept.
  var checkpoint: Instant?
  /// The clock in the Reasoning title, and the spinner.
  var clock: Instant?
  /// The screen that asked sees what was typed so far.
  var typing: Instant?

  var first: Instant? {
    [notice, draft, live, outline, outside, checkpoint, clock, typing].compactMap { $0 }
      .min()
  }
}

extension Duration {
  static let noticeTime = Duration.seconds(6)
  /// "Within two seconds": the write itself has the other half.
  static let draftDelay = Duration.seconds(1)
  static let liveDelay = Duration.seconds(1)
  /// Longer texts wait longer: reading them takes a core for a while.
  static func outlineDelay(bytes: Int) -> Duration { .milliseconds(150 + bytes / 2000) }
  /// A key that follows at once saves the work for what stood there before it.
  static let typingDelay = Duration.milliseconds(120)
  static let checkpointStep = Duration.seconds(1)
  static let clockStep = Duration.milliseconds(100)
}

extension State {
  /// When a `tick` is wanted next; nil if nothing is due by itself.
  public var deadline: ContinuousClock.Instant? {
    [timers.first, screen?.deadline].compactMap { $0 }.min()
  }

  mutating func handleTick() -> [Effect] {
    var effects: [Effect] = []
    let instant = now.instant
    func isDue(_ time: Timers.Instant?) -> Bool { time.map { $0 <= instant } ?? false }
    if isDue(timers.notice) {
      timers.notice = nil
      notice = nil
    }
    if isDue(timers.outline) {
      timers.outline = nil
      effects += readOutline()
      effects += countTokens()
    }
    if isDue(timers.draft) {
      timers.draft = nil
      effects += keepDraft(isCleanExit: false)
    }
    if isDue(timers.live) {
      timers.live = nil
      if isLive { effects += startRun(draws: 1, live: true) }
    }
    if isDue(timers.outside) { effects += lookOutside() }
    if isDue(timers.typing) { effects += showTyping() }
    if isDue(timers.checkpoint) {
      let records = runningRecords
      timers.checkpoint = records.isEmpty ? nil : instant + .checkpointStep
      effects += records.map { .runs(.checkpoint($0)) }
    }
    if isDue(timers.clock) {
      let isShown = bench.isRunning || several?.isRunning ?? false
      timers.clock = isShown ? instant + .clockStep : nil
    }
    if isDue(screen?.deadline) { effects += withScreen { $0.wake(in: $1) } ?? [] }
    return effects
  }

  /// Of every run that was started and has not ended.
  private var runningRecords: [RunRecord] {
    let own = [bench.active?.record, regression?.machine?.record].compactMap { $0 }
    return own
      + (several.map { several in several.active.compactMap { several.columns[$0].record } } ?? [])
  }

  /// Short texts are read at once, long ones elsewhere, so that no key waits for it. Hints are
  /// looked for elsewhere in any case.
  private mutating func readOutline() -> [Effect] {
    let isLong = policy.editor.buffer.byteCount > 16_384
    let wasCurrent = policy.isOutlineCurrent
    if !isLong { policy.refreshOutline() }
    return isLong && !wasCurrent ? [readElsewhere] : readHints()
  }

  /// Looks for hints, where those at hand are of another text.
  func readHints() -> [Effect] {
    let isRead = policy.hints.readRevision == policy.editor.revision
    return isRead || policy.editor.buffer.byteCount == 0 ? [] : [readElsewhere]
  }

  private var readElsewhere: Effect {
    .analysis(
      .read(
        policy.editor.buffer.text, declared: policy.document?.settings.answer,
        revision: policy.editor.revision))
  }

  /// After every change of policy or content by hand.
  mutating func textChanged(in pane: Pane) {
    if timers.draft == nil { timers.draft = now.instant + .draftDelay }
    if isLive { timers.live = now.instant + .liveDelay }
    if pane == .policy {
      timers.outline = now.instant + .outlineDelay(bytes: policy.editor.buffer.byteCount)
      policy.followEdits()
    }
  }

  mutating func say(_ text: String, isError: Bool = false) {
    // Three rows are shown of it, and all of them are drawn in each frame.
    let notice = Notice(text: text.head(ofColumns: 60), isError: isError, moment: now)
    self.notice = notice
    messages.append(notice)
    if messages.count > 1000 { messages.removeFirst(messages.count - 1000) }
    timers.notice = isError ? nil : now.instant + .noticeTime
  }
}
