public import Harmony
public import TextEditing

/// What must survive a crash: the working text and the content as typed.
public struct DraftSnapshot: Hashable, Sendable {
  /// The key of a text that was typed while no policy was open.
  public static let untitled = "untitled policy"

  /// The policy's name.
  public var policy: String
  public var text: String
  public var content: String
  /// The version that the text grew from.
  public var basedOn: Int?
  public var caret: TextPosition
  /// False until the workbench is left in order.
  public var isCleanExit: Bool
  /// What `policy.md` held when it was last read; nil where that is not known.
  public var seen: String?
  /// Whether `policy.md` holds something else by now. Told when the draft is read.
  public var isOverChange = false

  public init(
    policy: String, text: String, content: String, basedOn: Int?, caret: TextPosition,
    isCleanExit: Bool
  ) {
    self.policy = policy
    self.text = text
    self.content = content
    self.basedOn = basedOn
    self.caret = caret
    self.isCleanExit = isCleanExit
  }
}

/// What comes back at the next start.
public struct SessionSnapshot: Hashable, Sendable {
  public var policy: String?
  public var caret: TextPosition
  public var caseSet: String?
  public var caseID: String?
  public var content: String
  public var focus: Pane
  public var isZoomed: Bool
  /// The Policy pane's share of the width, in thousandths.
  public var split: Int
  public var engine: String?
  public var effort: Effort
  public var mouse: Bool
  public var revealsHidden: Bool
  /// Ids of the commands that the palette shows first.
  public var recentCommands: [String] = []
  /// nil is the sampling as configured.
  public var sampling: Sampling?
  /// The first row of the policy that was shown.
  public var top = TextPosition(line: 0, offset: 0)
  /// Which of Content and Reasoning was in front.
  public var lower: Pane?
  /// In Content.
  public var contentCaret = TextPosition(line: 0, offset: 0)
  public var difference = DifferenceScreen.Manner()

  public init(
    policy: String? = nil, caret: TextPosition = TextPosition(line: 0, offset: 0),
    caseSet: String? = nil, caseID: String? = nil, content: String = "", focus: Pane = .policy,
    isZoomed: Bool = false, split: Int = BenchLayout.defaultSplit, engine: String? = nil,
    effort: Effort = .medium, mouse: Bool = true, revealsHidden: Bool = true
  ) {
    self.policy = policy
    self.caret = caret
    self.caseSet = caseSet
    self.caseID = caseID
    self.content = content
    self.focus = focus
    self.isZoomed = isZoomed
    self.split = split
    self.engine = engine
    self.effort = effort
    self.mouse = mouse
    self.revealsHidden = revealsHidden
  }
}
