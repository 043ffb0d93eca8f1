public import TerminalInput

/// Which key means which command, in each context.
public struct Keymap: Hashable, Sendable {
  /// What is wrong with a binding that a person wrote.
  public struct Problem: Hashable, Sendable {
    /// The command whose binding it is, as it was written.
    public var command: String
    public var message: String
  }

  private var bindings: [Command.Context: [KeyChord: Command]] = [:]
  private var keys: [Command: [KeyChord]] = [:]

  /// The defaults of the command table, with the person's own keys instead where they name any.
  ///
  /// - Parameter overrides: command id → keys, as `config.toml` has them under `[keys]`.
  /// - Returns: also every binding that cannot be, each with one sentence.
  public static func make(overrides: [String: [String]] = [:]) -> (Keymap, [Problem]) {
    guard !overrides.isEmpty else { return (defaults, []) }
    var keymap = Keymap()
    var problems: [Problem] = []
    for id in overrides.keys.sorted() where Command.named(id) == nil {
      problems.append(Problem(command: id, message: "[keys] names “\(id)”, which is no command."))
    }
    for info in Command.all {
      let id = info.command.id
      if info.context == .screen, overrides[id] != nil {
        problems.append(
          Problem(
            command: id, message: "“\(id)” has a letter on its screen, and takes no other key."))
        continue
      }
      for text in overrides[info.command.id] ?? info.keys {
        guard let chord = KeyChord(text) else {
          problems.append(Problem(command: id, message: "“\(text)” for \(id) is no key."))
          continue
        }
        if let reason = reserved(chord) {
          problems.append(Problem(command: id, message: "“\(text)” cannot be bound: \(reason)."))
          continue
        }
        if let other = keymap.bindings.values.compactMap({ $0[chord] }).first {
          problems.append(
            Problem(
              // The default key of one may be what a person has given to the other.
              command: overrides[id] == nil ? other.id : id,
              message: "“\(text)” is bound to both \(other.id) and \(id)."))
          continue
        }
        keymap.bindings[info.context, default: [:]][chord] = info.command
        keymap.keys[info.command, default: []].append(chord)
      }
    }
    return (keymap, problems)
  }

  /// The command table's own keys, which need no checking.
  private static var defaults: Keymap {
    var keymap = Keymap()
    for info in Command.all {
      for chord in info.keys.compactMap({ KeyChord($0) }) {
        keymap.bindings[info.context, default: [:]][chord] = info.command
        keymap.keys[info.command, default: []].append(chord)
      }
    }
    return keymap
  }

  /// What the chord means where all the given contexts hold; the narrowest wins.
  public func command(for chord: KeyChord, in contexts: [Command.Context]) -> Command? {
    for context in [Command.Context.editor, .bench, .screen, .everywhere]
    where contexts.contains(context) {
      if let command = bindings[context]?[chord] { return command }
    }
    return nil
  }

  /// The key to show for a command, or nil where it has none.
  public func label(of command: Command) -> String? {
    keys[command]?.first?.label
  }

  /// Every key of a command.
  public func labels(of command: Command) -> [String] {
    (keys[command] ?? []).map(\.label)
  }

  /// Bytes that terminals cannot tell apart from other keys (facts: Ctrl-H is Backspace, Ctrl-I is
  /// Tab, Ctrl-J and Ctrl-M are Enter, Ctrl-[ is Escape; Alt-[ and Alt-O begin sequences).
  private static func reserved(_ chord: KeyChord) -> String? {
    switch chord.key {
    case .enter, .backspace, .delete, .up, .down, .left, .right, .pageUp, .pageDown:
      if chord.modifiers.subtracting(.shift).isEmpty { return "typing needs it" }
    default: break
    }
    guard case .character(let character) = chord.key else { return nil }
    if chord.modifiers.contains(.control), "hijm[".contains(character) {
      return "terminals send the same byte for another key"
    }
    if chord.modifiers.contains(.alt), "[O".contains(character) {
      return "terminals begin longer sequences with it"
    }
    if chord.modifiers.isEmpty { return "it would not be typed any more" }
    return nil
  }
}
