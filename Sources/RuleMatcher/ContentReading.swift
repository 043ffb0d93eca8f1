/// A content as the matcher reads it: words, what they match in a policy, and how it speaks.
struct ContentReading {
  /// A word of the content that was read as a policy's term by more than plain comparison.
  struct Unfolding: Hashable {
    var word: String
    var term: String
    var reading: Vocabulary.Reading
  }

  /// A question, or a need that is spoken of.
  var asks: Bool {
    contexts.contains(.question) || !Self.needs.isDisjoint(with: stems)
  }

  private static let needs: Set<String> = ["need", "want", "looking", "look", "seek", "wanted"]

  let words: [Word]
  let stems: [String]
  /// By word.
  let matches: [[Vocabulary.Match]]
  let patterns: [Vocabulary.Match]
  let contexts: Set<Context>
  let findings: FoldedText.Findings
  /// Distinct, in the order of the text.
  let unfoldings: [Unfolding]

  init(_ content: String, vocabulary: Vocabulary) {
    var words: [Word] = []
    var patterns: Set<ContentPattern> = []
    var contexts: Set<Context> = []
    var findings = FoldedText.Findings()
    for part in ContentPart.parts(of: content) {
      let text = FoldedText(part.text)
      let own = WordReader.words(of: text)
      patterns.formUnion(ContentPattern.patterns(in: text, words: own))
      if !part.isContext { contexts.formUnion(Context.shown(by: text, words: own)) }
      findings.add(text.findings)
      words += own.map { word in
        var word = word
        word.isContext = part.isContext
        return word
      }
    }
    self.words = words
    self.contexts = contexts
    self.findings = findings
    self.patterns = ContentPattern.allCases.filter(patterns.contains).flatMap { pattern in
      pattern.names.compactMap { name in
        vocabulary.id(of: stem(name)).map {
          Vocabulary.Match(term: $0, weight: 0.8, reading: .pattern(pattern))
        }
      }
    }
    (matches, stems, unfoldings) = Self.read(words, with: vocabulary)
  }

  /// Each distinct word is looked up once.
  private static func read(_ words: [Word], with vocabulary: Vocabulary)
    -> (matches: [[Vocabulary.Match]], stems: [String], unfoldings: [Unfolding])
  {
    struct Spelling: Hashable {
      var text: String
      var disguise: Word.Disguise
    }
    var known: [Spelling: ([Vocabulary.Match], String)] = [:]
    var matches: [[Vocabulary.Match]] = []
    var stems: [String] = []
    var unfoldings: [Unfolding] = []
    matches.reserveCapacity(words.count)
    stems.reserveCapacity(words.count)
    for word in words {
      let spelling = Spelling(text: word.text, disguise: word.disguise)
      if let (seen, stem) = known[spelling] {
        matches.append(seen)
        stems.append(stem)
        continue
      }
      let found = vocabulary.matches(of: word)
      // A disguised word counts as its plain spelling in phrases too.
      let isOneTerm = found.count == 1 && found[0].reading != .same
      let stem = isOneTerm ? vocabulary.terms[found[0].term] : RuleMatcher.stem(word.text)
      known[spelling] = (found, stem)
      matches.append(found)
      stems.append(stem)
      for match in found where match.reading != .same && unfoldings.count < 12 {
        unfoldings.append(
          Unfolding(
            word: word.text, term: vocabulary.spellings[match.term], reading: match.reading))
      }
    }
    return (matches, stems, unfoldings)
  }
}
