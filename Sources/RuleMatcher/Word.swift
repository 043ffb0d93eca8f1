/// One word of a text as the matcher compares it.
struct Word: Hashable {
  /// How the writer hid the word, if at all.
  enum Disguise: Hashable {
    case none
    /// Digits or signs among the letters.
    case leet
    /// Letters set apart by spaces or dots.
    case spaced
  }

  /// Folded, without apostrophes.
  var text: String
  var disguise: Disguise
  var isQuoted: Bool
  /// A sentence ended before this word.
  var opensSentence: Bool
  /// In a message of a conversation that is not judged.
  var isContext = false
}

extension Word {
  /// What the letters would spell if digits and signs stood for the letters they resemble; two
  /// readings, since `1` is `i` to some writers and `l` to others.
  static func leetReadings(of text: String) -> [String] {
    var readings: [String] = []
    for one in ["i", "l"] as [Character] {
      let reading = String(text.map { $0 == "1" || $0 == "!" ? one : leetLetters[$0] ?? $0 })
      if reading != text, !readings.contains(reading) { readings.append(reading) }
    }
    return readings
  }

  private static let leetLetters: [Character: Character] = [
    "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s",
  ]
}
