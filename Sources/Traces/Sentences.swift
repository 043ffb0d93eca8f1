/// Text taken apart for reading: at line ends, and after a full stop, question or exclamation mark
/// that a space follows. A sentence of more than ``longest`` bytes is cut at a space.
public enum Sentences {
  public static let longest = 600

  /// Each with the UTF-8 offset at which it begins; empty lines are left out.
  public static func split(_ text: String) -> [(offset: Int, text: String)] {
    var sentences: [(offset: Int, text: String)] = []
    var start = 0
    var offset = 0
    var current = ""
    func end() {
      let trimmed = current.trimmingWhitespace
      if !trimmed.isEmpty { sentences.append((start, trimmed)) }
      current = ""
      start = offset
    }
    var last: Character = " "
    for character in text {
      offset += character.utf8.count
      current.append(character)
      let ends = character == " " && (".!?".contains(last) || current.utf8.count > longest)
      if character.isNewline || ends { end() }
      last = character
    }
    end()
    return sentences
  }
}

extension String {
  fileprivate var trimmingWhitespace: String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
