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

    case html
    case markdown
    case codeFence = "code-fence"
    case json

    case quotation
    case fiction
    case negation
    case authority

    case ignorePolicy = "ignore-policy"
    case forgedVerdict = "forged-verdict"
    case rolePlay = "false-roles"
    case hiddenInjection = "hidden-order"
    case harmonyFinal = "harmony-final"
    case harmonyReasoning = "harmony-reasoning"
    case harmonyRoles = "harmony-roles"
    case harmonySpellings = "harmony-spellings"

    case paddingBefore = "padding-before"
    case paddingAfter = "padding-after"
    case paddingAround = "padding-around"

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
      case .html: MarkupMutations.html
      case .markdown: MarkupMutations.markdown
      case .codeFence: MarkupMutations.codeFence
      case .json: MarkupMutations.json
      case .quotation: FramingMutations.quotation
      case .fiction: FramingMutations.fiction
      case .negation: FramingMutations.negation
      case .authority: FramingMutations.authority
      case .ignorePolicy: InjectionMutations.ignorePolicy
      case .forgedVerdict: InjectionMutations.forgedVerdict
      case .rolePlay: InjectionMutations.rolePlay
      case .hiddenInjection: InjectionMutations.hiddenInjection
      case .harmonyFinal: InjectionMutations.harmonyFinal
      case .harmonyReasoning: InjectionMutations.harmonyReasoning
      case .harmonyRoles: InjectionMutations.harmonyRoles
      case .harmonySpellings: InjectionMutations.harmonySpellings
      case .paddingBefore: PaddingMutations.before
      case .paddingAfter: PaddingMutations.after
      case .paddingAround: PaddingMutations.around
      }
    }
  }
}
