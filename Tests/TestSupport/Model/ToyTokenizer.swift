internal import Synchronization

/// A tokenizer of words: letters and digits with the space before them are one token, whose id is given
/// when it is first met, anything else is a token a byte. One for the process, so that ids mean the
/// same to every scripted engine.
public enum ToyTokenizer {
  private struct Vocabulary {
    var ids: [[UInt8]: Int] = [:]
    var words: [[UInt8]] = []
  }

  private static let bytes = 256
  private static let vocabulary = Mutex(Vocabulary())

  /// - Parameter findsControls: whether what spells a control token is one, as for the tokenizers of
  ///   llama.cpp and Hugging Face.
  public static func ids(of text: String, findsControls: Bool) -> [Int] {
    guard findsControls else { return ids(of: Array(text.utf8)) }
    var ids: [Int] = []
    var plain = ""
    var rest = text[...]
    while let less = rest.firstIndex(of: "<") {
      plain += rest[..<less]
      rest = rest[less...]
      if let control = ScriptedControl.allCases.first(where: { rest.hasPrefix($0.rawValue) }) {
        ids += Self.ids(of: Array(plain.utf8)) + [control.id]
        plain = ""
        rest = rest.dropFirst(control.rawValue.count)
      } else {
        plain.append("<")
        rest = rest.dropFirst()
      }
    }
    return ids + Self.ids(of: Array((plain + rest).utf8))
  }

  public static func ids(of pieces: [PromptPiece]) -> [Int] {
    pieces.flatMap { piece in
      switch piece {
      case .control(let control): [control.id]
      case .text(let text): ids(of: text, findsControls: false)
      }
    }
  }

  /// The bytes of a token; the spelling of a control token.
  public static func bytes(of id: Int) -> [UInt8] {
    if let control = ScriptedControl(id: id) { return Array(control.rawValue.utf8) }
    if id < bytes { return [UInt8(max(id, 0))] }
    return vocabulary.withLock { $0.words.indices.contains(id - bytes) ? $0.words[id - bytes] : [] }
  }

  public static func pieces(of ids: [Int]) -> [PromptPiece] {
    var pieces: [PromptPiece] = []
    var text: [UInt8] = []
    for id in ids {
      guard let control = ScriptedControl(id: id) else {
        text += bytes(of: id)
        continue
      }
      if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
      pieces.append(.control(control))
    }
    if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
    return pieces
  }

  private static func ids(of text: [UInt8]) -> [Int] {
    var ids: [Int] = []
    var position = 0
    while position < text.count {
      var end = text[position] == 0x20 ? position + 1 : position
      while end < text.count, isWord(text[end]) { end += 1 }
      let word = Array(text[position..<end])
      if word.count < 2 {
        ids.append(Int(text[position]))
        position += 1
      } else {
        ids.append(id(of: word))
        position = end
      }
    }
    return ids
  }

  private static func id(of word: [UInt8]) -> Int {
    vocabulary.withLock { vocabulary in
      if let id = vocabulary.ids[word] { return id }
      let id = bytes + vocabulary.words.count
      vocabulary.words.append(word)
      vocabulary.ids[word] = id
      return id
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
  }
}
