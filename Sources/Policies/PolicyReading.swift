/// A policy's text together with what was read from it, read again only when the text changed.
public struct PolicyReading: Sendable {
  public private(set) var text: String
  public private(set) var outline: PolicyOutline
  /// The declared format where there is one, else the one found in the text.
  public private(set) var format: AnswerFormat
  private let declared: AnswerFormat?

  public init(_ text: String, declared: AnswerFormat? = nil) {
    self.text = text
    self.declared = declared
    let reader = OutlineReader(text)
    outline = reader.outline()
    var answer = AnswerFormatReader(outline: outline, reader: reader)
    format = declared ?? answer.format()
    decideExamples()
  }

  /// Gives examples whose label only the answer format knows (`true`, `JA`) what that label decides.
  private mutating func decideExamples() {
    guard format.shape != nil, outline.examples.contains(where: { $0.decision == nil }) else {
      return
    }
    let labels = LabelSet(format.labels, rules: outline.rules)
    for index in outline.examples.indices where outline.examples[index].decision == nil {
      guard let label = outline.examples[index].label else { continue }
      outline.examples[index].decision = labels[label]?.decision
    }
  }

  /// Takes the text as it is now. The caller decides how often: this reads the whole text again.
  ///
  /// - Returns: whether the text differs from the last one by any byte.
  /// - Complexity: O(*n*); where nothing changed, a comparison of memory.
  @discardableResult
  public mutating func update(to text: String) -> Bool {
    guard !self.text.utf8.elementsEqual(text.utf8) else { return false }
    self = PolicyReading(text, declared: declared)
    return true
  }
}
