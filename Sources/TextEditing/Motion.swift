/// A way for the caret to move. Left and right step by grapheme cluster, up, down and page by visual
/// row with a sticky column; words go over line breaks; line start and end are those of the line of
/// the text, however many rows it is wrapped to.
public enum Motion: Hashable, Sendable, CaseIterable {
  case left, right, up, down
  case wordLeft, wordRight
  case lineStart, lineEnd
  case pageUp, pageDown
  case documentStart, documentEnd
}

/// How much a deletion takes when nothing is selected.
public enum DeletionUnit: Hashable, Sendable, CaseIterable {
  /// One grapheme cluster, or the line break.
  case character
  /// As far as `Motion.wordLeft` or `.wordRight` goes.
  case word
  /// The whole line with its line break.
  case line
  /// To the line's start, or the line break before it when already there.
  case toLineStart
  /// To the line's end, or the line break behind it when already there.
  case toLineEnd
}
