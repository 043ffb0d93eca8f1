extension PolicyLinter {
  /// Words that leave open when a rule holds. Those that describe what people do (`often`,
  /// `sometimes`) are no hedges, and a definition may describe.
  static func hedges(_ policy: LintedPolicy) -> [LintHint] {
    guard policy.isEnglish else { return [] }
    return policy.prose.compactMap { line in
      guard !policy.reader.isHeading(line.number),
        policy.reader.role(ofLine: line.number) != .definitions
      else { return nil }
      let places = hedgeWords.flatMap(line.places(of:)).sorted { $0.lowerBound < $1.lowerBound }
      guard let first = places.first else { return nil }
      let word = String(decoding: Array(line.text.utf8)[first], as: UTF8.self)
      return LintHint(
        .hedge, line: line.number,
        message: "“\(word)” leaves open when this holds: drop it, or name the exception.",
        fix: .replacing(
          line.number, with: line.removing(places),
          title: places.count == 1 ? "Drop “\(word)”" : "Drop the hedges"))
    }
  }

  private static let hedgeWords = [
    "generally", "generally speaking", "usually", "typically", "normally", "mostly",
    "in most cases", "for the most part", "more or less", "by and large",
  ]

  /// Facts about the author, the account or the world, which are not in the content.
  static func unseenFacts(_ policy: LintedPolicy) -> [LintHint] {
    guard policy.isEnglish else { return [] }
    return policy.prose.compactMap { line in
      guard policy.reader.role(ofLine: line.number) != .definitions,
        let phrase = unseen.first(where: line.has)
      else { return nil }
      return LintHint(
        .unseenFacts, line: line.number,
        message: "The model cannot see “\(phrase)”: put it into the content, or leave it out.")
    }
  }

  private static let unseen = [
    "account age", "age of the account", "account history", "account's history",
    "posting history", "message history", "chat history", "purchase history", "user's history",
    "author's history", "sender's history", "history of violations", "previous violations",
    "prior violations", "past violations", "previous offenses", "prior offenses", "repeat offender",
    "repeat offenders", "previously banned", "previously warned", "previous warnings",
    "prior warnings", "user's ip address", "sender's ip address", "user's location",
    "sender's reputation", "user's reputation", "trust score", "reputation score",
    "number of reports", "number of followers", "follower count", "number of times the user",
    "how many times the user", "follow the link", "open the link", "click the link to",
    "visit the linked", "check the linked", "look up the", "search the web", "browse to",
  ]

  /// `Reasoning: high`, as the guide shows it for engines that take a bare system message.
  static func effortInText(_ policy: LintedPolicy) -> [LintHint] {
    policy.reader.lines.compactMap { line in
      guard !line.isFenced, let effort = effort(in: line.body) else { return nil }
      return LintHint(
        .effortInText, line: line.number,
        message: "“Reasoning: \(effort)” does not set the effort here: choose it for the run.",
        fix: .deleting(line.number))
    }
  }

  /// The effort, where the line says nothing else.
  private static func effort(in text: Substring) -> String? {
    let words = text.words(limit: 5)
    guard let last = words.last, ["low", "medium", "high"].contains(last),
      [["reasoning"], ["reasoning", "effort"], ["reasoning_effort"]].contains(
        Array(words.dropLast())) || words.dropLast().joined(separator: " ") == "reasoning effort is"
    else { return nil }
    return last
  }

  /// `<|start|>` and its like, wherever they stand: an engine does not know an example from a rule.
  static func controlTokens(_ policy: LintedPolicy) -> [LintHint] {
    policy.texts.enumerated().compactMap { index, text in
      let tokens = controlTokens(in: text)
      guard let first = tokens.first else { return nil }
      var broken = String(text[..<first.startIndex])
      for (token, next) in zip(tokens, tokens.dropFirst().map(\.startIndex) + [text.endIndex]) {
        broken += "< " + token.dropFirst() + text[token.endIndex..<next]
      }
      return LintHint(
        .controlToken, line: index + 1,
        message: "“\(first)” is spelled as a control token.",
        fix: .replacing(index + 1, with: broken, title: "Break the spelling with a space"))
    }
  }

  private static func controlTokens(in text: Substring) -> [Substring] {
    var found: [Substring] = []
    var rest = text
    while let start = rest.utf8.firstIndex(of: 0x3C) {
      rest = rest[start...]
      let opened = rest.utf8.dropFirst()
      if opened.first == 0x7C {
        let name = opened.dropFirst().prefix {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
        let close = rest.utf8[name.endIndex...].prefix(2)
        if !name.isEmpty, close.elementsEqual("|>".utf8) {
          found.append(rest[start..<close.endIndex])
          rest = rest[close.endIndex...]
          continue
        }
      }
      rest = Substring(opened)
    }
    return found
  }
}

extension LintHint.Fix {
  static func replacing(_ line: Int, with text: String, title: String) -> LintHint.Fix {
    .init(title: title, edits: [.init(lines: line..<(line + 1), text: [text])])
  }

  static func deleting(_ line: Int) -> LintHint.Fix {
    .init(title: "Delete the line", edits: [.init(lines: line..<(line + 1), text: [])])
  }

  static func inserting(_ text: [String], before line: Int, title: String) -> LintHint.Fix {
    .init(title: title, edits: [.init(lines: line..<line, text: text)])
  }
}
