/// What a person or the terminal itself did, decoded from the terminal's bytes.
public enum InputEvent: Hashable, Sendable {
  /// A key that is not plain typing.
  case key(KeyChord)
  /// Typed printable text; characters that arrived together may be merged. Never empty.
  case text(String)
  /// Pasted text, whole. Line ends are `\n`; other control characters are as they came.
  case paste(String)
  case mouse(MouseEvent)
  case focusGained
  case focusLost
  /// An answer to a question that we sent.
  case response(TerminalResponse)
  /// A well-formed sequence that means nothing to us. It was not typed, so it must not be inserted.
  case ignored
}

public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case press, release, drag, wheelUp, wheelDown
  }

  public enum Button: Hashable, Sendable {
    /// The wheel's events have no button.
    case left, middle, right, none
  }

  public var kind: Kind
  public var button: Button
  /// The cell, counted from zero from the top left corner.
  public var column: Int
  public var row: Int
  public var modifiers: KeyChord.Modifiers

  public init(
    _ kind: Kind, button: Button = .none, column: Int, row: Int,
    modifiers: KeyChord.Modifiers = []
  ) {
    self.kind = kind
    self.button = button
    self.column = column
    self.row = row
    self.modifiers = modifiers
  }
}

public enum TerminalResponse: Hashable, Sendable {
  /// DECRQM: the state of a private mode; 0 = not known, 1 = set, 2 = reset, 3 and 4 = fixed.
  case mode(Int, state: Int)
  /// Primary device attributes: every terminal answers, so it marks the end of the answers.
  case deviceAttributes([Int])
  /// CPR: the cursor's place, from zero.
  case cursorPosition(column: Int, row: Int)
}
