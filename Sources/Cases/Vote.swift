import Policies

/// What one person said of a case.
public struct Vote: Hashable, Sendable {
  /// nil where the file does not say who it was.
  public var rater: String?
  /// Labels or decisions, as ``Case/Expectation`` has them; empty where the person gave none.
  public var values: [String]
  /// Single labels that the person judged.
  public var labels: [String: Bool]

  public init(rater: String? = nil, values: [String] = [], labels: [String: Bool] = [:]) {
    self.rater = rater
    self.values = values
    self.labels = labels
  }

  /// Two votes with the same key say the same.
  public var key: String {
    values.map { LabelVocabulary.fold($0) }.sorted().joined(separator: "\n")
  }
}

/// What votes say together.
public struct VoteResult: Hashable, Sendable {
  /// What most of them say; nil for a tie, and where nobody said anything.
  public var expected: Case.Expectation?
  /// Single labels that more say one thing of than the other.
  public var labels: [String: Bool] = [:]
  /// What equally many say, where no one thing is said by most; the labels that are as often true as
  /// false stand here as `LABEL=?`.
  public var tied: [String] = []

  /// Counts votes: what most people say holds, and nothing does where two things are said equally often.
  ///
  /// - Parameters:
  ///   - rater: only this person's votes count; nil counts all.
  ///   - isKnown: a vote that holds a value for which it is false counts for nothing.
  public init(_ votes: [Vote], rater: String? = nil, isKnown: (String) -> Bool = { _ in true }) {
    let votes = rater.map { name in votes.filter { $0.rater == name } } ?? votes
    var counts: [String: (count: Int, first: Vote)] = [:]
    var flags: [String: (yes: Int, no: Int)] = [:]
    for vote in votes {
      if !vote.values.isEmpty, vote.values.allSatisfy(isKnown) {
        counts[vote.key, default: (0, vote)].count += 1
      }
      for (label, value) in vote.labels {
        if value {
          flags[label, default: (0, 0)].yes += 1
        } else {
          flags[label, default: (0, 0)].no += 1
        }
      }
    }
    let most = counts.values.map(\.count).max() ?? 0
    let winners = counts.values.filter { $0.count == most }
    if winners.count == 1 {
      expected = Case.Expectation(winners[0].first.values)
    } else {
      tied = winners.map { $0.first.values.joined(separator: "+") }.sorted()
    }
    for (label, flag) in flags.sorted(by: { $0.key < $1.key }) {
      if flag.yes == flag.no {
        tied.append("\(label)=?")
      } else {
        labels[label] = flag.yes > flag.no
      }
    }
  }
}

extension Case.Expectation {
  /// nil of no values.
  public init?(_ values: [String]) {
    guard let first = values.first else { return nil }
    self = values.count == 1 ? .one(first) : .all(values)
  }
}

// MARK: - JSON

extension Vote {
  var json: JSONValue {
    var fields: [String: JSONValue] = [:]
    if let rater { fields["rater"] = .string(rater) }
    if values.count == 1 {
      fields["expected"] = .string(values[0])
    } else if !values.isEmpty {
      fields["expected"] = .array(values.map { .string($0) })
    }
    if !labels.isEmpty {
      fields["labels"] = .object(labels.mapValues { .integer($0 ? 1 : 0) })
    }
    return .object(fields)
  }

  /// nil where the value is no list of votes as ``json`` writes them.
  static func list(_ value: JSONValue) -> [Vote]? {
    guard case .array(let items) = value, !items.isEmpty else { return nil }
    return try? items.map { item in
      guard case .object(var fields) = item else { throw CaseProblem("A vote is no object.") }
      let expected = try Case.expectation(fields.removeValue(forKey: "expected"))
      let labels = try Case.labels(fields.removeValue(forKey: "labels"))
      var vote = Vote(values: expected?.values ?? [], labels: labels)
      switch fields.removeValue(forKey: "rater") {
      case nil, .null: break
      case .string(let name): vote.rater = name
      case .integer(let number): vote.rater = String(number)
      default: throw CaseProblem("rater is no name.")
      }
      guard fields.isEmpty else { throw CaseProblem("A vote holds other fields.") }
      return vote
    }
  }
}
