import Policies

/// Weighs a content against every unit of a policy.
///
/// A long content is weighed in windows and each unit keeps its best window, so that length alone
/// is no evidence. Complexity: linear in the content times the mean number of units of a term.
struct EvidenceWeigher {
  /// Words of a window, and how far the next one begins; up to `wholeLength` nothing is cut.
  private static let windowLength = 60
  private static let windowStep = 30
  private static let wholeLength = 90
  private static let phraseWorth = 0.35
  private static let mostPhrases = 1.4
  private static let contextWorth = 0.6
  private static let mostContexts = 1.2
  /// Evidence inside quotation marks counts half where the policy excepts such speech.
  private static let quotedWorth = 0.5
  /// So do words of messages that are not judged.
  private static let contextMessageWorth = 0.5

  let index: RuleIndex
  let content: ContentReading

  init(index: RuleIndex, content: String) {
    self.index = index
    self.content = ContentReading(content, vocabulary: index.vocabulary)
  }

  /// The ways of speaking that the content shows and a safe rule of the policy excepts.
  var exceptedContexts: [Context] {
    let excepted = index.exceptions.values.reduce(into: Set<Context>()) { $0.formUnion($1) }
    return Context.allCases.filter { excepted.contains($0) && content.contexts.contains($0) }
  }

  /// Quotation marks soften unsafe evidence only where the policy excepts how they are used.
  var softensQuotation: Bool {
    content.contexts.contains(.quotation) && !exceptedContexts.isEmpty
  }

  /// Every unit with evidence, strongest first; ties in the order of the policy.
  func evidence() -> [Evidence] {
    let windows = windows()
    var best = [(score: Double, window: Int)](repeating: (0, 0), count: index.units.count)
    for (number, window) in windows.enumerated() {
      for (unit, score) in scores(in: window) where score > best[unit].score {
        best[unit] = (score, number)
      }
    }
    addContexts(to: &best)
    return best.indices.filter { best[$0].score > 0.05 }
      .sorted { (best[$1].score, $0) < (best[$0].score, $1) }
      .map { unit in
        let parts = best[unit].score > 0.4 ? parts(of: unit, in: windows[best[unit].window]) : []
        return describe(unit, score: best[unit].score, parts: parts)
      }
  }

  private func windows() -> [Range<Int>] {
    let count = content.words.count
    guard count > Self.wholeLength else { return [0..<count] }
    return stride(from: 0, to: count - Self.windowStep, by: Self.windowStep).map {
      $0..<min($0 + Self.windowLength, count)
    }
  }

  /// A term's best reading in a window, and whether it stands in quotation marks only.
  private struct Hit {
    var match: Vocabulary.Match
    var isQuoted: Bool
  }

  private func hits(in window: Range<Int>) -> [Int: Hit] {
    var hits: [Int: Hit] = [:]
    func add(_ match: Vocabulary.Match, isQuoted: Bool) {
      guard var hit = hits[match.term] else {
        hits[match.term] = Hit(match: match, isQuoted: isQuoted)
        return
      }
      if match.weight > hit.match.weight { hit.match = match }
      hit.isQuoted = hit.isQuoted && isQuoted
      hits[match.term] = hit
    }
    for place in window {
      let word = content.words[place]
      for var match in content.matches[place] {
        if word.isContext { match.weight *= Self.contextMessageWorth }
        add(match, isQuoted: word.isQuoted)
      }
    }
    for match in content.patterns { add(match, isQuoted: false) }
    return hits
  }

  private func phraseHits(in window: Range<Int>) -> [[String]] {
    let judged = window.filter { !content.words[$0].isContext }
    let phrases = Phrase.phrases(
      of: judged.map { content.words[$0] }, stems: judged.map { content.stems[$0] })
    return phrases.filter { index.phrases[$0] != nil }.sorted { $0.joined() < $1.joined() }
  }

  private func worth(of hit: Hit, for unit: PolicyUnit) -> Double {
    let isSoftened = hit.isQuoted && unit.decision != .safe && softensQuotation
    return hit.match.weight * (isSoftened ? Self.quotedWorth : 1)
  }

  private func scores(in window: Range<Int>) -> [Int: Double] {
    var scores: [Int: Double] = [:]
    // Sums of floating-point numbers depend on their order: by term, for the same result each time.
    for (term, hit) in hits(in: window).sorted(by: { $0.key < $1.key }) {
      for posting in index.postings[term] {
        let unit = Int(posting.unit)
        scores[unit, default: 0] += posting.weight * worth(of: hit, for: index.units[unit])
      }
    }
    for (unit, matched) in scores {
      scores[unit] = matched * coverageFactor(of: unit, matched: matched)
    }
    var phrases: [Int: Int] = [:]
    for phrase in phraseHits(in: window) {
      for unit in index.phrases[phrase] ?? [] { phrases[Int(unit), default: 0] += 1 }
    }
    for (unit, count) in phrases { scores[unit, default: 0] += phraseScore(count, for: unit) }
    return scores
  }

  /// An example speaks for its label as far as the content is like all of it; a rule names
  /// alternatives, of which one is enough.
  private func coverageFactor(of unit: Int, matched: Double) -> Double {
    guard index.units[unit].kind == .example, index.totals[unit] > 0 else { return 1 }
    return 0.5 + 0.5 * min(1, matched / index.totals[unit])
  }

  private func phraseScore(_ count: Int, for unit: Int) -> Double {
    let softened = index.units[unit].decision != .safe && softensQuotation
    return min(Double(count) * Self.phraseWorth, Self.mostPhrases)
      * (softened ? Self.quotedWorth : 1)
  }

  /// A way of speaking speaks for the safe rule that excepts it, once the subject is the policy's.
  private func addContexts(to best: inout [(score: Double, window: Int)]) {
    guard let top = best.map(\.score).max(), top >= 0.8 else { return }
    for unit in index.exceptions.keys {
      best[unit].score += contextScore(of: unit, own: best[unit].score)
    }
  }

  /// - Parameter own: what the unit has without its contexts. Questions are so common that one
  ///   counts only beside evidence of the unit's own.
  private func contextScore(of unit: Int, own: Double) -> Double {
    let shown = (index.exceptions[unit] ?? []).intersection(content.contexts)
    if shown == [.question], own == 0 { return 0 }
    return min(Double(shown.count) * Self.contextWorth, Self.mostContexts)
  }

  /// The parts of a unit's score, for the report.
  private func parts(of unit: Int, in window: Range<Int>) -> [Evidence.Part] {
    var parts: [Evidence.Part] = []
    for (term, hit) in hits(in: window) {
      guard let posting = index.postings[term].first(where: { $0.unit == unit }) else { continue }
      let name = hit.match.reading.spoken(index.vocabulary.spellings[term])
      let score = posting.weight * worth(of: hit, for: index.units[unit])
      parts.append(Evidence.Part(name: name, score: score))
    }
    let coverage = coverageFactor(of: unit, matched: parts.reduce(0) { $0 + $1.score })
    for place in parts.indices { parts[place].score *= coverage }
    let phrases = phraseHits(in: window).filter {
      index.phrases[$0]?.contains(Int32(unit)) ?? false
    }
    if let longest = phrases.max(by: { $0.count < $1.count }) {
      let words = longest.map { stem in
        window.first { content.stems[$0] == stem }.map { content.words[$0].text } ?? stem
      }
      let rest = phrases.count > 1 ? " and \(phrases.count - 1) more phrases" : ""
      parts.append(
        Evidence.Part(
          name: "“\(words.joined(separator: " "))”\(rest)",
          score: phraseScore(phrases.count, for: unit)))
    }
    let contexts = contextScore(of: unit, own: parts.reduce(0) { $0 + $1.score })
    if contexts > 0 {
      let shown = Context.allCases.filter {
        index.exceptions[unit]?.contains($0) ?? false && content.contexts.contains($0)
      }
      parts.append(
        Evidence.Part(
          name: "excepted \(shown.map(\.rawValue).joined(separator: " and "))", score: contexts))
    }
    return parts.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
  }

  private func describe(_ unit: Int, score: Double, parts: [Evidence.Part]) -> Evidence {
    let source = index.units[unit]
    return Evidence(
      kind: source.kind, rule: source.rule, label: source.label, line: source.line,
      title: source.title,
      decision: source.decision, score: score, parts: parts, headings: source.headings)
  }
}

extension Vocabulary.Reading {
  /// The term as a report names it, with how it was read.
  func spoken(_ term: String) -> String {
    switch self {
    case .same: term
    case .leet, .spaced, .stretched: "\(term) (disguised)"
    case .similar: "\(term) (alike)"
    case .pattern(let pattern): "\(term) (\(pattern.spoken))"
    }
  }
}
