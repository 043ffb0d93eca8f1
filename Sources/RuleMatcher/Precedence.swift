import Policies

/// What a policy's sentences say about which rule wins where several fit.
///
/// Read from sentences such as "MK4 takes precedence over MK3" or "a safe rule overrides FP2": what
/// stands before the verb wins over what stands after it.
struct Precedence: Equatable {
  /// A side of such a sentence.
  enum Party: Hashable {
    /// A rule or label, with everything whose id begins with it.
    case id(String)
    case decision(Decision)
  }

  struct Order: Equatable {
    var winner: Party
    var loser: Party
    /// Of the sentence, counted from 1.
    var line: Int
  }

  private(set) var orders: [Order] = []

  /// - Parameters:
  ///   - ids: of the rules.
  ///   - text: the whole policy.
  init(text: String, ids: Set<String>) {
    // A policy may speak of PD3 where only PD3.a and PD3.b are rules.
    let families = ids.union(
      ids.compactMap { id in id.firstIndex(of: ".").map { String(id[..<$0]) } })
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where Self.verbs.contains(where: { line.contains($0) }) {
      for sentence in line.split(whereSeparator: { ".;!?".contains($0) })
        .reduce(into: [Substring](), Self.joinIDs)
      { read(sentence, line: index + 1, ids: families) }
    }
    closeOrders()
  }

  /// If MK4 wins over MK3, and MK3 over MK0, then MK4 wins over MK0, by the first sentence.
  private mutating func closeOrders() {
    var next = 0
    while next < orders.count, orders.count < 64 {
      let first = orders[next]
      for second in orders where second.winner == first.loser {
        let order = Order(winner: first.winner, loser: second.loser, line: first.line)
        let isKnown = orders.contains { $0.winner == order.winner && $0.loser == order.loser }
        if !isKnown, order.winner != order.loser { orders.append(order) }
      }
      next += 1
    }
  }

  private static let verbs = [
    "precedence over", "overrides", "override", "prevails over", "prevail over", "outranks",
    "wins over", "win over", "dominates", "beats",
  ]

  /// A full stop inside `MK3.b` ends no sentence.
  private static func joinIDs(_ sentences: inout [Substring], _ next: Substring) {
    if let last = sentences.last, let first = next.first, first != " " {
      sentences[sentences.count - 1] = last.base[last.startIndex..<next.endIndex]
    } else {
      sentences.append(next)
    }
  }

  /// "MK4 takes precedence over MK3, MK3 over MK2, and MK2 over MK0": every "over" ends a winner
  /// and begins its loser, each up to the next comma.
  private mutating func read(_ sentence: Substring, line: Int, ids: Set<String>) {
    for clause in sentence.split(separator: ",") {
      guard let (left, right) = Self.sides(of: clause) else { continue }
      let losers = Self.parties(in: right, ids: ids, line: line)
      for winner in Self.parties(in: left, ids: ids, line: line) {
        for loser in losers where loser != winner {
          orders.append(Order(winner: winner, loser: loser, line: line))
        }
      }
    }
  }

  private static func sides(of clause: Substring) -> (Substring, Substring)? {
    for separator in verbs + [" over "] {
      guard let range = clause.firstRange(of: separator) else { continue }
      return (clause[..<range.lowerBound], clause[range.upperBound...])
    }
    return nil
  }

  private static func parties(in text: Substring, ids: Set<String>, line: Int) -> [Party] {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "+" }
      .map { String($0) }
    let known = words.filter { ids.contains($0) }.map(Party.id)
    if !known.isEmpty { return known }
    let folded = words.map { $0.lowercased() }
    if folded.contains("everything") || folded.contains("anything") {
      return Decision.allCases.map(Party.decision)
    }
    if folded.contains(where: { $0.hasPrefix("escalat") }) { return [.decision(.escalate)] }
    if folded.contains(where: { $0.hasPrefix("violat") || $0 == "invalid" }) {
      return [.decision(.violates)]
    }
    if folded.contains(where: { $0 == "safe" || $0 == "valid" || $0 == "allowed" }) {
      return [.decision(.safe)]
    }
    return []
  }

  /// The sentence by which the first wins over the second, if the policy has one.
  func order(putting first: Evidence, over second: Evidence) -> Order? {
    orders.first {
      $0.winner.includes(first) && $0.loser.includes(second)
        && !($0.winner.includes(second) && $0.loser.includes(first))
    }
  }
}

extension Precedence.Party {
  func includes(_ evidence: Evidence) -> Bool {
    switch self {
    case .decision(let decision):
      return evidence.decision == decision
    case .id(let id):
      guard let rule = evidence.rule ?? evidence.label else { return false }
      guard rule.hasPrefix(id) else { return false }
      return rule.dropFirst(id.count).first.map { !$0.isNumber || !(id.last?.isNumber ?? false) }
        ?? true
    }
  }
}
