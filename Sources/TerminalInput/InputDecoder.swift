/// Turns a terminal's bytes into events. It knows nothing of time and reads nothing: the caller
/// hands it whatever arrived, cut anywhere, and says when it has waited long enough.
///
/// Any bytes are fine: malformed UTF-8 becomes U+FFFD, sequences that mean nothing to us become
/// ``InputEvent/ignored``, never typed text.
public struct InputDecoder: Sendable {
  /// Bytes that came at once, without an escape, count as pasted beyond this: nobody types so fast,
  /// and not every terminal marks a paste.
  static let burst = 800
  /// A longer paste is delivered in several events, so that it cannot fill the memory here.
  static let pasteLimit = 8 << 20
  private static let sequenceLimit = 4096

  private enum State: Hashable {
    case ground
    /// After an escape byte; doubled after two of them.
    case escape(doubled: Bool)
    case singleShift
    case controlSequence
    /// The three bytes of an old mouse report.
    case oldMouse
    /// The letter after `ESC [ [`: a function key of the Linux console.
    case consoleFunction
    /// OSC, DCS or APC: up to ST or BEL.
    case string
    case paste
  }

  private var state = State.ground
  /// The bytes of the unfinished sequence behind its introducer.
  private var sequence: [UInt8] = []
  /// The bytes of an unfinished UTF-8 character.
  private var partial: [UInt8] = []
  /// Whether an escape byte went before what is being read.
  private var alt = false
  /// Whether an escape byte has just been taken for the Esc key because nothing followed in time.
  private var followsEscape = false
  /// Whether the escape byte of the sequence that is being read was taken for the Esc key.
  private var isLate = false
  private var paste = PasteBuffer()
  private var typed = ""
  private var events: [InputEvent] = []

  public init() {}

  /// What may still come, and so how long to wait for it before ``timeOut()``.
  public enum Awaited: Hashable, Sendable {
    /// An escape byte came alone. It is the Esc key unless more follows at once.
    case sequenceOrEscape
    /// The Esc key was reported, and the rest of a sequence may be late on a slow line.
    case lateSequence
    /// `ESC [`, `ESC O` or `ESC ]`: a sequence, or a key with Alt.
    case sequenceOrAlt
    /// The rest of a sequence. People do not type the beginning of one.
    case sequence
    /// The end of a paste.
    case pasteEnd
  }

  /// nil where nothing can be told by waiting. The rest of a UTF-8 character is such a case: it comes, or
  /// the next byte shows that it does not.
  public var awaited: Awaited? {
    switch state {
    case .ground: followsEscape ? .lateSequence : nil
    case .escape: .sequenceOrEscape
    case .controlSequence, .singleShift: sequence.isEmpty ? .sequenceOrAlt : .sequence
    case .string: sequence.count == 1 ? .sequenceOrAlt : .sequence
    case .oldMouse, .consoleFunction: .sequence
    case .paste: .pasteEnd
    }
  }

  /// The events that these bytes complete.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    let bytes = Array(bytes)
    if state == .ground, partial.isEmpty, !alt, bytes.count > Self.burst, !bytes.contains(0x1B) {
      let whole = bytes.count - PasteBuffer.unfinishedUTF8(bytes[...])
      partial = Array(bytes[whole...])
      return [.paste(PasteBuffer.text(bytes[..<whole]))]
    }
    var index = 0
    while index < bytes.count {
      if state == .paste {
        if let text = paste.append(bytes, from: &index, limit: Self.pasteLimit) {
          emit(.paste(text))
        }
        if paste.isComplete { state = .ground }
      } else {
        accept(bytes[index])
        index += 1
      }
    }
    return takeEvents()
  }

  /// What the bytes so far mean if what is awaited did not come in time. A character that is not whole
  /// goes on waiting.
  public mutating func timeOut() -> [InputEvent] {
    let wasEscape = awaited == .sequenceOrEscape
    endSequence()
    followsEscape = wasEscape
    return takeEvents()
  }

  /// What the bytes so far mean if nothing follows.
  public mutating func flush() -> [InputEvent] {
    endPartial()
    endSequence()
    return takeEvents()
  }

  private mutating func endSequence() {
    followsEscape = false
    if isLate, state != .oldMouse {
      // A sequence would have been completed: somebody typed this after the Esc key.
      typed += lateText
      reset()
      return
    }
    switch state {
    case .ground: break
    case .escape(let doubled):
      if doubled { emit(.key(KeyChord(.escape))) }
      emit(.key(KeyChord(.escape)))
    case .controlSequence where sequence.isEmpty: emit(.key(KeyChord(.character("["), .alt)))
    case .singleShift where sequence.isEmpty: emit(.key(KeyChord(.character("O"), .alt)))
    case .string where sequence.count == 1:
      emit(.key(KeyChord(.character(Character(Unicode.Scalar(sequence[0]))), .alt)))
    case .controlSequence, .singleShift, .oldMouse, .consoleFunction, .string: emit(.ignored)
    case .paste:
      let text = paste.takeAll()
      if !text.isEmpty { emit(.paste(text)) }
    }
    // An alt before a character that is not whole stays with it.
    if state != .ground || partial.isEmpty { reset() }
  }

  private mutating func accept(_ byte: UInt8) {
    switch state {
    case .ground: acceptGround(byte)
    case .escape(let doubled): acceptEscape(byte, doubled: doubled)
    case .singleShift: acceptSingleShift(byte)
    case .controlSequence: acceptControlSequence(byte)
    case .oldMouse:
      sequence.append(byte)
      if sequence.count == 3 { finish(ControlSequence.oldMouse(sequence)) }
    case .consoleFunction:
      let isKey = (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte)
      if isLate, !isKey, (0x20...0x7E).contains(byte) {
        finishAsText(byte)
      } else {
        finish(isKey ? .key(KeyChord(.function(Int(byte) - 0x40))) : .ignored)
      }
    case .string: acceptString(byte)
    case .paste: preconditionFailure("A paste is read in stretches")
    }
  }

  private mutating func acceptGround(_ byte: UInt8) {
    if followsEscape {
      followsEscape = false
      isLate = byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O")
      if isLate {
        state = byte == UInt8(ascii: "[") ? .controlSequence : .singleShift
        return
      }
    }
    if !partial.isEmpty, byte & 0xC0 != 0x80 { endPartial() }
    switch byte {
    case 0x1B:
      state = .escape(doubled: false)
    case 0x20...0x7E:
      type(Character(Unicode.Scalar(byte)))
    case 0x80...0xFF:
      partial.append(byte)
      if partial.count >= Self.utf8Length(partial[0]) { endPartial() }
    default:
      var chord = Self.controlKey(byte)
      if alt { chord.modifiers.insert(.alt) }
      alt = false
      emit(.key(chord))
    }
  }

  private mutating func acceptEscape(_ byte: UInt8, doubled: Bool) {
    switch byte {
    case 0x1B:
      if doubled { emit(.key(KeyChord(.escape))) }
      state = .escape(doubled: true)
      return
    case UInt8(ascii: "["): state = .controlSequence
    case UInt8(ascii: "O"): state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      if doubled { emit(.key(KeyChord(.escape))) }
      state = .string
      sequence = [byte]
      return
    default:
      if doubled { emit(.key(KeyChord(.escape))) }
      alt = true
      state = .ground
      acceptGround(byte)
      return
    }
    // Some terminals send Alt-Up as two escapes.
    alt = doubled
  }

  private mutating func acceptSingleShift(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "2")...UInt8(ascii: "8") where sequence.isEmpty:
      sequence.append(byte)
    case 0x20...0x7E:
      let event = ControlSequence.singleShift(byte, modifier: sequence.first)
      // Letters after Esc and O are typed; only cursor and function keys are taken for late.
      if isLate, !event.isKey { finishAsText(byte) } else { finish(event) }
    default:
      if isLate { typed += lateText } else { emit(.ignored) }
      reset()
      acceptGround(byte)
    }
  }

  private mutating func acceptControlSequence(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "[") where sequence.isEmpty:
      state = .consoleFunction
    case UInt8(ascii: "M") where sequence.isEmpty:
      state = .oldMouse
    case UInt8(ascii: "$") where sequence.first.map { $0 != UInt8(ascii: "?") } ?? false:
      finish(ControlSequence(sequence, final: byte).event)
    case 0x20...0x3F:
      if sequence.count < Self.sequenceLimit { sequence.append(byte) }
    case 0x40...0x7E:
      let event = ControlSequence(sequence, final: byte).event
      if event == .paste("") {
        reset()
        state = .paste
      } else if isLate, event == .ignored, sequence.isEmpty || !Self.endsSequence(byte) {
        finishAsText(byte)
      } else {
        finish(event)
      }
    default:
      if isLate { typed += lateText } else { emit(.ignored) }
      reset()
      acceptGround(byte)
    }
  }

  /// Whether terminals end a sequence with this.
  private static func endsSequence(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "~") || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// What was read of a sequence that turned out to be typed.
  private var lateText: String {
    let introducer = state == .singleShift ? "O" : state == .consoleFunction ? "[[" : "["
    return introducer + String(decoding: sequence, as: UTF8.self)
  }

  private mutating func finishAsText(_ byte: UInt8) {
    typed += lateText
    typed.unicodeScalars.append(Unicode.Scalar(byte))
    reset()
  }

  private mutating func acceptString(_ byte: UInt8) {
    let isTerminator = byte == UInt8(ascii: "\\") && sequence.last == 0x1B
    if byte == 0x07 || isTerminator {
      finish(.ignored)
    } else if sequence.last == 0x1B {
      // Not the string terminator: the string was broken off, and this is the next sequence.
      finish(.ignored)
      state = .escape(doubled: false)
      acceptEscape(byte, doubled: false)
    } else if sequence.count < Self.sequenceLimit || byte == 0x1B {
      sequence.append(byte)
    }
  }

  /// Ends the sequence; an alt that went before it joins the key.
  private mutating func finish(_ event: InputEvent) {
    if alt, case .key(var chord) = event {
      chord.modifiers.insert(.alt)
      emit(.key(chord))
    } else if case .text(let text) = event {
      typed += text
    } else {
      emit(event)
    }
    reset()
  }

  private mutating func reset() {
    state = .ground
    sequence = []
    alt = false
    isLate = false
  }

  private mutating func type(_ character: Character) {
    if alt {
      alt = false
      emit(.key(KeyChord(.character(character), .alt)))
    } else {
      typed.append(character)
    }
  }

  private mutating func endPartial() {
    guard !partial.isEmpty else { return }
    let text = String(decoding: partial, as: UTF8.self)
    let isValid = String(validating: partial, as: UTF8.self) != nil
    partial = []
    if !isValid {
      alt = false
      typed += "\u{FFFD}"
    } else if let scalar = text.unicodeScalars.first, (0x80..<0xA0).contains(scalar.value) {
      alt = false
      emit(.ignored)
    } else {
      type(Character(text))
    }
  }

  private mutating func emit(_ event: InputEvent) {
    if !typed.isEmpty { events.append(.text(typed)) }
    typed = ""
    events.append(event)
  }

  private mutating func takeEvents() -> [InputEvent] {
    if !typed.isEmpty { events.append(.text(typed)) }
    typed = ""
    defer { events = [] }
    return events
  }

  private static func utf8Length(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private static func controlKey(_ byte: UInt8) -> KeyChord {
    switch byte {
    case 0x00: KeyChord(.character(" "), .control)
    case 0x08, 0x7F: KeyChord(.backspace)
    case 0x09: KeyChord(.tab)
    case 0x0A, 0x0D: KeyChord(.enter)
    default: KeyChord(.character(Character(Unicode.Scalar(byte | 0x60).controlName)), .control)
    }
  }
}

extension Unicode.Scalar {
  /// `a`…`z` as they are; `\ ] ^ _` for the four control codes behind Escape.
  fileprivate var controlName: Unicode.Scalar {
    value > 0x7A ? Unicode.Scalar(UInt8(value & 0x5F)) : self
  }
}

extension InputEvent {
  fileprivate var isKey: Bool {
    if case .key = self { true } else { false }
  }
}
