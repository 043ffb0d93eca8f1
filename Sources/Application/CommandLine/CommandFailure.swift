/// Exit codes, as the manual has them.
public enum ExitStatus: Int32, Sendable {
  case done = 0
  case usage = 2
  /// A run ended in a state other than ok, failed or cancelled.
  case noVerdict = 3
  case engine = 4
  case files = 5
  /// `--fail-on` was met.
  case decided = 10
  case interrupted = 130
}

/// Why a command could not do its work: one sentence, the next step, and the exit code.
public struct CommandFailure: Error, Sendable, CustomStringConvertible {
  public var status: ExitStatus
  public var message: String
  public var hint: String

  init(_ status: ExitStatus, _ message: String, hint: String = "") {
    self.status = status
    self.message = message
    self.hint = hint
  }

  public var description: String { hint.isEmpty ? message : "\(message) \(hint)" }
}
