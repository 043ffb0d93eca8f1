/// Old ways of saying a thing so that not everybody understands.
enum LanguageMutations {
  static let morse = Mutation.Definition(
    "Morse code", "Writes letters, digits and signs in Morse code, words apart by a slash.",
    relation: .mayDiffer("The policy must say whether content is judged as decoded."),
    isReadable: false, usesRate: false, source: "ITU-R M.1677-1",
    apply: { text, _ in
      text.mappingLines { line in
        line.split(whereSeparator: \.isWhitespace)
          .map { word in
            word.map { morseSigns[$0.uppercased()] ?? String($0) }.joined(separator: " ")
          }
          .joined(separator: " / ")
      }
    })

  private static let morseSigns: [String: String] = [
    "A": ".-", "B": "-...", "C": "-.-.", "D": "-..", "E": ".", "É": "..-..", "F": "..-.",
    "G": "--.", "H": "....", "I": "..", "J": ".---", "K": "-.-", "L": ".-..", "M": "--", "N": "-.",
    "O": "---", "P": ".--.", "Q": "--.-", "R": ".-.", "S": "...", "T": "-", "U": "..-",
    "V": "...-", "W": ".--", "X": "-..-", "Y": "-.--", "Z": "--..",
    "1": ".----", "2": "..---", "3": "...--", "4": "....-", "5": ".....", "6": "-....",
    "7": "--...", "8": "---..", "9": "----.", "0": "-----",
    ".": ".-.-.-", ",": "--..--", ":": "---...", "?": "..--..", "'": ".----.", "’": ".----.",
    "-": "-....-", "/": "-..-.", "(": "-.--.", ")": "-.--.-", "\"": ".-..-.", "=": "-...-",
    "+": ".-.-.", "×": "-..-", "@": ".--.-.",
  ]

  static let pigLatin = Mutation.Definition(
    "Pig Latin", "Moves the first consonants of words behind them, as in “endsay away epositday”.",
    apply: { text, draws in
      text.replacingWords(of: { $0.isASCIILetter || $0 == "'" }, &draws) { word, _ in
        pigLatin(word)
      }
    })

  private static func pigLatin(_ word: Substring) -> String? {
    guard let first = word.first, first.isLetter else { return nil }
    let isVowel = { (letter: Character) in "aeiouAEIOU".contains(letter) }
    if isVowel(first) { return word + "way" }
    var rest = word.dropFirst()
    while let letter = rest.first, !isVowel(letter), letter != "y", letter != "Y" {
      rest.removeFirst()
    }
    // “qu” is one sound.
    if let letter = rest.first, letter == "u" || letter == "U",
      let before = word[..<rest.startIndex].last, before == "q" || before == "Q"
    {
      rest.removeFirst()
    }
    let moved = word[..<rest.startIndex]
    guard let head = rest.first else { return word + "ay" }
    return first.isUppercase && !head.isUppercase
      ? head.uppercased() + rest.dropFirst() + moved.lowercased() + "ay"
      : rest + moved + "ay"
  }
}
