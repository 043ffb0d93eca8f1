/// Reads the verdict from the final channel of a finished answer, and never guesses.
///
/// A label is taken only where the answer consists of labels (or of the JSON that the policy asks
/// for); a label inside prose is prose. `INVALID` never reads as `VALID`. Two labels that
/// contradict one another, or a label whose decision the policy does not say, give no verdict.
public struct VerdictReader: Sendable {
  let format: AnswerFormat
  let labels: LabelSet
  let rules: LabelSet
  let hasRuleCodes: Bool

  /// - Parameter outline: of the policy that was sent; it tells which sub-rules exist.
  public init(format: AnswerFormat, outline: PolicyOutline) {
    self.format = format
    let named = outline.rules.filter { !$0.isDerived }
    labels = LabelSet(format.labels, rules: named)
    rules = LabelSet(named.map { .init($0.id, $0.decision) })
    hasRuleCodes = !named.isEmpty
  }

  /// - Parameter answer: The text of the final channel, without Harmony markup.
  /// - Complexity: O(*n*) in the length of the answer.
  public func read(_ answer: String) -> VerdictReading {
    let text = Substring(answer).trimmed()
    guard !text.isEmpty else { return .empty }
    let body = AnswerText.withoutFence(text)
    guard !body.isEmpty else { return .empty }
    let reading: VerdictReading =
      switch format.shape {
      case .token: readToken(body)
      case .json: readObject(body)
      case .axes: format.axes.allSatisfy(\.prefix.isEmpty) ? readFlags(body) : readAxes(body)
      case .list: readList(body)
      case nil: .unparsed
      }
    if reading == .unparsed, AnswerText.isRefusal(body) { return .refused }
    return reading
  }

  // MARK: Labels

  func readToken(_ text: Substring) -> VerdictReading {
    guard let pieces = AnswerText.pieces(text) else { return .unparsed }
    return verdict(from: pieces)
  }

  /// A verdict if every piece is a label and no two contradict one another.
  private func verdict(from pieces: [Substring]) -> VerdictReading {
    var found: [LabelSet.Match] = []
    for piece in pieces {
      guard let match = labels[piece] else { return unknown(piece, isAlone: pieces.count == 1) }
      // Several digits are a list of something else: one digit is the whole answer.
      if pieces.count > 1, match.name.utf8.count == 1, format.shape == .token { return .unparsed }
      if !found.contains(match) { found.append(match) }
    }
    return verdict(found.map { ($0.name, nil, $0.decision) })
  }

  /// Among other labels only a rule's code can be told from words that are no labels.
  private func unknown(_ piece: Substring, isAlone: Bool) -> VerdictReading {
    let code = RuleCode(startOf: piece)
    let isCode = code.map { !$0.isBareWord && $0.text.utf8.count == piece.utf8.count } ?? false
    return labels.isLabelShaped(piece) && (isAlone || isCode) ? .offList(String(piece)) : .unparsed
  }

  func verdict(
    _ found: [(name: String, axis: String?, decision: Decision?)], confidence: String? = nil,
    rationale: String? = nil, axesMayDiffer: Bool = false
  ) -> VerdictReading {
    var result: [Verdict.Label] = []
    for label in found {
      guard let decision = label.decision else { return .unparsed }
      result.append(.init(label: label.name, axis: label.axis, decision: decision))
    }
    let decisions = Set(result.map(\.decision))
    guard let strongest = Decision.strongest(decisions) else { return .unparsed }
    if decisions.contains(.safe), decisions.count > 1, !axesMayDiffer { return .unparsed }
    return .verdict(
      Verdict(
        decision: strongest, labels: result, confidence: confidence, rationale: rationale))
  }

  // MARK: Pairs and lists

  private func readAxes(_ text: Substring) -> VerdictReading {
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
      guard !found.contains(where: { $0.axis == axis && $0.name != match.name }) else {
        return .unparsed
      }
      found.append((match.name, axis, match.decision))
    }
    let axes = found.filter { $0.axis != nil }
    guard !axes.isEmpty else { return verdict(found) }
    guard Set(axes.map(\.axis)).count == format.axes.count else { return .unparsed }
    let alone = Set(found.filter { $0.axis == nil }.compactMap(\.decision))
    let together = Decision.strongest(axes.compactMap(\.decision))
    // A lone INVALID beside a pair must say what the pair says, at least on which side it stands.
    guard alone.allSatisfy({ ($0 == .safe) == (together == .safe) }) else { return .unparsed }
    return verdict(found, axesMayDiffer: true)
  }

  /// `D-SP3`, `Depiction: D-SP3`, `Request = SP0`.
  private func axis(of piece: Substring) -> (String, Substring)? {
    let text = Substring(LabelSet.normalized(piece))
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

  private func readList(_ text: Substring) -> VerdictReading {
    if let value = LooseJSON(text) {
      switch value {
      case .object(let members):
        return readFlags(members, names: format.labels.map(\.name))
      case .array(let elements):
        return list(elements)
      default: break
      }
    }
    if ["none", "none."].contains(text.lowercased()), labels["none"] == nil {
      return .verdict(Verdict(decision: .safe, labels: []))
    }
    if let object = AnswerText.soleObject(in: text, where: { _ in true }) {
      return readFlags(object, names: format.labels.map(\.name))
    }
    return readToken(text)
  }

  private func list(_ elements: [LooseJSON]) -> VerdictReading {
    guard !elements.isEmpty else { return .verdict(Verdict(decision: .safe, labels: [])) }
    var pieces: [Substring] = []
    for element in elements {
      switch element {
      case .string(let text), .number(let text): pieces.append(Substring(text).trimmed())
      default: return .unparsed
      }
    }
    return verdict(from: pieces)
  }
}
