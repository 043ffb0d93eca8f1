/// Edits that were not saved, as they are kept between and after runs of the program.
public struct Draft: Hashable, Codable, Sendable {
  static let currentFormat = 1

  public private(set) var format = Draft.currentFormat
  /// The policy's name, or the path of a file outside the workspace.
  public var key: String
  public var text: String
  /// What was typed in Content.
  public var content: String
  /// The version that the text grew from.
  public var baseVersion: Int?
  /// The ``StoredPolicy/sha256`` of the file when it was read.
  public var baseSHA256: String?
  /// UTF-8 offsets in text and content.
  public var caret: Int
  public var contentCaret: Int
  /// Set and id of the case that the content came from.
  public var caseReference: String?
  /// The process that wrote it.
  public var pid: Int32
  /// Whether that process has ended as it should; if not, the person is asked before it is used.
  public var cleanExit: Bool
  /// RFC 3339, UTC.
  public var time: String

  public init(
    key: String, text: String, content: String = "", baseVersion: Int? = nil,
    baseSHA256: String? = nil, caret: Int = 0, contentCaret: Int = 0,
    caseReference: String? = nil, pid: Int32, cleanExit: Bool = false, time: String
  ) {
    self.key = key
    self.text = text
    self.content = content
    self.baseVersion = baseVersion
    self.baseSHA256 = baseSHA256
    self.caret = caret
    self.contentCaret = contentCaret
    self.caseReference = caseReference
    self.pid = pid
    self.cleanExit = cleanExit
    self.time = time
  }
}

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

extension Session {
  /// The session with every share and place that cannot be brought into range.
  var inRange: Session {
    var session = self
    func inRange(_ places: [String: Int]?) -> [String: Int]? {
      places?.mapValues { min(max($0, 0), Int(Int32.max)) }
    }
    session.split = split.map { min(max($0, 0), 1) }
    session.carets = inRange(carets)
    session.scrolls = inRange(scrolls)
    return session
  }
}

/// Kept while a policy is edited, so that a second Precept can tell. Ends with the value, and with
/// the process however that ends.
public final class EditingClaim: Sendable {
  private let lock: any FileLock

  init(_ lock: any FileLock) {
    self.lock = lock
  }
}
