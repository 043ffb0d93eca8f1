import Cases
import Policies
public import Runs
public import TerminalText
public import Wording

/// What a screen sees of the workbench: no more than it needs to draw itself and to decide.
public struct Environment: Sendable {
  public var size: Size
  public var now: Moment
  public var keymap: Keymap
  public var ascii: Bool
  public var isMasked: Bool
  /// Whether a dialog has the keys; then no screen shows a cursor.
  public var isCovered: Bool
  /// The kind of the screen on top; nil on the bench.
  public var front: ScreenID?
  public var policy: PolicyPane
  public var content: ContentPane
  /// The runs on the bench.
  public var bench: BenchRuns
  /// The engine that runs go to.
  public var engine: EngineListing
  /// The evaluation that is running.
  public var evaluation: LiveEvaluation?
  /// nil before it was opened.
  public var edgeLab: EdgeLab?
  /// Labels that ask before they move, as configured.
  public var protectedLabels: [String]
  /// How differences are shown, where the window has room.
  public var difference: DifferenceScreen.Options
  /// The trace that the next one is compared with.
  public var markedTrace: RunRecord?
  /// Verdicts of this session, by `set/id`.
  public var caseResults: [String: CaseResult]

  public init(_ state: State) {
    size = state.size
    now = state.now
    keymap = state.keymap
    ascii = state.ascii
    isMasked = state.isMasked
    isCovered = state.dialog != nil
    front = state.screen?.id
    policy = state.policy
    content = state.content
    bench = state.bench
    engine = state.engine
    evaluation = state.evaluation
    edgeLab = state.edgeLab
    protectedLabels = state.protectedLabels
    difference = state.differenceOptions
    markedTrace = state.markedTrace
    caseResults = state.caseResults
  }

  public var textOptions: DisplayText.Options { DisplayText.Options(ascii: ascii) }

  /// Content for a list: as blocks while it is masked.
  func shownContent(_ text: String) -> String {
    isMasked ? Blocks.masking(text, ascii: ascii) : text
  }

  /// Why content cannot leave the screen; nil if it can.
  var maskReason: String? { isMasked ? "Content is masked. Ctrl-T M reveals it." : nil }

  func layout<Subject: Screen>(of screen: Subject.Type) -> ScreenLayout {
    ScreenLayout(size: size, below: screen.rowsBelow(in: size))
  }

  /// The room of a pager's lines, without its margins.
  var pagerSize: Size { Size(columns: size.columns - 3, rows: rows(of: Pager.self)) }

  /// Rows of a screen's list.
  func rows<Subject: Screen>(of screen: Subject.Type) -> Int {
    max(1, layout(of: screen).list.rows)
  }
}
