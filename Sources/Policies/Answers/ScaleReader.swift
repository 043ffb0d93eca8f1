/// What sentences say of numbers on a scale: `2, 3 or 4 are violations; 0 and 1 pass`,
/// `60 or more means remove`, `3以上は違反`.
struct ScaleReader {
  let low: Double
  let high: Double
  /// Whether a sentence that names both ends only says what the scale is, as for a percentage.
  let isOpen: Bool
  private(set) var bands: [AnswerScale.Band] = []

  init(low: Double, high: Double, isOpen: Bool = false) {
    self.low = low
    self.high = high
    self.isOpen = isOpen
  }

  /// The scale, with the numbers that no sentence names on the side that the others leave.
  var scale: AnswerScale {
    var all = bands
    let sides = Set(bands.map(\.decision)).subtracting([.escalate])
    if sides.count == 1, let side = sides.first {
      all.append(.init(low: low, high: high, decision: side == .safe ? .violates : .safe))
    }
    return AnswerScale(low: low, high: high, bands: all)
  }

  /// Learns from one line.
  mutating func learn(from line: Substring) {
    for sentence in line.sentences { learn(fromSentence: sentence) }
  }

  private mutating func learn(fromSentence sentence: Substring) {
    var pending: [(Double, Double)] = []
    var found: [AnswerScale.Band] = []
    for clause in Self.clauses(of: sentence) {
      let ranges = isOpen ? thresholds(in: clause) : ranges(in: clause).filter { $0 != (low, high) }
      let side = Self.side(of: clause)
      if let side, !ranges.isEmpty || !pending.isEmpty {
        for range in pending + ranges {
          found.append(.init(low: range.0, high: range.1, decision: side))
        }
        pending = []
      } else {
        pending += ranges
      }
    }
    for band in found where bands.count < 24 && !bands.contains(band) { bands.append(band) }
  }

  private static func side(of clause: Substring) -> Decision? {
    DecisionWords.strongDecision(of: clause) ?? Condition.decision(of: clause)
      ?? clause.words(limit: 24).lazy.compactMap { LabelActions.decision(of: $0) }.first
  }

  private static func clauses(of sentence: Substring) -> [Substring] {
    sentence.unicodeScalars.split { ",、，،;→".unicodeScalars.contains($0) }.map { Substring($0) }
  }

  // MARK: Numbers

  /// The ranges of a clause without those that name the whole scale.
  private func thresholds(in clause: Substring) -> [(Double, Double)] {
    let all = ranges(in: clause).filter { $0 != (low, high) }
    let isSpan = all.contains { $0 == (low, low) } && all.contains { $0 == (high, high) }
    // A single number is a price or an hour rather than a threshold.
    return isSpan ? [] : all.filter { $0.0 < $0.1 }
  }

  /// The numbers of a clause with the words beside them: `60 or more`, `below 30`, `2-4`, `3`.
  private func ranges(in clause: Substring) -> [(Double, Double)] {
    let text = Substring(LabelSet.normalized(Substring(clause.lowercased())))
    var found: [(Double, Double)] = []
    var index = text.startIndex
    while let start = text[index...].utf8.firstIndex(where: { (0x30...0x39).contains($0) }) {
      let end =
        text[start...].utf8.firstIndex { !((0x30...0x39).contains($0) || $0 == 0x2E) }
        ?? text.endIndex
      index = end
      let before = text[..<start]
      guard before.unicodeScalars.last.map({ !$0.joinsWords || $0.isUnspaced }) ?? true,
        let value = Double(text[start..<end].trimmingEnds(".")), value >= low, value <= high
      else { continue }
      let after = text[end...].trimmingStart(" %").trimmedStart()
      if let (other, rest) = Self.rangeEnd(after), other <= high, other > value {
        found.append((value, other))
        index = rest
      } else {
        let own = range(at: value, before: before, after: after)
        // `Names a disease: 3` says which level, and nothing of what it decides.
        if own.0 < own.1 || !Self.isAssignment(before) { found.append(own) }
      }
    }
    return found
  }

  /// The second number of `2-4`, `2 to 4`.
  private static func rangeEnd(_ text: Substring) -> (Double, Substring.Index)? {
    for word in ["-", "to ", "bis ", "à ", "a ", "до ", "〜", "～", "到", "至", "إلى ", "تا ", "से "]
    where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count).trimmedStart()
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      if let value = Double(digits.trimmingEnds(".")) { return (value, digits.endIndex) }
    }
    return nil
  }

  private func range(at value: Double, before: Substring, after: Substring) -> (Double, Double) {
    let head = before.trimmed().trimmingEnds("\"'`*(").trimmed()
    func opens(_ words: [String]) -> Bool { words.contains { after.hasPrefix($0) } }
    func ends(_ words: [String]) -> Bool { words.contains { head.hasSuffix($0) } }
    if opens(Self.upAfter) || ends(Self.upBefore) { return (value, high) }
    if opens(Self.downAfter) || ends(Self.notMoreBefore) { return (low, value) }
    if opens(["未満", "より小さ"]) || ends(Self.belowBefore) { return (low, value.nextDown) }
    if ends(Self.aboveBefore) { return (value.nextUp, high) }
    return (value, value)
  }

  private static func isAssignment(_ before: Substring) -> Bool {
    before.unicodeScalars.last(where: { !$0.isSpace }).map { ":：→=".unicodeScalars.contains($0) }
      ?? false
  }

  private static let upAfter = [
    "or more", "or higher", "or above", "or over", "or greater", "and above", "and higher",
    "and up",
    "and more", "+", "upward", "oder mehr", "oder höher", "und mehr", "und höher", "ou plus",
    "et plus",
    "o más", "o superior", "y más", "ou mais", "ou superior", "e acima", "и выше", "и более",
    "и больше",
    "или выше", "или больше", "или более", "以上", "及以上", "أو أكثر", "فأكثر", "أو أعلى", "فما فوق",
    "یا بیشتر", "و بالاتر", "به بالا", "یا بالاتر", "या अधिक", "या उससे", "से अधिक या", "या ज़्यादा",
    "और उससे",
  ]
  private static let upBefore = [
    "at least", ">=", "≥", "from", "not below", "not less than", "starting at", "mindestens", "ab",
    "au moins", "à partir de", "al menos", "a partir de", "desde", "pelo menos", "не менее",
    "не ниже", "начиная с", "от", "不低于", "至少", "على الأقل", "حداقل", "कम से कम",
  ]
  private static let downAfter = [
    "or less", "or lower", "or below", "or under", "or fewer", "and below", "and lower",
    "oder weniger",
    "ou moins", "o menos", "ou menos", "и ниже", "и менее", "или ниже", "или меньше", "以下", "及以下",
    "أو أقل", "فأقل", "یا کمتر", "و کمتر", "या कम",
  ]
  private static let notMoreBefore = [
    "at most", "<=", "≤", "up to", "no more than", "höchstens", "bis", "au plus", "jusqu'à",
    "hasta",
    "como máximo", "até", "не более", "не выше", "до", "不超过", "حتى", "حداکثر", "अधिकतम",
  ]
  private static let belowBefore = [
    "below", "under", "less than", "lower than", "<", "unter", "weniger als", "moins de",
    "inférieur à", "en dessous de", "menos de", "menor que", "inferior a", "debajo de", "abaixo de",
    "менее", "меньше", "ниже", "低于", "小于", "不到", "أقل من", "دون", "کمتر از", "زیر",
  ]
  private static let aboveBefore = [
    "above", "over", "more than", "higher than", "greater than", ">", "exceeds", "über", "mehr als",
    "plus de", "supérieur à", "au-dessus de", "más de", "mayor que", "superior a", "mais de",
    "maior que", "acima de", "более", "больше", "выше", "超过", "高于", "大于", "أكثر من", "أعلى من",
    "بیش از", "بیشتر از", "بالای",
  ]
}
