/// The labels of a policy as an answer may spell them.
///
/// Case: the exact spelling is taken first; another case is accepted where only one label fits.
/// A part of a label's rule (`SP3.b` where `SP3` is a label) decides as the label does, if the
/// policy defines that part or defines no parts of that rule at all.
struct LabelSet {
  struct Match: Equatable {
    /// The policy's spelling.
    var name: String
    /// nil where the policy does not say.
    var decision: Decision?
  }

  private var exact: [String: Match] = [:]
  private var folded: [String: Match?] = [:]
  private var families: Set<String> = []
  private var parents: Set<String> = []
  private var parentsWithParts: Set<String> = []
  private var hasCapitals = false
  private(set) var hasDigits = false

  init(_ labels: [AnswerFormat.Label], rules: [PolicyOutline.Rule] = []) {
    for rule in rules where !rule.isDerived {
      if let parent = RuleCode.parent(of: rule.id) { parentsWithParts.insert(parent) }
    }
    for label in labels {
      add(Match(name: label.name, decision: label.decision))
      if let code = RuleCode(startOf: Substring(label.name)), !code.isBareWord {
        families.insert(code.family)
        parents.insert(code.text)
      } else if LabelMention.isCapitals(label.name) {
        hasCapitals = true
      } else if label.name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        hasDigits = true
      }
    }
    for rule in rules where !rule.isDerived && exact[rule.id] == nil {
      guard let parent = RuleCode.parent(of: rule.id), let label = exact[parent] else { continue }
      add(Match(name: rule.id, decision: rule.decision ?? label.decision))
    }
  }

  private mutating func add(_ match: Match) {
    guard exact.updateValue(match, forKey: match.name) == nil else { return }
    let key = Self.normalized(Substring(match.name)).lowercased()
    folded[key] = folded.keys.contains(key) ? .some(nil) : match
  }

  subscript(spelling: some StringProtocol) -> Match? {
    if let match = exact[String(spelling)] { return match }
    let text = Self.normalized(Substring(spelling))
    if let match = exact[text] { return match }
    if let match = folded[text.lowercased()] ?? nil { return match }
    // A part that the policy does not list, of a rule for which it lists none.
    guard let code = RuleCode(startOf: Substring(text.uppercased())), !code.isBareWord,
      let parent = RuleCode.parent(of: text), let match = folded[parent.lowercased()] ?? nil,
      !parentsWithParts.contains(match.name), parents.contains(match.name)
    else { return nil }
    return Match(name: match.name + text.dropFirst(parent.count), decision: match.decision)
  }

  /// Whether a text that is no label has the form of one, so that it was meant as a label.
  func isLabelShaped(_ text: some StringProtocol) -> Bool {
    let text = Substring(Self.normalized(Substring(text)))
    guard !text.isEmpty, text.utf8.count <= 32 else { return false }
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return hasDigits }
    if let code = RuleCode(startOf: text), code.text.utf8.count == text.utf8.count,
      !code.isBareWord
    {
      return !families.isEmpty
    }
    if DecisionWords.isDecision(text.lowercased()) { return true }
    return hasCapitals && LabelMention.isCapitals(text)
      && text.split(separator: " ").count <= 4
  }

  /// One kind of space, hyphen and digit; `INVALID+ESCALATE` reads `INVALID + ESCALATE`, `۱` reads 1.
  static func normalized(_ text: Substring) -> String {
    var result = ""
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      // The emoji or text form of a sign is the same label.
      if scalar == "\u{FE0F}" || scalar == "\u{FE0E}" { continue }
      if scalar.isSpace {
        pendingSpace = !result.isEmpty
        continue
      }
      if scalar == "+", !result.isEmpty {
        result += " + "
        pendingSpace = false
        continue
      }
      if pendingSpace, result.utf8.last != 0x20 { result += " " }
      pendingSpace = false
      result.unicodeScalars.append(scalar.isDash ? "-" : scalar.plainForm)
    }
    return result
  }
}

extension Unicode.Scalar {
  /// The ASCII digit of a decimal digit in any script, the ASCII form of a full-width character, else
  /// the scalar itself.
  var plainForm: Unicode.Scalar {
    if isASCII { return self }
    if properties.numericType == .decimal, let value = properties.numericValue,
      (0...9).contains(value)
    {
      return Unicode.Scalar(UInt8(0x30 + Int(value)))
    }
    // Full-width forms stand in the order of ASCII.
    if (0xFF01...0xFF5E).contains(value) {
      return Unicode.Scalar(UInt8(value - 0xFF01 + 0x21))
    }
    return self
  }
}
