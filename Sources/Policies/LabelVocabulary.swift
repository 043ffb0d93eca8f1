/// The labels of a policy as a file of cases may spell them.
///
/// Case, blanks and the kind of hyphen do not matter, as in answers (``LabelSet``): ` VIOLATES` is
/// `violates`, and `sp3.B` is `SP3.b` where no other label folds to the same. Nothing else is
/// guessed: a label of another vocabulary is unknown.
public struct LabelVocabulary: Sendable {
  public struct Match: Hashable, Sendable {
    /// The policy's spelling, or a decision's.
    public var name: String
    /// nil where the policy does not say.
    public var decision: Decision?
  }

  private let format: AnswerFormat
  private let labels: LabelSet

  public init(_ format: AnswerFormat, rules: [PolicyOutline.Rule] = []) {
    self.format = format
    labels = LabelSet(format.labels, rules: rules)
  }

  /// The label or decision that a text spells; nil where it spells none.
  ///
  /// A label of an axis may have the axis's prefix (`D-SP3`); the spelling that is returned has it.
  public subscript(_ text: String) -> Match? {
    if let match = labels[text] { return Match(name: match.name, decision: match.decision) }
    let folded = Self.fold(text)
    for axis in format.axes where !axis.prefix.isEmpty {
      let prefix = Self.fold(axis.prefix)
      guard folded.hasPrefix(prefix), folded.utf8.count > prefix.utf8.count,
        let match = labels[folded.dropFirst(prefix.count)]
      else { continue }
      return Match(name: axis.prefix + match.name, decision: match.decision)
    }
    // A category of flags: the axis itself is the label.
    if let axis = format.axes.first(where: { Self.fold($0.name) == folded }) {
      return Match(name: axis.name, decision: nil)
    }
    return Decision(folding: text).map { Match(name: $0.rawValue, decision: $0) }
  }

  /// The known label or decision that an unknown one most likely stands for: one that decides what
  /// the word means, else one with a similar spelling. nil where none is near.
  public func nearest(to text: String) -> String? {
    let folded = Self.fold(text)
    guard !folded.isEmpty, folded.utf8.count <= 100 else { return nil }
    if let decision = DecisionWords.decision(of: folded) {
      let deciding = format.labels.filter { $0.decision == decision }
      return deciding.count == 1 ? deciding[0].name : decision.rawValue
    }
    let known = format.labels.prefix(1000).map(\.name) + Decision.allCases.map(\.rawValue)
    let scored = known.map { (name: $0, distance: editDistance(folded, Self.fold($0))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }),
      best.distance <= 1 + max(folded.count, best.name.count) / 4, best.distance < folded.count
    else { return nil }
    return best.name
  }

  /// Two texts with the same key are the same label to a reader of files.
  public static func fold(_ text: some StringProtocol) -> String {
    LabelSet.normalized(Substring(text)).lowercased()
  }
}

extension Decision {
  /// `violates`, `safe` or `escalate` in any case, with blanks around it.
  public init?(folding text: some StringProtocol) {
    self.init(rawValue: LabelVocabulary.fold(text))
  }
}

/// Levenshtein's distance of two words.
///
/// - Complexity: O(*n* · *m*).
public func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (line, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = line + 1
    for (column, other) in right.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[right.count]
}
