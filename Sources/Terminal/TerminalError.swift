/// Why the terminal cannot be used, in a sentence for the person.
public struct TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  enum Reason: Hashable, Sendable {
    case notATerminal
    case unknownTerminal(String?)
    case cannotAddressCursor(String?)
    case system
  }

  let reason: Reason

  public var description: String {
    switch reason {
    case .notATerminal:
      "Standard input and output are not both a terminal, so the workbench cannot open; "
        + "run it in a terminal, or see `precept --help` for commands that work without one."
    case .unknownTerminal(let name?) where !name.isEmpty:
      "The terminal type TERM=\(name) is not one the workbench can draw on; "
        + "set TERM to what your terminal is, for example xterm-256color."
    case .unknownTerminal:
      "TERM is not set, so the workbench does not know how to draw; "
        + "set it to what your terminal is, for example xterm-256color."
    case .cannotAddressCursor(let name):
      "The terminal type TERM=\(name ?? "") cannot place the cursor, so the workbench cannot draw; "
        + "set TERM to what your terminal is, for example xterm-256color."
    case .system:
      "The terminal's settings could not be read; open a new terminal and try again."
    }
  }
}
