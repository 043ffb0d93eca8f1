/// The text among many words that have nothing to do with it.
enum PaddingMutations {
  static let before = Mutation.Definition(
    "Padding before", "Puts pages of harmless text before it.", usesRate: false,
    apply: { text, draws in
      draws.paddingWords == 0 ? text : prose(draws.paddingWords, &draws) + "\n\n" + text
    })

  static let after = Mutation.Definition(
    "Padding after", "Puts pages of harmless text behind it.", usesRate: false,
    apply: { text, draws in
      draws.paddingWords == 0 ? text : text + "\n\n" + prose(draws.paddingWords, &draws)
    })

  static let around = Mutation.Definition(
    "Padding around", "Puts harmless text before it and behind it, half of it each.",
    usesRate: false,
    apply: { text, draws in
      guard draws.paddingWords > 1 else { return text }
      let half = draws.paddingWords / 2
      let before = prose(half, &draws)
      return before + "\n\n" + text + "\n\n" + prose(draws.paddingWords - half, &draws)
    })

  /// Whole sentences of at least so many words, five to a paragraph. No sentence comes again before
  /// all have come.
  private static func prose(_ words: Int, _ draws: inout Draws) -> String {
    var result = ""
    var count = 0
    var sentences = 0
    var left: [(text: String, words: Int)] = []
    while count < words {
      if left.isEmpty { left = all }
      let next = left.remove(at: draws.below(left.count))
      if sentences > 0 { result += sentences.isMultiple(of: 5) ? "\n\n" : " " }
      result += next.text
      count += next.words
      sentences += 1
    }
    return result
  }

  private static let all = HarmlessProse.sentences.map { sentence in
    (text: sentence, words: sentence.split(separator: " ").count)
  }
}
