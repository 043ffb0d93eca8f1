/// What the log of one process told of how it may end.
struct EngineEvidence: Hashable, Sendable {
  private(set) var portTaken = false
  /// The first: those that follow are its consequences.
  private(set) var reason: EngineLogLine.Reason?
  /// Without the log's prefix. Of a start that fails the first one names the cause, and the others
  /// say what came of it; of one that has served, the last stands next to its end.
  private(set) var firstComplaint: String?
  private(set) var lastComplaint: String?

  mutating func add(_ line: EngineLogLine?) {
    switch line {
    case .portTaken: portTaken = true
    case .hopeless(let found): reason = reason ?? found
    case .complaint(let text):
      lastComplaint = EngineLogText.message(text)
      firstComplaint = firstComplaint ?? lastComplaint
    case .downloading, .loading, nil: break
    }
  }
}
