extension OutlineReader {
  /// `Content: …` with its label in the heading above (`### Example 1 (Label: 1)`) or in a line
  /// below (`Verdict: SAFE`); lastIndex is the place of the block's last line.
  func block(at index: Int) -> (example: PolicyOutline.Example, lastIndex: Int)? {
    let line = lines[index]
    var contentIndex = index
    var label: String?
    if let title = blockTitle(line) {
      label = Self.titleLabel(title)
      contentIndex += 1
      while contentIndex < lines.count, contentIndex <= index + 2, lines[contentIndex].isBlank {
        contentIndex += 1
      }
    }
    guard contentIndex < lines.count,
      let content = Self.value(of: lines[contentIndex], named: Self.contentNames), !content.isEmpty
    else { return nil }
    var last = contentIndex
    var parts = [content]
    for next in (contentIndex + 1)..<max(contentIndex + 1, min(contentIndex + 40, lines.count)) {
      let following = lines[next]
      if isHeading(next + 1) || blockTitle(following) != nil { break }
      if Self.value(of: following, named: Self.contentNames) != nil { break }
      if following.isBlank {
        // One blank line may stand between the content and its label.
        let after = next + 1 < lines.count ? lines[next + 1] : nil
        guard label == nil, let after, Self.value(of: after, named: Self.labelNames) != nil
        else { break }
        continue
      }
      last = next
      if let value = Self.value(of: following, named: Self.labelNames) {
        label = label ?? Self.label(value) ?? Self.labelOfObject(value)
        break
      }
      if Self.value(of: following, named: Self.noteNames) == nil,
        next == contentIndex + parts.count,
        following.text.utf8.first != 0x2A
      {
        parts.append(following.text)
      }
    }
    guard let label else { return nil }
    let text = parts.joined(separator: "\n")
    return (
      example(
        line: line.number, contentLine: contentIndex + 1, content: Substring(text), label: label),
      last
    )
  }

  private static let contentNames: Set<String> = [
    "content", "input", "text", "message", "user", "post", "example content",
  ]
  private static let labelNames: Set<String> = [
    "label", "answer", "verdict", "output", "decision", "classification", "expected", "result",
  ]
  private static let noteNames: Set<String> = [
    "analysis", "reason", "rationale", "explanation", "note", "why", "reasoning",
  ]

  /// The heading of an example: `### Example 3 – S = 1`, `**Example 1: …**`, `Edge-Case – …`.
  private func blockTitle(_ line: SourceLine) -> Substring? {
    let plain = line.text.trimmingStart("#*_ ").trimmed().trimming("*_").trimmed()
    guard line.text.utf8.count <= 200, !plain.hasPrefix(folding: "examples"),
      plain.hasPrefix(folding: "example") || plain.hasPrefix(folding: "edge")
        || plain.hasPrefix(folding: "case ")
    else { return nil }
    let isSection = isHeading(line.number)
    guard
      isSection || line.text.utf8.first == 0x2A || plain.utf8.last == 0x3A
        || plain.words().count <= 3
    else { return nil }
    return plain
  }

  /// The label that a title bears: `(Label: 1)`, `(S=1, all others=0):`, `– S = 1 (note)`.
  private static func titleLabel(_ title: Substring) -> String? {
    if let (digit, _) = BinaryMeaning.labelledDigit(title.trimming(":").trimmed()) {
      return digit == 0x30 ? "0" : "1"
    }
    let plain = title.withoutMarkdown().trimming(":").trimmed()
    if plain.utf8.last == 0x29, let open = plain.utf8.lastIndex(of: 0x28) {
      let inner = plain[plain.utf8.index(after: open)...].dropLast().trimmed()
      if isAssignment(inner) { return String(inner) }
      if let label = label(inner) { return label }
      return dashLabel(plain[..<open].trimmed())
    }
    return dashLabel(plain)
  }

  /// The category of a JSON answer, or its decision where it names no category.
  private static func labelOfObject(_ text: Substring) -> String? {
    guard text.utf8.first == 0x7B, case .object(let members)? = LooseJSON(text) else { return nil }
    for member in members where AnswerField.isRule(member.key) {
      if case .string(let name) = member.value { return name }
    }
    for member in members where AnswerField.isDecision(member.key) {
      switch member.value {
      case .string(let name), .number(let name): return name
      default: continue
      }
    }
    return nil
  }

  private static func dashLabel(_ text: Substring) -> String? {
    let scalars = text.unicodeScalars
    var end = scalars.endIndex
    while let dash = scalars[..<end].lastIndex(where: \.isDash) {
      let rest = text[scalars.index(after: dash)...].trimmed()
      if isAssignment(rest) { return String(rest) }
      if dash > scalars.startIndex, scalars[scalars.index(before: dash)].isSpace {
        return label(rest)
      }
      end = dash
    }
    return nil
  }

  /// `S=1, all others=0`.
  private static func isAssignment(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: 0x2C)
    return !parts.isEmpty
      && parts.allSatisfy { part in
        let sides = part.split(separator: 0x3D).map { Substring($0).trimmed() }
        return sides.count == 2 && (sides[1] == "0" || sides[1] == "1") && !sides[0].isEmpty
      }
  }

  /// The text after `Name:` or `Name (0 or 1):`, if the line is of that form.
  private static func value(of line: SourceLine, named names: Set<String>) -> Substring? {
    guard !line.isFenced, let colon = line.body.utf8.prefix(40).firstIndex(of: 0x3A) else {
      return nil
    }
    var name = line.body[..<colon]
    if let open = name.utf8.firstIndex(of: 0x28) { name = name[..<open] }
    guard names.contains(name.trimming("*_ ").lowercased()) else { return nil }
    return line.body[line.body.utf8.index(after: colon)...].trimming("*_").trimmed()
  }
}
