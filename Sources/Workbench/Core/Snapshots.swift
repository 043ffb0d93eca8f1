public import Harmony
public import TextEditing

/// What must survive a crash: the working text and the content as typed.
public struct DraftSnapshot: Hashable, Sendable {
  /// The key of a text that was typed while no policy was open.
  public static let untitled = "untitled policy"

  /// The policy's name.
  public var policy: String
  public var text: String
  /// Empty where a case is shown as it is.
  public var content: String
  public var contentCaret = TextPosition(line: 0, offset: 0)
  /// The case that is shown, or that the content grew from.
  public var origin: OwnContent.Origin?
  /// Content of the person's own that a case took the place of, oldest first.
  public var earlierContents: [OwnContent] = []
  /// The version that the text grew from.
  public var basedOn: Int?
  public var caret: TextPosition
  /// False until the workbench is left in order.
  public var isCleanExit: Bool
  /// What `policy.md` held when it was last read; nil where that is not known.
  public var seen: String?
  /// Whether `policy.md` holds something else by now. Told when the draft is read.
  public var isOverChange = false
  /// Tells drafts that other processes have left apart; nil for this process's own.
  public var id: String?
  /// RFC 3339, UTC, where it was left by another process.
  public var time: String?

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

  var hasContent: Bool { !content.isEmpty || !earlierContents.isEmpty }

  var ownContent: OwnContent? {
    content.isEmpty ? nil : OwnContent(text: content, caret: contentCaret, origin: origin)
  }

  /// The text alone.
  var withoutContent: DraftSnapshot {
    var draft = self
    draft.content = ""
    draft.contentCaret = TextPosition(line: 0, offset: 0)
    draft.origin = nil
    draft.earlierContents = []
    return draft
  }
}

/// What comes back at the next start.
public struct SessionSnapshot: Hashable, Sendable {
  public var policy: String?
  public var caret: TextPosition
  public var caseSet: String?
  public var caseID: String?
  /// What was typed in Content, in sessions of earlier releases; it is in the draft now.
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
  public var difference = DifferenceScreen.Options()

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
