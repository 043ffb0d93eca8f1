/// What the log of one process told of how it may end.
struct EngineEvidence: Hashable, Sendable {
  private(set) var portTaken = false
  /// The first: those that follow are its consequences.
  private(set) var reason: EngineLogLine.Reason?
  /// The last, without the log's prefix.
  private(set) var complaint: String?

  mutating func add(_ line: EngineLogLine?) {
    switch line {
    case .portTaken: portTaken = true
    case .hopeless(let found): reason = reason ?? found
    case .complaint(let text): complaint = EngineLogText.message(text)
    case .downloading, .loading, nil: break
    }
  }
}
