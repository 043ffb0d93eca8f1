/// Finds how far an emoji sequence reaches, so that only its first emoji is drawn: the width of the
/// whole is 2 on some terminals and the sum of its parts on others.
enum EmojiSequence {
  /// The index behind the emoji sequence that starts at `start`, or `start + 1` if none does.
  ///
  /// Selectors, tones and tags that are not part of a well-formed sequence are left, so that a
  /// message smuggled in them stays visible.
  static func end(in scalars: [Unicode.Scalar], from start: Int) -> Int {
    guard scalars[start].isPictograph else { return start + 1 }
    var end = modifiersEnd(in: scalars, after: start)
    if scalars[start] == "\u{1F3F4}", let flagEnd = subdivisionFlagEnd(in: scalars, from: end) {
      end = flagEnd
    }
    while end + 1 < scalars.count, scalars[end] == "\u{200D}", scalars[end + 1].isPictograph {
      end = modifiersEnd(in: scalars, after: end + 1)
    }
    return end
  }

  /// Skips at most one presentation selector and one skin tone.
  private static func modifiersEnd(in scalars: [Unicode.Scalar], after emoji: Int) -> Int {
    var end = emoji + 1
    if end < scalars.count, scalars[end] == "\u{FE0F}" || scalars[end] == "\u{FE0E}" { end += 1 }
    if end < scalars.count, scalars[end].isEmojiTone,
      scalars[emoji].properties.isEmojiModifierBase
    {
      end += 1
    }
    return end
  }

  /// England, Scotland, Wales: the subdivision flags recommended for interchange.
  private static func subdivisionFlagEnd(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    for flag in ["gbeng", "gbsct", "gbwls"] {
      let tags = flag.unicodeScalars.map { 0xE0000 + $0.value } + [0xE007F]
      if scalars[start...].prefix(tags.count).map(\.value) == tags { return start + tags.count }
    }
    return nil
  }
}
