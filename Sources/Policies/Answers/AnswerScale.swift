/// Numbers that a policy asks for, as a percentage or a score, and what it says they decide.
public struct AnswerScale: Hashable, Codable, Sendable {
  /// Numbers from `low` to `high`, both included.
  public struct Band: Hashable, Codable, Sendable {
    public var low: Double
    public var high: Double
    public var decision: Decision

    public init(low: Double, high: Double, decision: Decision) {
      self.low = low
      self.high = high
      self.decision = decision
    }
  }

  public var low: Double
  public var high: Double
  /// The first band that holds a number decides.
  public var bands: [Band]

  public init(low: Double, high: Double, bands: [Band]) {
    self.low = low
    self.high = high
    self.bands = bands
  }
}

extension AnswerScale {
  func decision(of number: Double) -> Decision? {
    bands.first { $0.low <= number && number <= $0.high }?.decision
  }

  /// The number that an answer consists of: `72`, `72 %`, `72/100`, `0.4`.
  func number(in text: Substring) -> (spelling: String, value: Double)? {
    var plain = LabelSet.normalized(AnswerText.bare(AnswerText.withoutLead(AnswerText.bare(text))))
    if let slash = plain.firstIndex(of: "/") {
      guard Double(plain[plain.index(after: slash)...].filter { $0 != " " }) == high else {
        return nil
      }
      plain = String(plain[..<slash])
    }
    for unit in ["%", "٪", "％", "percent", "prozent", "pourcent", " points", "点", "分"]
    where plain.lowercased().hasSuffix(unit) {
      plain.removeLast(unit.count)
      break
    }
    let spelling = plain.filter { $0 != " " }
    let digits = spelling.map { $0 == "," ? "." : String($0) }.joined()
    guard !digits.isEmpty, digits.utf8.count <= 8,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let value = Double(digits), value >= low, value <= high
    else { return nil }
    return (spelling, value)
  }
}
