/// How the workbench looked when it was left.
public struct Session: Hashable, Codable, Sendable {
  static let currentFormat = 1

  public private(set) var format = Session.currentFormat
  public var policy: String?
  /// `policy`, `content`, `reasoning` or `verdict`.
  public var focusedPane: String?
  public var zoomed: Bool?
  /// The left side's share of the width, 0 to 1.
  public var split: Double?
  /// UTF-8 offsets, by pane.
  public var carets: [String: Int]?
  /// First visible rows, by pane.
  public var scrolls: [String: Int]?
  public var caseSet: String?
  public var caseIndex: Int?
  public var caseID: String?
  /// What was typed in Content, where it is no case.
  public var content: String?
  public var mouse: Bool?
  public var revealsHidden: Bool?
  /// Command ids, the last used first.
  public var recentCommands: [String]?
  public var engine: String?
  public var effort: String?
  public var sampling: Sampling?
  /// `content` or `reasoning`: which was in front where both share a place.
  public var lowerPane: String?
  public var comparesSideBySide: Bool?
  public var comparesWholeTexts: Bool?

  /// As a person has set it; what is nil is as it is configured.
  public struct Sampling: Hashable, Codable, Sendable {
    public var temperature: Double?
    public var topP: Double?
    public var topK: Int?
    public var minP: Double?
    public var repeatPenalty: Double?
    public var seed: Int?
    public var maxTokens: Int?

    public init() {}
  }

  public init(
    policy: String? = nil, focusedPane: String? = nil, zoomed: Bool? = nil, split: Double? = nil,
    carets: [String: Int]? = nil, scrolls: [String: Int]? = nil, caseSet: String? = nil,
    caseIndex: Int? = nil, engine: String? = nil, effort: String? = nil
  ) {
    self.policy = policy
    self.focusedPane = focusedPane
    self.zoomed = zoomed
    self.split = split
    self.carets = carets
    self.scrolls = scrolls
    self.caseSet = caseSet
    self.caseIndex = caseIndex
    self.engine = engine
    self.effort = effort
  }
}
