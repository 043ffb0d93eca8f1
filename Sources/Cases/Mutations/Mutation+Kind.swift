extension Mutation {
  /// What can be done to a text. The raw values are the words of the command line and of files.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case randomCase = "random-case"
    case leet
    case homoglyph
    case fullWidth = "full-width"
    case mathematical
    case upsideDown = "upside-down"

    case zeroWidth = "zero-width"
    case softHyphen = "soft-hyphen"
    case tagCharacters = "tag-characters"
    case zalgo
    case bidi

    case spacing
    case dotting
    case unspacing = "no-spaces"
    case scramble
    case reverseLetters = "reverse-letters"
    case reverseWords = "reverse-words"

    case regionalIndicators = "emoji-letters"
    case emojiWords = "emoji-words"
    case emojiBetween = "emoji-between"

    case base64
    case hex
    case rot13
    case urlEncoding = "url-encoding"
    case htmlEntities = "html-entities"
    case nfc
    case nfd
    case nfkc
    case nfkd

    case morse
    case pigLatin = "pig-latin"

    public var definition: Definition {
      switch self {
      case .randomCase: LetterMutations.randomCase
      case .leet: LetterMutations.leet
      case .homoglyph: LetterMutations.homoglyph
      case .fullWidth: LetterMutations.fullWidth
      case .mathematical: LetterMutations.mathematical
      case .upsideDown: LetterMutations.upsideDown
      case .zeroWidth: InvisibleMutations.zeroWidth
      case .softHyphen: InvisibleMutations.softHyphen
      case .tagCharacters: InvisibleMutations.tagCharacters
      case .zalgo: InvisibleMutations.zalgo
      case .bidi: InvisibleMutations.bidi
      case .spacing: SpacingMutations.spacing
      case .dotting: SpacingMutations.dotting
      case .unspacing: SpacingMutations.unspacing
      case .scramble: SpacingMutations.scramble
      case .reverseLetters: SpacingMutations.reverseLetters
      case .reverseWords: SpacingMutations.reverseWords
      case .regionalIndicators: EmojiMutations.regionalIndicators
      case .emojiWords: EmojiMutations.emojiWords
      case .emojiBetween: EmojiMutations.emojiBetween
      case .base64: EncodingMutations.base64
      case .hex: EncodingMutations.hex
      case .rot13: EncodingMutations.rot13
      case .urlEncoding: EncodingMutations.urlEncoding
      case .htmlEntities: EncodingMutations.htmlEntities
      case .nfc: EncodingMutations.nfc
      case .nfd: EncodingMutations.nfd
      case .nfkc: EncodingMutations.nfkc
      case .nfkd: EncodingMutations.nfkd
      case .morse: LanguageMutations.morse
      case .pigLatin: LanguageMutations.pigLatin
      }
    }
  }
}
