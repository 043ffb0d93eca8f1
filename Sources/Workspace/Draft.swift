/// Edits that were not saved, as they are kept between and after runs of the program.
public struct Draft: Hashable, Codable, Sendable {
  /// Content that a person typed, pasted or changed.
  public struct Content: Hashable, Codable, Sendable {
    public var text: String
    /// UTF-8 offset in the text.
    public var caret: Int
    /// `set/id` of the case that the text grew from.
    public var caseReference: String?
    /// What that case expects, as it is written in a case file.
    public var expectation: [String]?

    public init(
      text: String, caret: Int = 0, caseReference: String? = nil, expectation: [String]? = nil
    ) {
      self.text = text
      self.caret = caret
      self.caseReference = caseReference
      self.expectation = expectation
    }
  }

  /// Format 1 had one file for all processes, and neither expectation nor earlier contents.
  static let currentFormat = 2

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
  /// `set/id` of the case that the content came from.
  public var caseReference: String?
  /// What that case expects.
  public var expectation: [String]?
  /// Contents of the person's own that a case took the place of, oldest first; nil for none.
  public var earlierContents: [Content]?
  /// The process that wrote it.
  public var pid: Int32
  /// Whether that process ended in order. If not, the person is asked before the draft is used.
  public var cleanExit: Bool
  /// Whether another text took its place on purpose; it is listed, but never comes back by itself.
  public var isSetAside: Bool?
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

  public var hasContent: Bool { !content.isEmpty || !(earlierContents ?? []).isEmpty }

  /// The same in the current format.
  var modernized: Draft {
    var draft = self
    draft.format = Self.currentFormat
    return draft
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
