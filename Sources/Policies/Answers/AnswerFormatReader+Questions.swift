extension AnswerFormatReader {
  /// Gives yes, true and 1 the side that the policy's question asks for: `Does it break a rule?`,
  /// `whether the text is toxic`.
  func decideByQuestion(_ labels: inout [AnswerFormat.Label]) {
    guard
      let positive = labels.firstIndex(where: {
        LabelPair.isPositive($0.name) && $0.decision == nil
      }),
      let negative = labels.firstIndex(where: {
        LabelPair.areHalves($0.name, labels[positive].name) && $0.decision == nil
      }),
      let side = questionSide(names: [labels[positive].name, labels[negative].name])
    else { return }
    labels[positive].decision = side
    if side == .violates { labels[negative].decision = .safe }
    if side == .safe { labels[negative].decision = .violates }
  }

  /// Two halves on one side, as from `1 if R1 applies, 0 if only R0 applies`, decide nothing yet.
  func undecideEqualHalves(_ labels: inout [AnswerFormat.Label]) {
    // On a scale 0 and 1 are neighbors.
    guard !labels.contains(where: { $0.name == "2" }) else { return }
    for index in labels.indices {
      guard let decision = labels[index].decision,
        let other = labels.indices.first(where: {
          $0 > index && LabelPair.areHalves(labels[$0].name, labels[index].name)
        }), labels[other].decision == decision
      else { continue }
      labels[index].decision = nil
      labels[other].decision = nil
    }
  }

  /// `What counts (1):`, `What does not count (0):` above lists.
  func decideByLeadIns(_ labels: inout [AnswerFormat.Label]) {
    guard let zero = labels.firstIndex(where: { $0.name == "0" && $0.decision == nil }),
      let one = labels.firstIndex(where: { $0.name == "1" && $0.decision == nil })
    else { return }
    for line in lines where isPart(line) {
      guard let (digit, rest) = BinaryMeaning.labelledDigit(line.text.trimming(":*_ ").trimmed()),
        let side = DecisionWords.decision(of: rest, negationIsSafe: true)
          ?? Condition.decision(of: rest),
        side != .escalate
      else { continue }
      let other: Decision = side == .safe ? .violates : .safe
      labels[zero].decision = digit == 0x30 ? side : other
      labels[one].decision = digit == 0x30 ? other : side
      return
    }
  }

  private func questionSide(names: [String]) -> Decision? {
    let asking = naming.filter { entry in
      entry.names.contains { names.contains($0) }
    }.map(\.line)
    var candidates = asking
    for line in asking { candidates += [line - 1, line + 1, line - 2] }
    candidates += lines.lazy.filter { isPart($0) }.map(\.number)
    var seen: Set<Int> = []
    for number in candidates
    where lines.indices.contains(number - 1) && seen.insert(number).inserted {
      let line = lines[number - 1]
      guard isPart(line), let question = Self.question(in: line.text) else { continue }
      if let side = Condition.decision(of: question) { return side }
    }
    return nil
  }

  private static let openings = [
    "whether ", "decide if ", "determine if ", "check if ", "ob ", "si le ", "si el ", "si la ",
    "se o ", "se a ", "является ли", "ли ", "是否", "かどうか", "ما إذا", "آیا", "क्या", "identify if ",
    "evaluate if ", "assess if ", "detect if ", "tell if ", "judge if ", "see if ",
  ]

  /// The question of a line: from `whether` on, or the sentence that ends in a question mark.
  private static func question(in text: Substring) -> Substring? {
    let lower = Substring(text.lowercased())
    for opening in openings {
      guard let range = lower.firstRange(of: opening) else { continue }
      let place = lower.utf8.distance(from: lower.startIndex, to: range.lowerBound)
      guard
        place == 0 || opening.unicodeScalars.first.map(\.isUnspaced) == true
          || lower.utf8[lower.utf8.index(range.lowerBound, offsetBy: -1)] == 0x20
      else { continue }
      let rest = opening == "かどうか" ? lower[..<range.lowerBound] : lower[range.upperBound...]
      return Substring(
        rest.unicodeScalars.prefix(160).prefix { !".?;。？".unicodeScalars.contains($0) })
    }
    guard let end = text.unicodeScalars.firstIndex(where: { "?？؟".unicodeScalars.contains($0) })
    else {
      return nil
    }
    let sentence = text[..<end]
    let start =
      sentence.unicodeScalars.lastIndex { ".!;。".unicodeScalars.contains($0) }
      .map { sentence.unicodeScalars.index(after: $0) } ?? sentence.startIndex
    return sentence[start...]
  }
}
