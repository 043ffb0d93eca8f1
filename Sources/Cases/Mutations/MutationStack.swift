/// Several mutations applied one after another, the first first.
public struct MutationStack: Hashable, Sendable {
  public var mutations: [Mutation]

  public init(_ mutations: [Mutation]) { self.mutations = mutations }

  /// A stack in which each place has a seed of its own, so that a kind that stands twice does not
  /// change the same places twice.
  public init(
    _ kinds: [Mutation.Kind], seed: UInt64, rate: Double = Mutation.usualRate,
    paddingWords: Int = Mutation.usualPaddingWords
  ) {
    mutations = kinds.enumerated().map { place, kind in
      Mutation(
        kind, seed: place == 0 ? seed : Draws.mixed(seed &+ UInt64(place)), rate: rate,
        paddingWords: paddingWords)
    }
  }

  /// The words of its kinds, as in `homoglyph+zero-width`.
  public var name: String { mutations.map(\.kind.rawValue).joined(separator: "+") }

  public func applied(to text: String) -> String {
    mutations.reduce(text) { $1.applied(to: $0) }
  }

  /// What holds of the stack as a whole: it keeps the meaning only if every part does, and turns it
  /// round only if one part does and the others keep it.
  public var relation: Mutation.Relation {
    var result = Mutation.Relation.agrees
    for mutation in mutations {
      switch (result, mutation.kind.definition.relation) {
      case (_, .agrees): break
      case (_, .mayDiffer(let reason)): return .mayDiffer(reason)
      case (.differs, .differs): return .mayDiffer("The meaning is turned round twice.")
      case (_, .differs): result = .differs
      }
    }
    return result
  }
}
