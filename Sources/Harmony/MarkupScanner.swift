/// Finds spelled control tokens in bytes that arrive in pieces.
///
/// Complexity: linear; at most the beginning of one token and of one scalar is held back.
struct MarkupScanner: Sendable {
  enum Piece: Hashable, Sendable {
    case control(ControlToken)
    case text(String)
    /// So many bytes that begin no scalar together: one U+FFFD stands for them.
    case invalid(byteCount: Int)
  }

  private static let spellings = ControlToken.allCases.map { ($0, Array($0.rawValue.utf8)) }
  private var held: [UInt8] = []

  mutating func scan(_ bytes: [UInt8], into pieces: inout [Piece]) {
    if held.isEmpty {
      scanAll(bytes, into: &pieces)
    } else {
      let all = held + bytes
      held = []
      scanAll(all, into: &pieces)
    }
  }

  /// What was held back turns out to be text.
  mutating func finish(into pieces: inout [Piece]) {
    guard !held.isEmpty else { return }
    Self.emit(held[...], into: &pieces)
    held = []
  }

  private mutating func scanAll(_ bytes: [UInt8], into pieces: inout [Piece]) {
    var textStart = 0
    var index = 0
    while let less = Self.firstLess(in: bytes, from: index) {
      switch Self.match(bytes, at: less) {
      case .token(let token, let length):
        Self.emit(bytes[textStart..<less], into: &pieces)
        pieces.append(.control(token))
        index = less + length
        textStart = index
      case .partial:
        Self.emit(bytes[textStart..<less], into: &pieces)
        held = Array(bytes[less...])
        return
      case .none:
        index = less + 1
      }
    }
    let end = Self.endOfWholeScalars(bytes, from: textStart)
    Self.emit(bytes[textStart..<end], into: &pieces)
    held = Array(bytes[end...])
  }

  private static func firstLess(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      var index = start
      while index < buffer.count {
        if buffer[index] == 0x3C { return index }
        index &+= 1
      }
      return nil
    }
  }

  private enum Match {
    case token(ControlToken, length: Int)
    /// The bytes end within what may become a token.
    case partial
    case none
  }

  private static func match(_ bytes: [UInt8], at start: Int) -> Match {
    if start + 1 < bytes.count, bytes[start + 1] != 0x7C { return .none }
    var isPartial = false
    for (token, spelling) in spellings {
      let available = min(spelling.count, bytes.count - start)
      guard bytes[start..<start + available].elementsEqual(spelling[..<available]) else { continue }
      if available == spelling.count { return .token(token, length: available) }
      isPartial = true
    }
    return isPartial ? .partial : .none
  }

  /// Where the bytes end with the beginning of a scalar: before it.
  private static func endOfWholeScalars(_ bytes: [UInt8], from start: Int) -> Int {
    var index = bytes.count
    var back = 0
    while index > start, back < 3 {
      let byte = bytes[index - 1]
      if byte < 0x80 { return bytes.count }
      index -= 1
      back += 1
      if byte >= 0xC0 {
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        return back < length ? index : bytes.count
      }
    }
    return bytes.count
  }

  private static func emit(_ bytes: ArraySlice<UInt8>, into pieces: inout [Piece]) {
    guard !bytes.isEmpty else { return }
    if let text = String(validating: bytes, as: UTF8.self) {
      pieces.append(.text(text))
    } else {
      emitInvalid(bytes, into: &pieces)
    }
  }

  /// Valid runs as text and each maximal ill-formed part (Unicode 3.9, table 3-7) by itself, so that
  /// neither texts nor offsets depend on where the bytes were cut.
  private static func emitInvalid(_ bytes: ArraySlice<UInt8>, into pieces: inout [Piece]) {
    var textStart = bytes.startIndex
    var index = textStart
    while index < bytes.endIndex {
      let (length, isScalar) = sequence(bytes, at: index)
      if !isScalar {
        if textStart < index {
          pieces.append(.text(String(decoding: bytes[textStart..<index], as: UTF8.self)))
        }
        pieces.append(.invalid(byteCount: length))
        textStart = index + length
      }
      index += length
    }
    if textStart < index {
      pieces.append(.text(String(decoding: bytes[textStart..<index], as: UTF8.self)))
    }
  }

  /// The scalar, or the maximal beginning of one, that stands there; at least one byte.
  private static func sequence(
    _ bytes: ArraySlice<UInt8>, at start: Int
  ) -> (length: Int, isScalar: Bool) {
    let second: ClosedRange<UInt8>
    let length: Int
    switch bytes[start] {
    case 0x00...0x7F: return (1, true)
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return (1, false)
    }
    for offset in 1..<length {
      let allowed = offset == 1 ? second : 0x80...0xBF
      guard start + offset < bytes.endIndex, allowed.contains(bytes[start + offset]) else {
        return (offset, false)
      }
    }
    return (length, true)
  }
}
