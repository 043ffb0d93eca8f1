/// What a person can do at a terminal, as the bytes that xterm sends for it.
enum Input {
  case text(String)
  /// With the marks of bracketed paste around it.
  case paste(String)
  /// Ctrl with a letter.
  case control(Character)
  /// The key of the Ctrl-T menu, after Ctrl-T.
  case menu(Character)
  case enter, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case shiftUp, shiftDown, shiftLeft, shiftRight, shiftHome, shiftEnd
  case controlLeft, controlRight, controlHome, controlEnd
  case function(Int)
  /// Esc, followed at once by a report as terminals send them: then no time has to pass before it is
  /// known that Esc was not the beginning of a longer key.
  case escape
  case bytes([UInt8])

  var bytes: [UInt8] {
    switch self {
    case .text(let text): Array(text.utf8)
    case .paste(let text): Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
    case .control(let letter): [(letter.asciiValue ?? 0) & 0x1F]
    case .menu(let key): [0x14] + Array(String(key).utf8)
    case .enter: [0x0D]
    case .tab: [0x09]
    case .backTab: sequence("Z")
    case .backspace: [0x7F]
    case .delete: sequence("3~")
    case .up: sequence("A")
    case .down: sequence("B")
    case .right: sequence("C")
    case .left: sequence("D")
    case .home: sequence("H")
    case .end: sequence("F")
    case .pageUp: sequence("5~")
    case .pageDown: sequence("6~")
    case .shiftUp: sequence("1;2A")
    case .shiftDown: sequence("1;2B")
    case .shiftRight: sequence("1;2C")
    case .shiftLeft: sequence("1;2D")
    case .shiftHome: sequence("1;2H")
    case .shiftEnd: sequence("1;2F")
    case .controlRight: sequence("1;5C")
    case .controlLeft: sequence("1;5D")
    case .controlHome: sequence("1;5H")
    case .controlEnd: sequence("1;5F")
    case .function(let number): Self.functionKeys[number]!
    case .escape: [0x1B, 0x1B, 0x5D, 0x07]
    case .bytes(let bytes): bytes
    }
  }

  private func sequence(_ rest: String) -> [UInt8] { Array("\u{1B}[\(rest)".utf8) }

  private static let functionKeys: [Int: [UInt8]] = {
    var keys: [Int: [UInt8]] = [:]
    for (index, letter) in "PQRS".enumerated() { keys[index + 1] = Array("\u{1B}O\(letter)".utf8) }
    for (number, code) in [5: 15, 6: 17, 7: 18, 8: 19, 9: 20, 10: 21, 11: 23, 12: 24] {
      keys[number] = Array("\u{1B}[\(code)~".utf8)
    }
    return keys
  }()
}
