import Policies
public import Runs

/// How times, counts and decisions are written, everywhere alike.
public enum Measure {
  /// `3.1 s` under a minute, then `2 min 5 s`.
  public static func seconds(milliseconds: Int) -> String {
    if milliseconds < 59_950 {
      let tenths = (milliseconds + 50) / 100
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let seconds = (milliseconds + 500) / 1000
    return "\(seconds / 60) min \(seconds % 60) s"
  }

  /// `5 Nov 14:03`-like times are harder to sort by eye: `11-05 14:03`.
  public static func moment(unixMilliseconds: Int64) -> String {
    let time = CivilTime(unixMilliseconds: unixMilliseconds)
    return "\(time.date) \(time.timeOfDay)"
  }

  public static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}

extension RunRecord {
  /// `✖ VIOLATES`, `✔ SAFE`, `⚑ ESCALATE`, `? NO VERDICT (state)`.
  public func decisionWords(ascii: Bool) -> String {
    guard let state else { return "…" }
    return DecisionWords.text(decision: verdict?.decision, state: state, ascii: ascii)
  }

  /// `412 tok · 3.1 s`, as far as known.
  public var measureWords: String {
    var parts: [String] = []
    if let tokens = usage?.completionTokens { parts.append("\(tokens) tok") }
    if let total = timing.total { parts.append(Measure.seconds(milliseconds: total)) }
    return parts.joined(separator: " · ")
  }
}
