extension VerdictReader {
  /// `D-SP3, R-SP0`, or an object with a label for each axis.
  func readAxes(_ text: Substring) -> VerdictReading {
    var pieces: [Substring] = []
    if text.utf8.first == 0x7B || text.utf8.hasBytes("{".utf8) {
      guard let object = AnswerText.soleObject(in: text, where: { _ in true }) else {
        return .unparsed
      }
      for member in object {
        guard case .string(let value) = member.value else { continue }
        pieces.append(Substring("\(member.key): \(value)"))
      }
    } else {
      guard let parts = AnswerText.pieces(text) else { return .unparsed }
      pieces = parts
    }
    var found: [(name: String, axis: String?, decision: Decision?)] = []
    for piece in pieces {
      guard let (axis, rest) = axis(of: piece) else {
        // The policy's other vocabulary, such as a bare INVALID.
        guard let match = labels[piece] else {
          return labels.isLabelShaped(piece) ? .offList(String(piece)) : .unparsed
        }
        found.append((match.name, nil, match.decision))
        continue
      }
      guard let match = labels[rest] else {
        return labels.isLabelShaped(rest) || RuleCode(startOf: rest) != nil
          ? .offList(String(piece)) : .unparsed
      }
      if let other = found.first(where: { $0.axis == axis && $0.name != match.name }) {
        return .contradictory(other.name, match.name)
      }
      found.append((match.name, axis, match.decision))
    }
    let axes = found.filter { $0.axis != nil }
    guard !axes.isEmpty else { return verdict(found) }
    guard Set(axes.map(\.axis)).count == format.axes.count else { return .unparsed }
    let together = Decision.strongest(axes.compactMap(\.decision))
    // A lone INVALID beside a pair must say what the pair says, at least on which side it stands.
    for alone in found where alone.axis == nil && alone.decision != nil {
      guard (alone.decision == .safe) == (together == .safe) else {
        return .contradictory(alone.name, axes[0].name)
      }
    }
    return verdict(found, axesMayDiffer: true)
  }

  /// `D-SP3`, `Depiction: D-SP3`, `Request = SP0`.
  private func axis(of piece: Substring) -> (String, Substring)? {
    let text = Substring(LabelSet.normalized(piece))
    for axis in format.axes where !axis.prefix.isEmpty {
      guard text.lowercased().hasPrefix(axis.prefix.lowercased()) else { continue }
      return (axis.name, text.dropFirst(axis.prefix.count).trimmingStart("*_ "))
    }
    for axis in format.axes {
      var rest = text
      var isNamed = false
      if rest.lowercased().hasPrefix(axis.name.lowercased()) {
        rest = rest.dropFirst(axis.name.count).trimmingStart(" :=").trimmedStart()
        isNamed = true
      }
      if !axis.prefix.isEmpty, rest.lowercased().hasPrefix(axis.prefix.lowercased()) {
        return (axis.name, rest.dropFirst(axis.prefix.count))
      }
      if isNamed, !rest.isEmpty { return (axis.name, rest) }
    }
    return nil
  }

  /// `S1, S2`, `["S1"]`, `NONE`.
  func readList(_ text: Substring) -> VerdictReading {
    if let value = LooseJSON(text) {
      switch value {
      case .object(let members):
        return readFlags(members, names: format.labels.map(\.name))
      case .array(let elements):
        return list(elements)
      default: break
      }
    }
    let bare = AnswerText.withoutLead(AnswerText.bare(text))
    if Self.isNone(bare), labels[bare] == nil {
      return .verdict(Verdict(decision: .safe, labels: []))
    }
    if let object = AnswerText.soleObject(in: text, where: { _ in true }) {
      return readFlags(object, names: format.labels.map(\.name))
    }
    return readToken(text)
  }

  /// Words for an empty list.
  static func isNone(_ text: some StringProtocol) -> Bool {
    [
      "none", "n/a", "na", "null", "[]", "nil", "keine", "aucune", "aucun", "ninguna", "ninguno",
      "nenhuma", "nenhum", "нет", "なし", "无", "無", "لا شيء", "هیچ", "कोई नहीं", "-", "—",
      "no violation",
      "no violations", "not applicable",
    ].contains(text.lowercased())
  }

  private func list(_ elements: [LooseJSON]) -> VerdictReading {
    guard !elements.isEmpty else { return .verdict(Verdict(decision: .safe, labels: [])) }
    var found: [LabelSet.Match] = []
    for element in elements {
      switch element {
      case .string(let text), .number(let text):
        guard
          let match = labels[AnswerText.bare(Substring(text))]
            ?? rules[AnswerText.bare(Substring(text))]
        else {
          let piece = AnswerText.bare(Substring(text))
          return labels.isLabelShaped(piece) ? .offList(String(piece)) : .unparsed
        }
        if !found.contains(match) { found.append(match) }
      default: return .unparsed
      }
    }
    return verdict(found: found, cited: [])
  }
}
