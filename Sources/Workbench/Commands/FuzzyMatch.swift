/// Matching as command palettes have it: `sv` finds "Save a version".
enum FuzzyMatch {
  /// How badly `query` matches `text`: nil if it does not, else 0 for the best.
  ///
  /// Its characters occur in order, each either right behind the one before or at the start of a
  /// word. Words that are skipped cost. White space in the query means nothing.
  static func score(_ query: String, in text: String) -> Int? {
    let wanted = Array(query.lowercased().filter { !$0.isWhitespace })
    let characters = Array(text.lowercased())
    guard !wanted.isEmpty else { return 0 }
    var starts: [Int] = []
    for (index, character) in characters.enumerated() where isWordPart(character) {
      if index == 0 || !isWordPart(characters[index - 1]) { starts.append(index) }
    }
    for (skipped, start) in starts.enumerated() where characters[start] == wanted[0] {
      if let gaps = gaps(wanted, characters, from: start, starts) { return skipped * 2 + gaps }
    }
    return nil
  }

  /// How many times the match goes on at another word.
  private static func gaps(
    _ wanted: [Character], _ characters: [Character], from start: Int, _ starts: [Int]
  ) -> Int? {
    var position = start
    var gaps = 0
    for next in wanted.dropFirst() {
      if position + 1 < characters.count, characters[position + 1] == next {
        position += 1
      } else if let word = starts.first(where: { $0 > position && characters[$0] == next }) {
        position = word
        gaps += 1
      } else {
        return nil
      }
    }
    return gaps
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
