import Policies

/// Writes a decision in the form of answer that a policy asks for.
struct AnswerWriter {
  let format: AnswerFormat
  let decision: MatcherDecision
  /// The content asks for something, which is what a request axis is about.
  let contentAsks: Bool
  /// The policy shows rule ids as answers, or shows no answers at all.
  private let answersAreRules: Bool

  init(index: RuleIndex, decision: MatcherDecision, contentAsks: Bool) {
    format = index.format
    self.decision = decision
    self.contentAsks = contentAsks
    let rules = Set(index.units.filter { $0.kind == .rule }.compactMap(\.rule))
    let shown = index.units.compactMap(\.label)
    answersAreRules = shown.isEmpty || shown.contains(where: rules.contains)
  }

  /// The answer, or nil where the format has no label for the decision.
  func answer() -> String? {
    guard case .decided(let side) = decision.outcome, let winner = decision.winner else {
      return nil
    }
    switch format.shape {
    case .token: return label(for: winner, side: side)
    case .json:
      return members(for: winner, side: side).map { members in
        "{\(members.map { "\(json(text: $0.field)): \($0.value)" }.joined(separator: ", "))}"
      }
    case .form:
      return members(for: winner, side: side).map { members in
        members.map { "\($0.field): \(plain($0.value))" }.joined(separator: "\n")
      }
    case .axes where format.axes.allSatisfy(\.prefix.isEmpty):
      return flags(format.axes.map(\.name), side: side)
    case .axes: return pair(for: winner, side: side)
    case .list where !format.fields.isEmpty: return flags(format.fields, side: side)
    case .list: return list(side: side)
    case nil: return nil
    }
  }

  // MARK: One label

  private func label(for winner: Evidence, side: Decision) -> String? {
    if winner.kind == .example, let label = winner.label, isDeclared(label[...]) { return label }
    if answersAreRules, let rule = winner.rule, let name = declaredLabel(of: rule),
      name.decision == side
    {
      return rule
    }
    return plainLabel(for: side, headings: winner.headings)
  }

  /// The label that the rule is, or that it stands below: `MK3` for `MK3.b`.
  private func declaredLabel(of rule: String) -> AnswerFormat.Label? {
    format.labels.filter { Int($0.name) == nil && rule.isOrStandsBelow($0.name) }.max {
      $0.name.count < $1.name.count
    }
  }

  private func isDeclared(_ label: Substring) -> Bool {
    format.labels.contains { String(label).isOrStandsBelow($0.name) }
  }

  /// A label that decides so; of several, the one that a heading around the evidence names.
  private func plainLabel(for side: Decision, headings: [String] = []) -> String? {
    let labels = format.labels.filter { $0.decision == side }.map(\.name)
    return labels.first { label in headings.contains { $0.names(label) } } ?? labels.first
  }

  // MARK: Depiction and request

  private func pair(for winner: Evidence, side: Decision) -> String? {
    if winner.kind == .example, let label = winner.label, isPair(label) { return label }
    let bare = format.labels.map { label in
      var label = label
      for axis in format.axes where label.name.hasPrefix(axis.prefix) {
        label.name.removeFirst(axis.prefix.count)
      }
      return label
    }
    guard !format.axes.isEmpty, let none = bare.first(where: { $0.decision == .safe })?.name else {
      return nil
    }
    let own = bare.filter { winner.rule?.isOrStandsBelow($0.name) ?? false && $0.decision == side }
    guard
      let found = own.max(by: { $0.name.count < $1.name.count })?.name
        ?? bare.first(where: { $0.decision == side })?.name
    else { return nil }
    let place = axis(of: winner)
    return format.axes.enumerated()
      .map { $1.prefix + ($0 == place ? found : none) }.joined(separator: ", ")
  }

  /// Whether an example's label is a pair that this format can read.
  private func isPair(_ label: String) -> Bool {
    let parts = label.split { $0 == "," || $0 == " " }
    return parts.count == format.axes.count
      && zip(parts, format.axes).allSatisfy { part, axis in
        part.hasPrefix(axis.prefix)
          && format.labels.contains {
            $0.name == part || $0.name == part.dropFirst(axis.prefix.count)
          }
      }
  }

  /// The request axis if the content asks; else the axis of the example most like the content
  /// among those that the evidence agrees with; the first axis where no example tells.
  private func axis(of winner: Evidence) -> Int {
    if contentAsks,
      let place = format.axes.firstIndex(where: { $0.name.lowercased().hasPrefix("request") })
    {
      return place
    }
    let examples = decision.evidence.filter { $0.kind == .example && $0.decision != .safe }
    for label in examples.compactMap(\.label) {
      for (place, axis) in format.axes.enumerated() {
        let own = label.split { $0 == "," || $0 == " " }.first { $0.hasPrefix(axis.prefix) }
        guard let own else { continue }
        let name = String(own.dropFirst(axis.prefix.count))
        if winner.rule?.isOrStandsBelow(name) ?? false { return place }
      }
    }
    return 0
  }

  // MARK: JSON

  /// The fields of an object or a form with their values as JSON; nil where no label says the side.
  private func members(
    for winner: Evidence, side: Decision
  ) -> [(field: String, value: String)]? {
    let label =
      plainLabel(for: side, headings: winner.headings)
      ?? (side == .escalate ? plainLabel(for: .violates) : nil)
    let fields = format.fields.isEmpty ? ["label"] : format.fields
    let place = format.fields.isEmpty ? "label" : format.decisionField
    guard label != nil || place == nil else { return nil }
    let rule = side == .safe ? nil : winner.rule
    return fields.map { field in
      guard field == place, let label else {
        return (field, value(of: field, winner: winner, rule: rule))
      }
      return (field, json(label))
    }
  }

  /// A JSON value as a form shows it.
  private func plain(_ value: String) -> String {
    value == "null" ? "None" : value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
  }

  private func value(of field: String, winner: Evidence, rule: String?) -> String {
    let name = field.lowercased()
    if ["rationale", "reason", "explanation", "justification"].contains(where: name.contains) {
      return json(text: rationale(of: winner))
    }
    if name.contains("confidence") { return json(text: confidence) }
    if name.hasSuffix("ids") || name.hasSuffix("rules") || name.hasSuffix("categories") {
      return "[\(rule.map { json(text: $0) } ?? "")]"
    }
    if ["category", "rule", "policy", "label", "id"].contains(where: name.contains) {
      return rule.map { json(text: $0) } ?? "null"
    }
    return "null"
  }

  private func rationale(of winner: Evidence) -> String {
    let shared = winner.parts.prefix(3).map(\.name).joined(separator: ", ")
    return "Rule matcher, not a model: the content shares \(shared) with \(winner.place)."
  }

  private var confidence: String {
    let (unsafe, safe) = (decision.unsafeScore, decision.safeScore)
    let lead = max(unsafe, safe) / max(min(unsafe, safe), decision.threshold.evidence / 2)
    return lead >= 3 ? "high" : lead >= 1.5 ? "medium" : "low"
  }

  // MARK: Several labels

  /// One object with a 0 or 1 for each category.
  private func flags(_ names: [String], side: Decision) -> String? {
    let found = side == .safe ? [] : labelsWithEvidence(among: names)
    if side != .safe, found.isEmpty { return nil }
    let members = names.map { "\(json(text: $0)): \(found.contains($0) ? 1 : 0)" }
    return "{\(members.joined(separator: ", "))}"
  }

  private func list(side: Decision) -> String? {
    if side == .safe { return plainLabel(for: .safe) ?? "[]" }
    let found = labelsWithEvidence(among: format.labels.map(\.name))
    return found.isEmpty ? nil : "[\(found.map { json(text: $0) }.joined(separator: ", "))]"
  }

  /// Labels whose own evidence reaches the threshold, or is the winner's, and is no mere shadow of
  /// the strongest.
  private func labelsWithEvidence(among names: [String]) -> [String] {
    guard let winner = decision.winner else { return [] }
    return names.filter { name in
      let own = decision.evidence.first { $0.decision != .safe && $0.speaks(for: name) }
      guard let own else { return false }
      return own == winner
        || own.score >= decision.threshold.evidence && own.score >= 0.6 * winner.score
    }
  }

  private func json(_ label: String) -> String {
    let isBare = Int(label) != nil || label == "true" || label == "false"
    return isBare ? label : json(text: label)
  }

  /// RFC 8259, section 7.
  private func json(text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension Evidence {
  /// `MK3.a`, or `the example at line 33 (MK3.a)`.
  var place: String {
    let named = rule.map { " (\($0))" } ?? ""
    return switch kind {
    case .rule: rule ?? "the rule at line \(line)"
    case .example: "the example at line \(line)\(named)"
    case .item: "the item at line \(line)"
    }
  }

  /// Whether the evidence is for a label of a list: by its rule, its own label, or a heading.
  fileprivate func speaks(for name: String) -> Bool {
    if let rule { return rule.isOrStandsBelow(name) }
    if kind == .example, let label { return label.sets(name) }
    return headings.contains { $0.names(name) }
  }
}

extension String {
  /// `MK3.b` stands below `MK3`, `HA1` below `HA`, but `MK30` not below `MK3`.
  fileprivate func isOrStandsBelow(_ name: String) -> Bool {
    guard !name.isEmpty, hasPrefix(name) else { return false }
    guard let next = dropFirst(name.count).first else { return true }
    return next == "." || next == "-" || (next.isNumber && !(name.last?.isNumber ?? true))
  }

  /// Contains the label as a word of its own.
  fileprivate func names(_ label: String) -> Bool {
    if label.contains(" ") { return contains(label) }
    return split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "_" }.contains(label[...])
  }

  /// An example's label such as `{"HA": 1, "TH": 0}` or `S=1, all others=0` sets this one to 1.
  fileprivate func sets(_ name: String) -> Bool {
    let parts = split { "{},;".contains($0) }
    return parts.contains { part in
      let words = part.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      return words.first == name[...] && words.count <= 2 && (words.count == 1 || words[1] == "1")
    }
  }
}
