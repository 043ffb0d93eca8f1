/// What stands between letters and words, and the order in which they stand.
enum SpacingMutations {
  static let spacing = Mutation.Definition(
    "Spacing", "Puts spaces between the letters of words, as in “d e p o s i t”.",
    apply: { text, draws in
      text.separating(&draws, where: { $0.isLetter && $1.isLetter }, by: { _ in " " })
    })

  static let dotting = Mutation.Definition(
    "Dotting", "Puts dots, or another sign, between the letters of words, as in “d.e.p.o.s.i.t”.",
    apply: { text, draws in
      let sign = draws.pick([".", "-", "_", "*", "·"])
      return text.separating(&draws, where: { $0.isLetter && $1.isLetter }, by: { _ in sign })
    })

  static let unspacing = Mutation.Definition(
    "No spaces", "Takes out spaces between words, as in “sendadeposit”.",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, _ in cluster == " " ? "" : nil }
    })

  static let scramble = Mutation.Definition(
    "Scrambled letters", "Shuffles the letters inside words, as in “dseopit”.",
    apply: { text, draws in
      text.replacingWords(of: \.isASCIILetter, &draws) { word, draws in
        guard word.count > 3 else { return nil }
        var letters = Array(word)
        // Fisher and Yates, without the first and the last letter.
        for place in (2..<letters.count - 1).reversed() {
          letters.swapAt(place, 1 + draws.below(place))
        }
        return String(letters)
      }
    })

  static let reverseLetters = Mutation.Definition(
    "Reversed letters", "Writes words backwards, as in “tisoped”.", isReadable: false,
    reversal: .exact,
    apply: { text, draws in reversingLetters(text, &draws) },
    undo: { text, draws in reversingLetters(text, &draws) })

  private static func reversingLetters(_ text: String, _ draws: inout Draws) -> String {
    text.replacingWords(&draws) { word, _ in reversed(word) { String($0.reversed()) } }
  }

  static let reverseWords = Mutation.Definition(
    "Reversed words", "Puts the words of each line in the opposite order.",
    relation: .mayDiffer("The order of words carries meaning: who does what to whom."),
    isReadable: false, usesRate: false, reversal: .exact,
    apply: { text, _ in reversingWords(text) },
    undo: { text, _ in reversingWords(text) })

  private static func reversingWords(_ text: String) -> String {
    text.mappingLines { line in
      reversed(line) { line in
        line.split(separator: " ", omittingEmptySubsequences: false).reversed()
          .joined(separator: " ")
      }
    }
  }

  /// What `reverse` makes of a text if doing it again brings the text back, else the text.
  ///
  /// Clusters that change places can join with their new neighbours: flags, jamo, a mark without a
  /// base, a sign that is prepended to the space behind it. Those stay, so that undoing finds all
  /// that was done.
  private static func reversed(_ text: Substring, by reverse: (Substring) -> String) -> String {
    let once = reverse(text)
    let twice = reverse(once[...])
    let comesBack = twice.unicodeScalars.elementsEqual(text.unicodeScalars)
    return comesBack && standsAlone(once) && standsAlone(twice) ? once : String(text)
  }

  private static func standsAlone(_ text: String) -> Bool {
    (" " + text).first == " " && (text + " ").last == " "
  }
}
