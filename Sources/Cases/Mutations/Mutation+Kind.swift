extension Mutation {
  /// What can be done to a text. The raw values are the words of the command line and of files.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case randomCase = "random-case"
    case leet
    case homoglyph
    case fullWidth = "full-width"
    case mathematical
    case upsideDown = "upside-down"

    public var definition: Definition {
      switch self {
      case .randomCase: LetterMutations.randomCase
      case .leet: LetterMutations.leet
      case .homoglyph: LetterMutations.homoglyph
      case .fullWidth: LetterMutations.fullWidth
      case .mathematical: LetterMutations.mathematical
      case .upsideDown: LetterMutations.upsideDown
      }
    }
  }
}
