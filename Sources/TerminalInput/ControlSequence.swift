/// A complete `ESC [ … final`, as in ECMA-48 and xterm's ctlseqs.
struct ControlSequence {
  /// `<`, `?`, `>` or `=`, where there is one.
  private let prefix: UInt8?
  /// The numbers between semicolons; nil where one is missing or has sub-parameters that matter.
  private let numbers: [Int?]
  /// The second part of the last number with a colon: the kitty protocol's event type.
  private let subNumber: Int?
  private let final: UInt8

  init(_ body: [UInt8], final: UInt8) {
    self.final = final
    prefix = body.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    let parameters = body.dropFirst(prefix == nil ? 0 : 1)
      .prefix { (0x30...0x3B).contains($0) }
    let parts = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) }
    numbers = parts.map { $0.first.flatMap(Self.number) }
    subNumber = parts.last { $0.count > 1 }.flatMap { Self.number($0[1]) }
  }

  /// nil for what no terminal means: the largest numbers are code points. Whoever gets a column or a
  /// row may thus add to it.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self)).flatMap { 0...0x10_FFFF ~= $0 ? $0 : nil }
  }

  /// The event; the beginning of a paste is `.paste("")`.
  var event: InputEvent {
    switch (prefix, final) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")): return mouse(isRelease: false)
    case (UInt8(ascii: "<"), UInt8(ascii: "m")): return mouse(isRelease: true)
    case (UInt8(ascii: "?"), UInt8(ascii: "c")):
      return .response(.deviceAttributes(numbers.compactMap { $0 }))
    case (UInt8(ascii: "?"), UInt8(ascii: "y")):
      guard let mode = number(0), let state = number(1) else { return .ignored }
      return .response(.mode(mode, state: state))
    case (nil, _): return plain
    default: return .ignored
    }
  }

  private var plain: InputEvent {
    // The kitty protocol's third event type: the key went up.
    if subNumber == 3 { return .ignored }
    switch final {
    case UInt8(ascii: "~"): return tilde(adding: [])
    // rxvt: shift, control, both.
    case UInt8(ascii: "$"): return tilde(adding: .shift)
    case UInt8(ascii: "^"): return tilde(adding: .control)
    case UInt8(ascii: "@"): return tilde(adding: [.control, .shift])
    case UInt8(ascii: "u"): return Self.character(number(0), modifiers)
    case UInt8(ascii: "I") where numbers.count <= 1: return .focusGained
    case UInt8(ascii: "O") where numbers.count <= 1: return .focusLost
    case UInt8(ascii: "Z"): return .key(KeyChord(.tab, modifiers.union(.shift)))
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      return Self.key(final - 0x20).map { .key(KeyChord($0, .shift)) } ?? .ignored
    // A cursor report looks like F3 with modifiers if the cursor is on the first row; whoever asks
    // for one asks on another row.
    case UInt8(ascii: "R"):
      if let row = number(0), let column = number(1), row > 1 {
        return .response(.cursorPosition(column: column - 1, row: row - 1))
      }
      return .key(KeyChord(.function(3), modifiers))
    default:
      return Self.key(final).map { .key(KeyChord($0, modifiers)) } ?? .ignored
    }
  }

  private func number(_ index: Int) -> Int? {
    index < numbers.count ? numbers[index] : nil
  }

  private var modifiers: KeyChord.Modifiers { Self.modifiers(number(1)) }

  /// xterm's number: one more than shift 1, alt 2, control 4, meta 8; locks are beyond those.
  private static func modifiers(_ number: Int?) -> KeyChord.Modifiers {
    guard let number, number > 0 else { return [] }
    let bits = number - 1
    var modifiers: KeyChord.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & (2 | 8) != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  private func tilde(adding added: KeyChord.Modifiers) -> InputEvent {
    let key: KeyChord.Key
    switch number(0) {
    case 1, 7: key = .home
    case 2: key = .insert
    case 3: key = .delete
    case 4, 8: key = .end
    case 5: key = .pageUp
    case 6: key = .pageDown
    case let number? where (11...15).contains(number): key = .function(number - 10)
    case let number? where (17...21).contains(number): key = .function(number - 11)
    case let number? where (23...24).contains(number): key = .function(number - 12)
    case 27: return Self.character(number(2), modifiers)
    case 200: return .paste("")
    default: return .ignored
    }
    return .key(KeyChord(key, modifiers.union(added)))
  }

  private static func key(_ final: UInt8) -> KeyChord.Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
    default: nil
    }
  }

  /// A key that was reported by its code point (`CSI u`, modifyOtherKeys).
  private static func character(_ code: Int?, _ modifiers: KeyChord.Modifiers) -> InputEvent {
    switch code {
    case 9: return .key(KeyChord(.tab, modifiers))
    case 13: return .key(KeyChord(.enter, modifiers))
    case 27: return .key(KeyChord(.escape, modifiers))
    case 8, 127: return .key(KeyChord(.backspace, modifiers))
    default: break
    }
    // From U+E000 on the kitty protocol numbers keys that are not characters.
    guard let code, code >= 0x20, !(0x7F..<0xA0).contains(code), !(0xE000..<0xF900).contains(code),
      let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
    else { return .ignored }
    let isLetter = scalar.properties.isAlphabetic
    if modifiers.isDisjoint(with: [.control, .alt]) {
      let text = String(scalar)
      return .text(modifiers.contains(.shift) && isLetter ? text.uppercased() : text)
    }
    var character = Character(scalar)
    if modifiers.contains(.control), scalar.isASCII {
      character = Character(character.lowercased())
    } else if modifiers.contains(.shift), isLetter {
      character = character.uppercased().first!
    }
    return .key(KeyChord(.character(character), modifiers.subtracting(.shift)))
  }

  /// `ESC O final`: cursor keys in application mode, F1 … F4 and the keypad.
  static func singleShift(_ final: UInt8, modifier: UInt8?) -> InputEvent {
    let modifiers = modifiers(modifier.map { Int($0) - 0x30 })
    if let key = key(final) { return .key(KeyChord(key, modifiers)) }
    switch final {
    case UInt8(ascii: "M"): return .key(KeyChord(.enter, modifiers))
    case UInt8(ascii: "I"): return .key(KeyChord(.tab, modifiers))
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      return .text(String(Unicode.Scalar(final - 0x40)))
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      return key(final - 0x20).map { .key(KeyChord($0, .control)) } ?? .ignored
    default: return .ignored
    }
  }

  private func mouse(isRelease: Bool) -> InputEvent {
    guard let code = number(0), let column = number(1), let row = number(2), column > 0, row > 0
    else { return .ignored }
    return Self.mouse(code, isRelease: isRelease, column: column - 1, row: row - 1)
  }

  /// The report of terminals without mode 1006: three bytes, each 32 more than its value.
  static func oldMouse(_ bytes: [UInt8]) -> InputEvent {
    guard bytes.allSatisfy({ $0 >= 32 }), bytes[1] > 32, bytes[2] > 32 else { return .ignored }
    let code = Int(bytes[0]) - 32
    return mouse(
      code, isRelease: code & 0b1100011 == 3, column: Int(bytes[1]) - 33, row: Int(bytes[2]) - 33)
  }

  private static func mouse(_ code: Int, isRelease: Bool, column: Int, row: Int) -> InputEvent {
    var modifiers: KeyChord.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let buttons: [MouseEvent.Button] = [.left, .middle, .right, .none]
    let button = buttons[code & 3]
    let kind: MouseEvent.Kind
    switch code & ~0b11111 {
    case 64 where code & 3 < 2:
      kind = code & 3 == 0 ? .wheelUp : .wheelDown
      return .mouse(MouseEvent(kind, column: column, row: row, modifiers: modifiers))
    case 32 where !isRelease: kind = .drag
    case 0, 32: kind = isRelease ? .release : .press
    default: return .ignored
    }
    return .mouse(
      MouseEvent(kind, button: button, column: column, row: row, modifiers: modifiers))
  }
}
