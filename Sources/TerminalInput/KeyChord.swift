/// A key with the modifiers that were held down.
///
/// Letters with control are lower case. Shift is only told for keys that are not characters: a
/// shifted letter is another character.
public struct KeyChord: Hashable, Sendable {
  public enum Key: Hashable, Sendable {
    case character(Character)
    case enter, tab, backspace, escape, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1 … F12.
    case function(Int)
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let control = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let shift = Modifiers(rawValue: 4)
  }

  public var key: Key
  public var modifiers: Modifiers

  public init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }
}

extension KeyChord: CustomStringConvertible, LosslessStringConvertible {
  /// Reads `ctrl-r`, `alt-1`, `shift-left`, `ctrl-alt-f5`, `f5`, `space`, `?`.
  ///
  /// Case does not matter except for a single character without control. Returns nil for anything
  /// that no terminal can send, such as `f13` or `shift-a`.
  public init?(_ text: String) {
    var rest = text[...]
    var modifiers: Modifiers = []
    scan: while true {
      for (name, modifier) in Self.modifierNames
      where rest.count > name.count && rest.lowercased().hasPrefix(name) {
        guard modifiers.insert(modifier).inserted else { return nil }
        rest = rest.dropFirst(name.count)
        continue scan
      }
      break
    }
    if rest.count == 1, let character = rest.first, !character.isWhitespace {
      guard !modifiers.contains(.shift), character.isASCII || !modifiers.contains(.control) else {
        return nil
      }
      let isControl = modifiers.contains(.control)
      self.init(
        .character(isControl ? Character(character.lowercased()) : character), modifiers)
      return
    }
    let name = rest.lowercased()
    if let key = Self.keyNames.first(where: { $0.name == name })?.key {
      self.init(key, modifiers)
    } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...12).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }

  /// The text that ``init(_:)`` reads.
  public var description: String {
    var text = ""
    for (name, modifier) in Self.modifierNames where modifiers.contains(modifier) { text += name }
    switch key {
    case .character(" "): return text + "space"
    case .character(let character): return text + String(character)
    case .function(let number): return text + "f\(number)"
    default: return text + (Self.keyNames.first { $0.key == key }?.name ?? "")
    }
  }

  /// For people: `^R`, `Alt-1`, `Shift-Left`, `F5`, `Esc`.
  public var label: String {
    var text = ""
    if modifiers.contains(.control) {
      if case .character(let character) = key, modifiers == .control, character != " " {
        return "^" + character.uppercased()
      }
      text += "Ctrl-"
    }
    if modifiers.contains(.alt) { text += "Alt-" }
    if modifiers.contains(.shift) { text += "Shift-" }
    switch key {
    case .character(" "): return text + "Space"
    case .character(let character): return text + String(character)
    case .function(let number): return text + "F\(number)"
    default: return text + (Self.keyNames.first { $0.key == key }?.label ?? "")
    }
  }

  private static let modifierNames: [(String, Modifiers)] = [
    ("ctrl-", .control), ("alt-", .alt), ("shift-", .shift),
  ]

  private static let keyNames: [(name: String, key: Key, label: String)] = [
    ("enter", .enter, "Enter"), ("tab", .tab, "Tab"), ("backspace", .backspace, "Backspace"),
    ("escape", .escape, "Esc"), ("esc", .escape, "Esc"), ("delete", .delete, "Del"),
    ("insert", .insert, "Ins"), ("up", .up, "Up"), ("down", .down, "Down"),
    ("left", .left, "Left"), ("right", .right, "Right"), ("home", .home, "Home"),
    ("end", .end, "End"), ("pageup", .pageUp, "PgUp"), ("pagedown", .pageDown, "PgDn"),
    ("space", .character(" "), "Space"),
  ]
}
