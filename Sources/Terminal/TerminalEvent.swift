public import TerminalInput
public import TerminalText

/// What the terminal or the system tells us.
public enum TerminalEvent: Hashable, Sendable {
  case input(InputEvent)
  case resized(Size)
  /// We are asked to go, or the terminal is gone: keep everything and end.
  case terminate(TerminationCause)
  /// Somebody sent SIGTSTP: call `TerminalSession.suspend()`.
  case suspend
  /// The process was continued: call `TerminalSession.resume()` and draw.
  case resumed
}

public enum TerminationCause: Hashable, Sendable {
  /// SIGTERM or SIGQUIT.
  case terminated
  /// SIGINT from outside; Ctrl-C is a key.
  case interrupted
  /// SIGHUP, or the end of the terminal's input.
  case hangUp
}
