extension AnswerFormatReader {
  /// Makes the rules' codes labels where a line asks for them or an output section lists them.
  ///
  /// - Returns: whether several of them are asked for.
  mutating func addCodes() -> Bool {
    let codes = codeLabels()
    guard !codes.isEmpty else { return false }
    let names = Set(codes.map(\.name))
    let taken = Set(outline.examples.map(\.line))
    var asking: [Int] = []
    var severalAt: [Int] = []
    for line in lines where !line.isFenced && !line.isBlank && !taken.contains(line.number) {
      let role = reader.role(ofLine: line.number)
      guard role != .examples, role != .definitions, !reader.isHeading(line.number) else {
        continue
      }
      if role == .output, line.mark != nil,
        let code = RuleCode(startOf: line.body.trimmingStart("*`[")), names.contains(code.text)
      {
        asking.append(line.number)
      } else if isRequest(line, role: role) {
        if Self.asksForSeveral(line.text) { severalAt.append(line.number) }
        if line.text.words().contains(where: { Self.codeWords.contains($0) }) {
          asking.append(line.number)
        }
      }
    }
    guard !asking.isEmpty else { return false }
    declared.formUnion(asking)
    declared.formUnion(severalAt)
    labels += codes
    return !severalAt.isEmpty
  }

  private static let codeWords: Set<String> = ["label", "code", "codes", "labels", "id", "ids"]

  /// Among the criteria only a line that opens with the request is one.
  private func isRequest(_ line: SourceLine, role: OutlineReader.Role?) -> Bool {
    guard role == .criteria || role == .precedence else { return asks(line) }
    guard line.mark == nil else { return false }
    let first = line.text.words(limit: 1).first ?? ""
    return ["answer", "respond", "return", "reply", "output"].contains(first)
      || Self.asksForSeveral(line.text) && asks(line)
  }

  private static func asksForSeveral(_ text: Substring) -> Bool {
    let folded = text.lowercased().utf8
    return ["all that apply", "all labels", "all codes", "list of", "comma-separated"]
      .contains { folded.hasBytes($0.utf8) }
  }
}
