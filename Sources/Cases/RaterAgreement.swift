import Policies

/// How far the people agree who labelled the same cases, which is the most that a judge can be held to.
///
/// Cases with one vote say nothing of agreement and are left out.
public struct RaterAgreement: Hashable, Sendable {
  /// Cases with two votes or more.
  public private(set) var cases = 0
  /// Their votes.
  public private(set) var votes = 0
  /// Cases whose votes are not all the same.
  public private(set) var disputed = 0
  /// Cases in which no one thing is said by most.
  public private(set) var ties = 0
  private var pairs = (same: 0.0, all: 0.0)
  /// Votes that say what most say of their case, of those in cases without a tie.
  private var withMajority = (hits: 0, of: 0)
  /// Krippendorff's coincidences of each value with itself, and how often each value occurs.
  private var coincidences = 0.0
  private var counts: [String: Int] = [:]
  private static let mostValues = 10_000

  public init() {}

  public static func == (left: RaterAgreement, right: RaterAgreement) -> Bool {
    left.cases == right.cases && left.votes == right.votes && left.counts == right.counts
      && left.coincidences == right.coincidences && left.ties == right.ties
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(cases)
    hasher.combine(votes)
  }

  /// - Parameter keys: what each person said of one case, the same text for the same answer.
  public mutating func add(_ keys: [String]) {
    guard keys.count > 1 else { return }
    var own: [String: Int] = [:]
    for key in keys { own[key, default: 0] += 1 }
    let count = Double(keys.count)
    cases += 1
    votes += keys.count
    if own.count > 1 { disputed += 1 }
    let same = own.values.reduce(0.0) { $0 + Double($1) * Double($1 - 1) }
    pairs.same += same / (count * (count - 1))
    pairs.all += 1
    coincidences += same / (count - 1)
    for (key, times) in own where counts[key] != nil || counts.count < Self.mostValues {
      counts[key, default: 0] += times
    }
    let most = own.values.max() ?? 0
    if own.values.count(where: { $0 == most }) > 1 {
      ties += 1
    } else {
      withMajority.hits += most
      withMajority.of += keys.count
    }
  }

  /// The share of pairs of votes on a case that say the same, each case counting once; nil without one.
  public var agreement: Double? { pairs.all > 0 ? pairs.same / pairs.all : nil }

  /// The share of votes that say what most say of their case; nil where every case is tied.
  public var majorityShare: Double? {
    withMajority.of > 0 ? Double(withMajority.hits) / Double(withMajority.of) : nil
  }

  /// Krippendorff's alpha for nominal values (K. Krippendorff, Content Analysis, 2004, chapter 11): 1 is
  /// agreement throughout, 0 is chance. nil where all votes are the same value, or there are none.
  public var alpha: Double? {
    let total = Double(votes)
    let expected = counts.values.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard total > 1, total * total > expected else { return nil }
    return 1 - (total - 1) * (total - coincidences) / (total * total - expected)
  }
}

extension RaterAgreement {
  /// Of the votes that cases hold.
  public init(of cases: some Sequence<Case>) {
    self.init()
    for item in cases { add(item.votes.filter { !$0.values.isEmpty }.map(\.key)) }
  }

  /// `agree in 67 % of pairs (alpha 0.41) on 12 cases; 83 % of votes are what most say; 2 ties`, with
  /// “raters” before it; nil without a case that two people labelled.
  public var sentence: String? {
    guard let agreement else { return nil }
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    var text = "agree in \(percent(agreement)) of pairs"
    if let alpha {
      let hundredths = Int((alpha * 100).rounded())
      let digits = String(abs(hundredths) + 1000).suffix(2)
      let whole = abs(hundredths) >= 100 ? "\(abs(hundredths) / 100)" : "0"
      text += " (alpha \(hundredths < 0 ? "−" : "")\(whole).\(digits))"
    }
    text += " on \(cases) \(cases == 1 ? "case" : "cases")"
    if let majorityShare { text += "; \(percent(majorityShare)) of votes are what most say" }
    if ties > 0 { text += "; \(ties) \(ties == 1 ? "tie" : "ties")" }
    return text
  }
}
