import Harmony
import Policies
public import Runs
import TerminalText
import TextEditing
public import Traces
import Wording

/// A recorded run, taken apart: one of several views on it at a time.
public struct TraceScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .trace, title: "Trace", whereabouts: "on a trace, which Enter on Runs (F4) opens",
    opening: nil)

  public enum View: String, CaseIterable, Hashable, Sendable {
    case reasoning = "Reasoning"
    case answer = "Answer"
    case prompt = "Prompt"
    case facts = "Facts"
    case content = "Content"
    case policy = "Policy"
  }

  public let record: RunRecord
  public let trace: Trace
  public private(set) var view = View.reasoning
  /// What people said of the run, oldest first.
  public internal(set) var judgements: [HumanVerdict] = []
  public internal(set) var search: String?
  /// The rows of the view on show: sentences of the chain, or lines of text.
  public var list = ListState()
  /// Empty for Reasoning, whose rows are the trace's sentences.
  public private(set) var lines: [Pager.Line] = []
  /// The policy's text as it was shown.
  public let policyLines: [String]
  let mask: RecordMask
  /// Where the lines on show are, or quote, the content.
  private var lineMasks: [[Range<Int>]] = []
  /// The columns of the rule ids.
  let ruleColumns: Int
  private var places: [View: Int] = [:]
  /// The run played again: Reasoning shows what of it had arrived; nil while it shows the whole.
  public internal(set) var replay: Replay?
  /// Up to when the replay's clock was moved. Time in which the trace is not on show, or the replay
  /// is paused, is not played.
  var replayedUntil: ContinuousClock.Instant?

  public init(_ record: RunRecord) {
    self.record = record
    trace = Trace(record)
    mask = RecordMask(record)
    policyLines = record.policyText.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    ruleColumns = min(10, trace.segments.compactMap { $0.rule?.utf8.count }.max() ?? 0)
    list = ListState(count: trace.sentences.count)
    if trace.sentences.isEmpty { show(.answer) }
  }

  /// Each view keeps its place. Lines are made when a view is shown.
  mutating func show(_ view: View) {
    places[self.view] = list.selected
    self.view = view
    // What is not seen is not played.
    if view != .reasoning { replay?.isPaused = true }
    lines = makeLines(view)
    lineMasks =
      switch view {
      case .reasoning, .policy: []
      case .content: lines.map { [0..<$0.text.utf8.count] }
      case .answer, .prompt, .facts: mask.ranges(inLines: lines.map(\.text))
      }
    let count = view == .reasoning ? shownSentences : lines.count
    list = ListState(count: count, selected: places[view] ?? 0)
  }

  mutating func showView(stepping step: Int) {
    let all = View.allCases
    let index = all.firstIndex(of: view)!
    show(all[(index + step + all.count) % all.count])
  }

  private mutating func setJudgements(_ judgements: [HumanVerdict]) {
    self.judgements = judgements
    if view == .facts { show(.facts) }
  }

  public func text(ofRow row: Int) -> String {
    view == .reasoning ? arrivedText(of: row) : lines[row].text
  }

  /// What of a row's text is not shown while content is masked, in UTF-8 offsets.
  func masks(ofRow row: Int) -> [Range<Int>] {
    if view == .reasoning { return mask.ranges(in: trace.sentences[row]) }
    return lineMasks.indices.contains(row) ? lineMasks[row] : []
  }

  /// All that the view shows, for copying.
  var viewText: String {
    switch view {
    case .reasoning: record.reasoning + (record.commentary.isEmpty ? "" : "\n" + record.commentary)
    case .answer: record.answer
    case .content: record.content
    case .policy: record.policyText
    case .prompt, .facts: lines.map(\.text).joined(separator: "\n")
    }
  }

  /// The line of the policy that the selected sentence cites, or else weighs; counted from 1.
  public var citedLine: Int? {
    guard view == .reasoning, trace.sentences.indices.contains(list.selected) else { return nil }
    for index in stride(from: list.selected, through: 0, by: -1) {
      let citations = arrivedCitations(of: index)
      let citation =
        index == list.selected
        ? citations.first { $0.line != nil } : citations.last { $0.line != nil }
      if let line = citation?.line { return line }
    }
    return nil
  }

  private func makeLines(_ view: View) -> [Pager.Line] {
    switch view {
    case .reasoning: []
    case .answer: record.answerLines
    case .prompt: record.promptLines
    case .facts: record.factLines + HumanVerdict.lines(judgements)
    case .content: Pager.Line.body(record.content.linesOfText)
    case .policy: Pager.Line.body(policyLines)
    }
  }
}

extension ScreenID {
  static let trace = ScreenID("trace")
}

extension TraceScreen {
  public mutating func opened(in environment: Environment) -> [Update] {
    [.effect(.records(.listJudgements(of: record.id)))]
  }

  public mutating func move(
    _ motion: ListState.Motion, in environment: Environment
  ) -> [Update] {
    list.perform(motion)
    follow(in: environment)
    return []
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    switch message {
    case .resized: follow(in: environment)
    case .resumed: resumeReplay(in: environment)
    case .workspace(.records(.judgements(let judgements, of: record.id))):
      setJudgements(judgements)
      follow(in: environment)
    default: break
    }
    return []
  }

  /// Scrolls to the selection; rows wrap.
  mutating func follow(in environment: Environment) {
    let layout = TraceLayout(size: environment.size, self)
    let wrapping = layout.wrapping(ascii: environment.ascii)
    let shown = self
    list.follow(rows: layout.list.rows) { wrapping.rows(of: shown.text(ofRow: $0)).count }
  }
}
