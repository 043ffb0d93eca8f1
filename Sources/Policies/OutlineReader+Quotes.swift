extension OutlineReader {
  /// Words in quotation marks in lists, tables and rules, where they illustrate what is meant.
  func quotedPhrases(outsideOf taken: Set<Int>) -> [PolicyOutline.QuotedPhrase] {
    var phrases: [PolicyOutline.QuotedPhrase] = []
    for line in lines where !line.isFenced && !line.isBlank && !taken.contains(line.number) {
      let isItem =
        line.mark != nil || line.text.utf8.first == 0x7C || RuleCode(startOf: line.text) != nil
      guard isItem, !isHeading(line.number) else { continue }
      switch role(ofLine: line.number) {
      case .criteria, .definitions, .title, nil: break
      default: continue
      }
      for text in line.text.quotations {
        phrases.append(.init(line: line.number, text: text))
      }
    }
    return phrases
  }
}

extension Substring {
  /// The texts between quotation marks; nested marks belong to the outer quotation, and a curly
  /// mark may be closed by a straight one, as people do.
  var quotations: [String] {
    var found: [String] = []
    var start: Index?
    var previous: Unicode.Scalar = " "
    for index in unicodeScalars.indices {
      let scalar = unicodeScalars[index]
      if let opening = start {
        if scalar == "”" || scalar == "\"" || scalar == "»" {
          let text = self[opening..<index].trimmed()
          if !text.isEmpty { found.append(String(text)) }
          start = nil
        }
      } else if scalar == "“" || scalar == "«" || (scalar == "\"" && !previous.isWord) {
        start = unicodeScalars.index(after: index)
      }
      previous = scalar
    }
    return found
  }
}
