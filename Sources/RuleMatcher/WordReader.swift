/// Splits folded text into words.
///
/// Quotation is followed over the whole text; letters set apart are joined; scripts without spaces
/// yield pairs of characters. Complexity: linear in the text.
struct WordReader {
  private(set) var words: [Word] = []
  private var isQuoted = false
  private var opensSentence = true
  /// Single letters in a row, and where a wider gap stood between them.
  private var letters: [(scalar: Unicode.Scalar, gap: Int)] = []

  static func words(of text: FoldedText) -> [Word] {
    var reader = WordReader()
    reader.read(text.scalars)
    return reader.words
  }

  private mutating func read(_ scalars: [Unicode.Scalar]) {
    var index = 0
    var gap = 2
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.isUnspacedScript {
        flushLetters()
        index = readUnspaced(scalars, from: index)
        gap = 1
      } else if isWordPart(scalars, at: index) {
        let start = index
        while index < scalars.count, isWordPart(scalars, at: index),
          !scalars[index].isUnspacedScript
        { index += 1 }
        take(scalars[start..<index], gap: gap)
        gap = 0
      } else {
        note(scalars, at: index)
        gap += scalar == "\n" ? 2 : 1
        index += 1
      }
    }
    flushLetters()
  }

  private mutating func note(_ scalars: [Unicode.Scalar], at index: Int) {
    switch scalars[index] {
    case "\"":
      flushLetters()
      isQuoted.toggle()
    case "'" where opensQuotation(scalars, at: index):
      flushLetters()
      isQuoted = true
    case "'" where isQuoted && closesQuotation(scalars, at: index):
      flushLetters()
      isQuoted = false
    case "!", "?", "\n", "。", "！", "？":
      if scalars[index] == "\n" { isQuoted = false }
      opensSentence = true
    case ".":
      opensSentence = opensSentence || letters.isEmpty
    default: break
    }
  }

  private func opensQuotation(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    !isQuoted && (index == 0 || !scalars[index - 1].isLetterOrDigit)
      && index + 1 < scalars.count && scalars[index + 1].isLetterOrDigit
  }

  private func closesQuotation(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    index + 1 == scalars.count || !scalars[index + 1].isLetterOrDigit
  }

  /// Letters and digits; an apostrophe, `@`, `$` or `!` only between two letters.
  private func isWordPart(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let scalar = scalars[index]
    if scalar.isLetterOrDigit { return true }
    guard ["'", "@", "$", "!"].contains(scalar), index > 0, index + 1 < scalars.count else {
      return false
    }
    return scalars[index - 1].properties.isAlphabetic
      && scalars[index + 1].properties.isAlphabetic
  }

  private mutating func take(_ part: ArraySlice<Unicode.Scalar>, gap: Int) {
    if part.count == 1, let only = part.first {
      letters.append((only, gap))
      return
    }
    flushLetters()
    var text = String.UnicodeScalarView()
    var hasLetter = false
    var hasSign = false
    for scalar in part where scalar != "'" {
      text.append(scalar)
      if ("a"..."z").contains(scalar) { hasLetter = true }
      if scalar.value < 0x61, scalar.value >= 0x21 { hasSign = true }
    }
    append(String(text), disguise: hasLetter && hasSign ? .leet : .none)
  }

  private mutating func readUnspaced(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var end = start
    while end < scalars.count, scalars[end].isUnspacedScript { end += 1 }
    if end - start == 1 { append(String(Character(scalars[start])), disguise: .none) }
    for first in start..<max(start, end - 1) {
      append(String(String.UnicodeScalarView(scalars[first...(first + 1)])), disguise: .none)
    }
    return end
  }

  /// Three or more single letters in a row are a word that was pulled apart; a wider gap ends it.
  private mutating func flushLetters() {
    guard !letters.isEmpty else { return }
    let run = letters
    letters = []
    guard run.count >= 3 else {
      for letter in run { append(String(Character(letter.scalar)), disguise: .none) }
      return
    }
    let usual = run.dropFirst().map(\.gap).min() ?? 1
    var text = ""
    for (index, letter) in run.enumerated() {
      if index > 0, letter.gap > usual {
        append(text, disguise: .spaced)
        text = ""
      }
      text.unicodeScalars.append(letter.scalar)
    }
    append(text, disguise: .spaced)
  }

  private mutating func append(_ text: String, disguise: Word.Disguise) {
    words.append(
      Word(text: text, disguise: disguise, isQuoted: isQuoted, opensSentence: opensSentence))
    opensSentence = false
  }
}

extension Unicode.Scalar {
  var isLetterOrDigit: Bool {
    switch value {
    case 0x30...0x39, 0x61...0x7A: true
    case 0..<0x80: false
    default: properties.isAlphabetic || properties.numericType != nil
    }
  }
}
