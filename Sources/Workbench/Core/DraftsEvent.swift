/// What came of an effect on drafts that other processes have left.
public enum DraftsEvent: Sendable {
  /// Newest first.
  case listed([DraftListing])
  case read(DraftSnapshot)
  /// Another process has taken it, or a person has discarded it.
  case gone(String)
}

/// Unsaved text that another process has left.
public struct DraftListing: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Its process did not end in order.
    case crash
    /// It was there when its process was left.
    case quit
    /// Another text was taken in its place.
    case setAside
  }

  public var id: String
  /// The policy's name, or ``DraftSnapshot/untitled``.
  public var policy: String
  /// Whether there is such a policy now.
  public var isPolicyKnown: Bool
  public var reason: Reason
  /// RFC 3339, UTC.
  public var time: String
  /// Of text and contents.
  public var bytes: Int
  /// The first line that is not saved; empty where only content is.
  public var firstWords: String
  /// The beginning of what was typed in Content.
  public var contentWords: String

  public init(
    id: String, policy: String, isPolicyKnown: Bool = true, reason: Reason, time: String,
    bytes: Int, firstWords: String, contentWords: String = ""
  ) {
    self.id = id
    self.policy = policy
    self.isPolicyKnown = isPolicyKnown
    self.reason = reason
    self.time = time
    self.bytes = bytes
    self.firstWords = firstWords
    self.contentWords = contentWords
  }

  /// Whether it is in sight without being asked for: one that was set aside is not, nor one that
  /// comes back when its policy is opened.
  func isOffered(beside open: String?) -> Bool {
    switch reason {
    case .crash: true
    case .quit: policy == open || !isPolicyKnown
    case .setAside: false
    }
  }
}
