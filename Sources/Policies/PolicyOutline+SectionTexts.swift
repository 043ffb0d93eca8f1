extension PolicyOutline {
  /// The text of each section by itself: from its heading to the line before the next heading of any
  /// level, so that no line counts twice.
  ///
  /// - Parameter text: the text of which this is the outline.
  public func sectionTexts(of text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return sections.indices.map { index in
      let first = min(sections[index].line - 1, lines.count)
      let next = sections.indices.contains(index + 1) ? sections[index + 1].line - 1 : lines.count
      return lines[first..<max(first, min(next, lines.count))].joined(separator: "\n")
    }
  }
}
