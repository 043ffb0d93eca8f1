/// Breaks the spelling of control tokens in text that an engine will tokenise with special tokens
/// on, as llama-server and Ollama do with the whole prompt (facts: `parse_special` cannot be turned
/// off on the chat route).
///
/// A space goes between `<` and `|`. No tokenizer maps `< |end|>` to the token, people read it as it
/// was, and nothing invisible is added to content in which invisible characters are evidence. Any
/// `<|word|>` is broken, since vocabularies have more special tokens than the format uses
/// (`<|reserved_200014|>`, `<|fim_prefix|>`); the record says what was changed and where.
public enum ControlTokenShield {
  public struct Change: Hashable, Sendable {
    /// UTF-8 offset in the original text.
    public var offset: Int
    public var original: String
    public var sent: String
  }

  public struct Shielded: Hashable, Sendable {
    public var text: String
    public var changes: [Change]

    /// The text before it was shielded.
    public var original: String {
      var bytes = Array(text.utf8)
      // Each change before this one has added one byte; removing from the end keeps offsets true.
      for (index, change) in changes.enumerated().reversed() {
        bytes.remove(at: change.offset + index + 1)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The longest word that is taken for a token's.
  private static let longestWord = 40

  /// Complexity: linear.
  public static func shield(_ text: String) -> Shielded {
    var result: [UInt8] = []
    var changes: [Change] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x3C, let length = tokenLength(bytes, at: index) {
        let original = String(decoding: bytes[index..<index + length], as: UTF8.self)
        changes.append(
          Change(offset: index, original: original, sent: "< " + original.dropFirst()))
        result += [0x3C, 0x20]
        index += 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    if changes.isEmpty { return Shielded(text: text, changes: []) }
    return Shielded(text: String(decoding: result, as: UTF8.self), changes: changes)
  }

  /// The text cut after the `<|` of every spelled token, so that a tokenizer that is given the pieces
  /// one by one, and knows no way to leave special tokens alone, finds none. Joined, they are the text.
  ///
  /// The cut is where the pre-tokenizer of `o200k` cuts anyway (punctuation before letters), so that
  /// the tokens are those of the whole text read as plain text.
  ///
  /// Complexity: linear.
  public static func pieces(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    var pieces: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x3C, tokenLength(bytes, at: index) != nil {
        pieces.append(String(decoding: bytes[start..<index + 2], as: UTF8.self))
        start = index + 2
        index = start
      } else {
        index += 1
      }
    }
    if start == 0 { return text.isEmpty ? [] : [text] }
    return pieces + (start < bytes.count ? [String(decoding: bytes[start...], as: UTF8.self)] : [])
  }

  /// The length of `<|word|>` that begins there.
  private static func tokenLength(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start + 1] == 0x7C else { return nil }
    var index = start + 2
    while index < bytes.count, index - start - 2 <= longestWord, isWordByte(bytes[index]) {
      index += 1
    }
    guard index > start + 2, index + 1 < bytes.count, bytes[index] == 0x7C,
      bytes[index + 1] == 0x3E
    else { return nil }
    return index + 2 - start
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2F, 0x2E, 0x3A: true
    default: false
    }
  }
}
