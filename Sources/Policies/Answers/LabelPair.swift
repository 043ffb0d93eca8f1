/// Labels that say yes or no to a question: `1` and `0`, `true` and `false`, `yes` and `no`.
///
/// Each counts as a label only beside its other half, because alone it is an ordinary word.
struct LabelPair {
  var positive: String
  var negative: String

  /// One row a language.
  static let all = [
    LabelPair(positive: "1", negative: "0"), LabelPair(positive: "true", negative: "false"),
    LabelPair(positive: "yes", negative: "no"), LabelPair(positive: "y", negative: "n"),
    LabelPair(positive: "ja", negative: "nein"), LabelPair(positive: "oui", negative: "non"),
    LabelPair(positive: "sí", negative: "no"), LabelPair(positive: "si", negative: "no"),
    LabelPair(positive: "sim", negative: "não"), LabelPair(positive: "да", negative: "нет"),
    LabelPair(positive: "はい", negative: "いいえ"), LabelPair(positive: "是", negative: "否"),
    LabelPair(positive: "نعم", negative: "لا"), LabelPair(positive: "بله", negative: "خیر"),
    LabelPair(positive: "हाँ", negative: "नहीं"), LabelPair(positive: "हां", negative: "नहीं"),
    LabelPair(positive: "wahr", negative: "falsch"), LabelPair(positive: "vrai", negative: "faux"),
  ]

  private static let positives = Dictionary(
    all.map { ($0.positive, $0) }, uniquingKeysWith: { first, _ in first })
  private static let negatives = Dictionary(
    all.map { ($0.negative, $0) }, uniquingKeysWith: { first, _ in first })

  /// The other half of a label, in lower case; for `no` the English one.
  static func other(of name: some StringProtocol) -> String? {
    let name = name.lowercased()
    return positives[name]?.negative ?? negatives[name]?.positive
  }

  static func areHalves(_ first: String, _ second: String) -> Bool {
    let names = [first.lowercased(), second.lowercased()]
    return all.contains {
      names == [$0.positive, $0.negative] || names == [$0.negative, $0.positive]
    }
  }

  static func isPositive(_ name: String) -> Bool { positives[name.lowercased()] != nil }
}
