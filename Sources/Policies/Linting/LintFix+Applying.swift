extension LintHint.Fix {
  /// The text with the edits made. Lines that stay keep their own line ends; new ones take the end
  /// of the line that they replace or follow, and a last line without an end stays without one.
  ///
  /// Lines outside the text are taken as its nearest end, so that applying is total.
  ///
  /// - Complexity: O(*n*) in the length of the text and the edits.
  public func apply(to text: String) -> String {
    let lines = Self.split(text)
    let isEnded = lines.last.map { !$0.end.isEmpty } ?? true
    let firstEnd = lines.first.map(\.end) ?? ""
    var result: [(text: Substring, end: String)] = []
    var next = 1
    for edit in edits {
      let from = min(max(edit.lines.lowerBound, next), lines.count + 1)
      let to = min(max(edit.lines.upperBound, from), lines.count + 1)
      result += lines[(next - 1)..<(from - 1)]
      let model = from < to ? lines[from - 1].end : result.last?.end ?? firstEnd
      let end = model.isEmpty ? firstEnd.isEmpty ? "\n" : firstEnd : model
      result += edit.text.map { (Substring($0), end) }
      next = to
    }
    result += lines[(next - 1)...]
    // What was the last line may be inside now, and what is last now may have been inside.
    let end = firstEnd.isEmpty ? "\n" : firstEnd
    for index in result.indices.dropLast() where result[index].end.isEmpty {
      result[index].end = end
    }
    if !isEnded, let last = result.indices.last { result[last].end = "" }
    return result.reduce(into: "") { text, line in
      text += line.text
      text += line.end
    }
  }

  /// Splits on LF; an end is `\n`, `\r\n`, or nothing for a last line without one.
  private static func split(_ text: String) -> [(text: Substring, end: String)] {
    var lines: [(text: Substring, end: String)] = []
    var rest = text.utf8[...]
    while let feed = rest.firstIndex(of: 0x0A) {
      let line = rest[..<feed]
      lines.append(
        line.last == 0x0D ? (Substring(line.dropLast()), "\r\n") : (Substring(line), "\n"))
      rest = rest[rest.index(after: feed)...]
    }
    if !rest.isEmpty { lines.append((Substring(rest), "")) }
    return lines
  }
}
