import Policies
import Runs
import TextEditing
import Wording

/// The tokens of a policy's text, and of each of its sections.
///
/// A section's own text goes from its heading to the next heading of any level.
public struct TokenCounts: Hashable, Sendable {
  public var total: Int
  /// In the order of the outline's sections.
  public var sections: [Int]

  init(total: Int, sections: [Int]) {
    self.total = total
    self.sections = sections
  }

  /// The estimate, for a text that no engine has counted.
  init(estimating text: String, total: Int? = nil, sections: [String]) {
    self.init(
      total: total ?? TokenEstimate.of(text), sections: sections.map(TokenEstimate.of))
  }
}

/// A count that an engine was asked for and has not answered yet.
struct AskedCount: Hashable, Sendable {
  var key: String
  var revision: Int
  /// The text that it is of is no longer the one in the editor, whatever its revision.
  var isStale = false
}

extension State {
  /// The policy's tokens: as the engine that runs go to counts them, else estimated.
  public var policyTokens: (counts: TokenCounts, isExact: Bool) {
    if let counted = policy.counted, counted.key == engine.key,
      counted.revision == policy.editor.revision
    {
      return (counted.counts, true)
    }
    return (policy.estimate, false)
  }

  /// Whether the engine that runs go to could say more than the estimate does.
  private var wantsCount: Bool {
    engine.identity.isModel && engine.status == .ready && !uncountable.contains(engine.key)
      && policy.editor.buffer.byteCount > 0 && !policyTokens.isExact
  }

  /// Has the text counted when the outline would be read next.
  mutating func countSoon() {
    guard wantsCount, askedCount == nil, timers.outline == nil else { return }
    timers.outline = now.instant + .outlineDelay(bytes: policy.editor.buffer.byteCount)
  }

  /// Asks the engine, unless it is still to answer what it was asked before.
  mutating func countTokens() -> [Effect] {
    guard askedCount == nil, wantsCount, policy.isOutlineCurrent else { return [] }
    askedCount = AskedCount(key: engine.key, revision: policy.editor.revision)
    return [
      .engines(
        .countTokens(
          [policy.editor.buffer.text] + policy.sectionTexts, by: engine.identity,
          revision: policy.editor.revision))
    ]
  }

  mutating func take(_ counts: [Int]?, by key: String, revision: Int) -> [Effect] {
    guard let asked = askedCount, asked.key == key, asked.revision == revision else { return [] }
    askedCount = nil
    if asked.isStale || revision != policy.editor.revision {
      if counts == nil { uncountable.insert(key) }
    } else if let counts, counts.count == policy.outline.sections.count + 1 {
      policy.counted = .init(
        counts: TokenCounts(total: counts[0], sections: Array(counts[1...])), key: key,
        revision: revision)
    } else {
      uncountable.insert(key)
    }
    return timers.outline == nil ? countTokens() : []
  }
}

extension PolicyPane {
  /// Counts of the text as it was at a revision of the editor.
  public struct Counted: Hashable, Sendable {
    var counts: TokenCounts
    /// Of the engine that counted.
    var key: String
    var revision: Int
  }

  /// The place in the outline of the section in which the caret is; nil before the first.
  var sectionOfCaret: Int? {
    outline.sections.lastIndex { $0.line <= editor.selection.head.line + 1 }
  }

  /// Each section from its heading to the next one.
  var sectionTexts: [String] {
    let sections = outline.sections
    let count = editor.buffer.lineCount
    return sections.indices.map { index in
      let first = min(max(sections[index].line - 1, 0), count)
      let next = index + 1 < sections.count ? sections[index + 1].line - 1 : count
      let end = min(max(next, first), count)
      let text = (first..<end).map { editor.buffer.line($0) }.joined(separator: "\n")
      return end < count ? text + "\n" : text
    }
  }
}
