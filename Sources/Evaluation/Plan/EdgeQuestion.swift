public import Cases

/// What the edge lab is asked: whether verdicts on contents hold where these are written otherwise.
public struct EdgeQuestion: Hashable, Sendable {
  public var kinds: [Mutation.Kind]
  public var seed: UInt64
  public var rate: Double
  /// Variants of each kind, with seeds that follow each other.
  public var variants: Int
  /// Whether the kinds are applied one after another to one text.
  public var stacks: Bool

  /// - Parameter variants: at least one.
  public init(
    _ kinds: [Mutation.Kind], seed: UInt64 = 1, rate: Double = Mutation.usualRate,
    variants: Int = 1, stacks: Bool = false
  ) {
    self.kinds = kinds
    self.seed = seed
    self.rate = rate
    self.variants = max(1, variants)
    self.stacks = stacks
  }

  /// The id of a content that is no case of a set.
  public static let original = "original"

  /// Where a content comes from that is no case of a set; no case set can have that name.
  public static let content = "(content)"

  /// The mutations of each base, in order.
  public var mutations: [MutationStack] {
    let stacks = self.stacks ? [kinds] : kinds.map { [$0] }
    return stacks.filter { !$0.isEmpty }.flatMap { kinds in
      (0..<variants).map { MutationStack(kinds, seed: seed &+ UInt64($0), rate: rate) }
    }
  }

  /// Cases of an evaluation, and what has none.
  public struct Cases: Hashable, Sendable {
    /// Each base followed by its variants.
    public var cases: [PlannedCase]
    /// Kinds that change none of the contents, so that there is nothing to try.
    public var without: [String]
  }

  /// The variants of one content: `leet-1`, `leet-2`.
  public func cases(of content: String) -> Cases {
    cases(of: [PlannedCase(id: Self.original, content: content)]) { _, name in name }
  }

  /// The variants of all cases of a set: `c7/leet-1`, `c7/leet-2`.
  public func cases(of bases: [PlannedCase]) -> Cases {
    cases(of: bases) { "\($0)/\($1)" }
  }

  /// A variant that is, byte for byte, its base or an earlier one of the same kind would be drawn in
  /// vain; it is left out.
  private func cases(of bases: [PlannedCase], id: (String, String) -> String) -> Cases {
    let mutations = mutations
    var cases: [PlannedCase] = []
    var used: Set<String> = []
    for base in bases {
      cases.append(base)
      var seen: [String: Set<[UInt8]>] = [:]
      for mutation in mutations {
        let content = mutation.applied(to: base.content)
        // Bytes, since texts that differ in normalisation alone are equal strings.
        let bytes = Array(content.utf8)
        guard seen[mutation.name, default: [Array(base.content.utf8)]].insert(bytes).inserted
        else { continue }
        let number = (seen[mutation.name]?.count ?? 2) - 1
        used.insert(mutation.name)
        cases.append(
          PlannedCase(
            id: id(base.id, "\(mutation.name)-\(number)"), content: content, tags: base.tags,
            mutation: PlannedMutation(
              base: base.id, kind: mutation.name, seed: mutation.mutations[0].seed, rate: rate,
              relation: .init(mutation.relation))))
      }
    }
    var without: [String] = []
    for name in mutations.map(\.name) where !used.contains(name) && without.last != name {
      without.append(name)
    }
    return Cases(cases: cases, without: without)
  }
}

extension PlannedMutation.Relation {
  public init(_ relation: Mutation.Relation) {
    self =
      switch relation {
      case .agrees: .agrees
      case .differs: .differs
      case .mayDiffer: .open
      }
  }
}
