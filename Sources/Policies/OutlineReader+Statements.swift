extension OutlineReader {
  /// What sentences about rules say that they decide: `FW0 is permitted. FW2 and above violate the
  /// policy.`
  ///
  /// - Complexity: O(*n*) in the length of the text.
  func statements(about ids: [String]) -> [String: Decision] {
    let places = Dictionary(
      ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [String: Decision] = [:]
    for line in lines where !line.isFenced && !line.isBlank && line.text.utf8.first != 0x7C {
      guard !isHeading(line.number),
        opensWithID(line.body, in: places) != nil
          || line.body.utf8.contains(0x2E) || line.body.utf8.contains(0x3B)
      else { continue }
      for sentence in line.body.sentences where sentence.utf8.count <= 240 {
        guard let (named, rest) = subject(of: sentence, in: places),
          rest.words(limit: 16).count < 16,
          let decision = DecisionWords.strongDecision(of: rest)
        else { continue }
        for place in named where found[ids[place]] == nil { found[ids[place]] = decision }
      }
    }
    return found
  }

  private func opensWithID(_ text: Substring, in places: [String: Int]) -> RuleCode? {
    guard let code = RuleCode(startOf: text), !code.isBareWord, !code.family.isEmpty,
      places[code.text] != nil
    else { return nil }
    return code
  }

  /// The rules that a sentence opens with, `SV1, SV2 and SV3`, and what it says of them.
  ///
  /// An id with a stop behind it defines the rule, and the words are the rule's own.
  private func subject(
    of sentence: Substring, in places: [String: Int]
  ) -> (places: [Int], rest: Substring)? {
    var rest = sentence
    var named: [Int] = []
    while named.count < 32, let code = opensWithID(rest, in: places), let place = places[code.text]
    {
      named.append(place)
      rest = rest.dropFirst(code.text.count)
      let words = rest.words(limit: 2)
      if let last = named.last, words.count == 2, Self.joining.contains(words[0]),
        ["above", "higher", "up"].contains(words[1])
      {
        let family = RuleCode(startOf: Substring(code.text))?.family
        for (id, place) in places
        where place > last && RuleCode(startOf: Substring(id))?.family == family {
          named.append(place)
        }
        rest = rest.dropWords(2)
        break
      }
      let next = rest.trimmingStart(", ")
      let after =
        next.words(limit: 1).first.map(Self.joining.contains) ?? false
        ? next.dropWords(1).trimmedStart() : next
      guard opensWithID(after, in: places) != nil else { break }
      rest = after
    }
    guard !named.isEmpty, rest.utf8.first == 0x20,
      let first = rest.trimmedStart().unicodeScalars.first,
      first.isLetter
    else { return nil }
    // A title (`R1 No insults`) names a topic; a sentence has a verb that links or decides.
    switch Vocabulary.tokens(of: rest, limit: 1).first {
    case .linking?, .decision?: return (named, rest)
    default: return nil
    }
  }

  private static let joining: Set<String> = [
    "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "и", "или", "و", "یا", "和", "及",
  ]
}

extension Substring {
  /// Without so many words at the start.
  func dropWords(_ count: Int) -> Substring {
    var view = unicodeScalars[...]
    for _ in 0..<count {
      view = view.drop { !$0.isWord }
      view = view.drop { $0.isWord }
    }
    return Substring(view)
  }
}

extension [Int] {
  /// The place of the first element above a value, of a sorted array.
  func firstIndex(after value: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low < count ? low : nil
  }
}
