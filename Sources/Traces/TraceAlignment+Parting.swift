extension TraceAlignment {
  /// Where two chains part, in their own words.
  public struct Parting: Hashable, Sendable {
    public struct Side: Hashable, Sendable {
      /// What is being weighed there; nil before any rule is named.
      public var rule: String?
      public var sentence: String

      public init(rule: String?, sentence: String) {
        self.rule = rule
        self.sentence = sentence
      }
    }

    /// nil where that chain has come to its end.
    public var left: Side?
    public var right: Side?
  }

  /// The first sentences of the first step that differs; where all steps are the same, the first
  /// sentences that do not read the same.
  ///
  /// - Parameters: the traces of which this is the alignment.
  /// - Returns: nil where the chains read the same to the end.
  public func parting(_ left: Trace, _ right: Trace) -> Parting? {
    func side(_ trace: Trace, _ sentence: Int?) -> Parting.Side? {
      sentence.map { .init(rule: trace.sentences[$0].rule, sentence: trace.sentences[$0].text) }
    }
    if case .step(let index) = divergence {
      return Parting(
        left: side(left, steps[index].left?.sentences.lowerBound),
        right: side(right, steps[index].right?.sentences.lowerBound))
    }
    let parts = rows.first { row in
      row.left.map { left.sentences[$0].text } != row.right.map { right.sentences[$0].text }
    }
    return parts.map { Parting(left: side(left, $0.left), right: side(right, $0.right)) }
  }
}
