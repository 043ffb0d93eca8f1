import Evaluation

/// Numbers in the page's spelling.
enum Figure {
  /// What stands where nothing was counted.
  static let none = "–"

  /// With so many decimals, rounded half away from zero.
  static func decimal(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return none }
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let units = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && units > 0 ? "−" : ""
    guard decimals > 0 else { return "\(sign)\(units)" }
    let fraction = String(units % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(units / scale).\(zeros)\(fraction)"
  }

  /// `93.3 %`; all of it only for 1 itself, and none only for 0.
  static func percent(_ value: Double?) -> String {
    value.map { share($0) + "\u{A0}%" } ?? none
  }

  /// `93.3`, a share in percent.
  static func share(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return none }
    let units = Double.units(abs(value), scale: 1000)
    return (value < 0 ? "−" : "") + "\(units / 10).\(units % 10)"
  }

  /// `70.2–98.8 %`
  static func percentInterval(_ estimate: Estimate) -> String {
    "\(share(estimate.low))–\(percent(estimate.high))"
  }

  /// `+6.7` percentage points.
  static func points(_ value: Double) -> String {
    (value >= 0.0005 ? "+" : "") + decimal(value * 100, 1)
  }

  static func probability(_ p: Double) -> String {
    p < 0.001 ? "< 0.001" : decimal(p, 3)
  }

  /// `340 ms`, `2.4 s`
  static func time(milliseconds: Double?) -> String {
    guard let milliseconds else { return none }
    return milliseconds < 1000
      ? decimal(milliseconds, 0) + "\u{A0}ms" : decimal(milliseconds / 1000, 1) + "\u{A0}s"
  }

  /// `12 400`, with thin spaces.
  static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// `1 case`, `12 cases`
  static func count(_ value: Int, _ noun: String) -> String {
    "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  /// As an option of the command line takes it: `0.7`, `1`.
  static func option(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
