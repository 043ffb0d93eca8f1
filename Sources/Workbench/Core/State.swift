import Cases
import Evaluation
import Harmony
import Policies
public import Runs
public import TerminalText
public import TextEditing
public import Wording

/// All that the workbench knows. Only ``handle(_:at:)`` changes it.
public struct State: Sendable {
  /// What is decided before the first message.
  public struct Setup: Sendable {
    public var size: Size
    public var keymap: Keymap
    public var workspace: String
    public var seed: UInt64
    public var ascii: Bool
    public var session: SessionSnapshot?
    /// Sampling as configured; seed and date are set for each run.
    public var parameters: RunParameters
    /// The engine named on the command line or configured; runs wait for it.
    public var preferredEngine: String?
    /// The seed named on the command line; it goes before the session's.
    public var fixedSeed: Int?
    /// Whether content is masked until it is revealed.
    public var masksContent = false
    /// Labels that ask before they move, as configured.
    public var protectedLabels: [String] = []
    /// Whether files that others may change are looked at while they are open.
    public var watchesFiles = false
    public var colors = ColorScheme()
    /// What the workspace says of engines and the person has not answered yet.
    public var offer: WorkspaceOffer?
    /// What is wrong with the settings and stays so: a sentence each.
    public var problems: [String] = []

    public init(
      size: Size, keymap: Keymap, workspace: String = "", seed: UInt64 = 1, ascii: Bool = false,
      session: SessionSnapshot? = nil,
      parameters: RunParameters = RunParameters(seed: 0, date: "1970-01-01"),
      preferredEngine: String? = nil, fixedSeed: Int? = nil
    ) {
      self.size = size
      self.keymap = keymap
      self.workspace = workspace
      self.seed = seed
      self.ascii = ascii
      self.session = session
      self.parameters = parameters
      self.preferredEngine = preferredEngine
      self.fixedSeed = fixedSeed
    }
  }

  /// What is laid out: the window, or a small part of one that is too large.
  public private(set) var size: Size
  /// The window, where it is too large to draw.
  public private(set) var oversize: Size?
  public internal(set) var keymap: Keymap
  public internal(set) var workspace: String
  public internal(set) var ascii: Bool
  public internal(set) var now: Moment
  var randomness: SplitMix64

  public internal(set) var policy: PolicyPane
  public internal(set) var content: ContentPane
  public internal(set) var bench: BenchRuns
  /// The last label decision that was written to `policy.toml`.
  var settled: Settled?
  public internal(set) var regression: Regression?
  /// Verdicts of this session, by `set/id`.
  public internal(set) var caseResults: [String: CaseResult] = [:]

  public internal(set) var engine: EngineListing = .ruleMatcher
  /// The evaluation that goes on.
  public internal(set) var evaluation: LiveEvaluation?
  /// nil before it was opened.
  public internal(set) var edgeLab: EdgeLab?
  public internal(set) var engines: [EngineListing]?
  var preferredEngine: String?
  /// Whether a person has said, now, at the start or in the last session, which engine answers.
  var isEngineChosen = false
  /// How often engines are being looked for at once.
  var lookups = 0
  /// By the engine's key.
  public internal(set) var examinations: [String: Examination] = [:]
  /// The engine that Precept has started, or had.
  public internal(set) var managed: ManagedEngineStatus?
  /// The address at which a started engine is ready and not yet found.
  var awaitedEngine: String?
  var lastStart: EngineStart.Model?
  var awaitsLog = false
  /// The model that is being pulled, or failed to be.
  public internal(set) var pull: ModelPull?
  /// Keys of engines without a tokenizer.
  var uncountable: Set<String> = []
  var askedCount: AskedCount?
  /// To be made as soon as it is known which engine answers.
  var waitingRun: (draws: Int, live: Bool)?
  public internal(set) var parameters: RunParameters
  /// What the first run of a new session takes.
  let configuredSampling: Sampling
  /// The seed of every run; nil draws a new one for each.
  public internal(set) var fixedSeed: Int?
  public internal(set) var isLive = false

  public internal(set) var focus: Pane = .policy
  /// Which of Content and Reasoning is in front where both do not fit.
  public internal(set) var lower: Pane = .content
  public internal(set) var isZoomed = false
  public internal(set) var split = BenchLayout.defaultSplit
  public internal(set) var mouseEnabled = true
  public internal(set) var revealsHidden = true
  /// Whether content, and what quotes it, is shown as blocks.
  public internal(set) var isMasked = false

  public internal(set) var differenceOptions = DifferenceScreen.Options()
  /// How the finished frame is coloured.
  let colors: ColorScheme

  let protectedLabels: [String]
  let watchesFiles: Bool
  /// What the open policy's files were like when they were last looked at.
  var fileStamp: FileStamp?
  /// A look at the files is under way.
  var isLooking = false
  /// A change of the policy's text that the person was not asked about yet.
  var outside: OutsideChange?
  /// What saving compares `policy.md` with, where that is not the document's text: a draft grew from
  /// an older one. Empty where that text is gone.
  var seenBefore: String?
  var lastInput: ContinuousClock.Instant?
  /// What a new policy may begin with, as last listed.
  var templates: [PolicyTemplate] = []

  /// Innermost last; empty on the bench.
  public internal(set) var screens: [any Screen] = []
  public internal(set) var dialog: Dialog?
  public internal(set) var find: TextSearch?
  /// Where one was before each jump.
  var jumps = Jumps()
  /// Heat was asked for, and is being counted.
  var awaitsHeat = false
  /// The content under several policies, as it was run last.
  public internal(set) var several: SeveralPolicies?
  /// The line of the policy that a jump led to, counted from 0, until the next key.
  public internal(set) var landing: Int?
  /// Where one was before the outline was opened.
  var outlineOrigin: BenchPlace?
  public internal(set) var recentCommands: [Command] = []
  var clipboard = ""
  /// The trace that the next one is compared with.
  var markedTrace: RunRecord?

  /// To be asked about when nothing else is.
  var offer: WorkspaceOffer?
  /// The engine that an accepted offer makes the default is still to be found.
  var awaitsPreferred = false
  let settingsProblems: [String]

  public internal(set) var notice: Notice?
  public internal(set) var messages: [Notice] = []
  public internal(set) var isQuitting = false

  var drafts = DraftsInHand()
  /// The pane in which `find` looks.
  var findPane = Pane.policy
  var timers = Timers()
  var pendingSession: SessionSnapshot?

  /// More than any screen shows. Each frame costs by its cells; ncurses counts rows and columns in 15
  /// bits.
  static let mostCells = 500_000
  static let longestSide = 10_000

  private static func drawable(_ window: Size) -> (size: Size, oversize: Size?) {
    max(window.columns, window.rows) <= longestSide && window.columns * window.rows <= mostCells
      ? (window, nil)
      : (Size(columns: min(window.columns, 80), rows: min(window.rows, 24)), window)
  }

  /// Takes the window's new size.
  ///
  /// - Returns: whether it is another one.
  mutating func resize(to window: Size) -> Bool {
    guard window != oversize ?? size else { return false }
    (size, oversize) = Self.drawable(window)
    return true
  }

  public init(_ setup: Setup, at moment: Moment) {
    (size, oversize) = Self.drawable(setup.size)
    keymap = setup.keymap
    workspace = setup.workspace
    ascii = setup.ascii
    isMasked = setup.masksContent
    protectedLabels = setup.protectedLabels
    watchesFiles = setup.watchesFiles
    colors = setup.colors
    offer = setup.offer
    settingsProblems = setup.problems
    now = moment
    randomness = SplitMix64(seed: setup.seed)
    parameters = setup.parameters
    preferredEngine = setup.preferredEngine
    fixedSeed = setup.fixedSeed
    configuredSampling = Sampling(setup.parameters, seed: setup.fixedSeed)
    let view = TextView(columns: 40, rows: 10)
    policy = PolicyPane(view: view)
    content = ContentPane(view: view)
    bench = BenchRuns(view: view)
    if let session = setup.session {
      focus = session.focus
      if focus == .reasoning { lower = .reasoning }
      isZoomed = session.isZoomed
      split = min(max(session.split, 250), 750)
      mouseEnabled = session.mouse
      revealsHidden = session.revealsHidden
      differenceOptions = session.difference
      if let lower = session.lower, focus != .reasoning { self.lower = lower }
      parameters.effort = session.effort
      if let sampling = session.sampling, sampling.isInRange {
        sampling.apply(to: &parameters)
        fixedSeed = setup.fixedSeed ?? sampling.seed
      }
      recentCommands = session.recentCommands.compactMap(Command.named)
      pendingSession = session
    }
    // The rule matcher needs no search.
    if preferredEngine == EngineIdentity.ruleMatcherName {
      engines = [.ruleMatcher]
      isEngineChosen = true
    }
    fitViews()
    askAboutOffer()
  }

  public var layout: BenchLayout {
    BenchLayout(size: size, split: split, focus: focus, lower: lower, zoomed: isZoomed)
  }

  /// How far the erasure is that is under way.
  public internal(set) var erasing: String?

  /// Whether anything runs, or is about to: on the bench or over a case set.
  public var isRunning: Bool {
    bench.isRunning || waitingRun != nil || !(regression?.isFinished ?? true)
      || several?.isRunning ?? false
  }

  /// Gives every pane's view the size that the layout has for it.
  mutating func fitViews() {
    let layout = layout
    let options = DisplayText.Options(revealsHidden: revealsHidden, ascii: ascii)
    func fit(_ view: inout TextView, _ rect: Rect?, inset: Int) {
      view.options = options
      guard let rect else { return }
      view.columns = max(1, rect.columns - inset)
      view.rows = max(1, rect.rows)
    }
    fit(&policy.view, layout.panes[.policy], inset: PolicyGutter.columns(policy.editor.buffer))
    fit(&content.view, layout.panes[.content], inset: 1)
    fit(&bench.view, layout.panes[.reasoning], inset: 1)
  }

  /// Changes focus, and brings the pane to the front where panes share a place.
  mutating func show(_ pane: Pane) {
    focus = pane
    if pane == .content || pane == .reasoning { lower = pane }
    fitViews()
  }
}

/// The columns left of the policy's text: mark, number, space.
public enum PolicyGutter {
  public static func columns(_ buffer: TextBuffer) -> Int {
    numberColumns(buffer) + 3
  }

  public static func numberColumns(_ buffer: TextBuffer) -> Int {
    max(2, String(buffer.lineCount).utf8.count)
  }
}

/// A line above the footer.
public struct Notice: Hashable, Sendable {
  public var text: String
  public var isError: Bool
  public var moment: Moment
}
