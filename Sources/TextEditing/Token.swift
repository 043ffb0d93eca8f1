/// A stretch of a line that is drawn in a style of its own. Tokens of a line are in order and do not
/// overlap.
public struct Token: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// A heading line, but for the rule ids and code in it.
    case heading
    /// `*text*`, marks included.
    case emphasis
    /// `**text**`, marks included.
    case strong
    /// `` `text` `` that is no label, or a line of a fenced block.
    case code
    /// The line that opens or closes a fenced block.
    case fence
    /// `[text](address)`, `<https://…>` or a bare address.
    case link
    /// `-`, `*`, `+`, `1.` or `1)` before a list item.
    case listMark
    /// `>` before a quoted line.
    case quote
    /// The id of a policy's rule: `SP3.b`, `D-SP2`, `[S1]`, or `1.3` at the start of a line.
    case ruleID
    /// A label as policies write the possible answers: `` `VIOLATES` ``, `` `SP3` ``, `` `0` ``.
    case label
    /// `<!-- text -->`, over several lines as well.
    case comment
    /// `---`, `***` or `___` alone in a line.
    case thematicBreak
    /// A `|` of a table row.
    case tableMark
  }

  /// UTF-8 offsets in the line.
  public var range: Range<Int>
  public var kind: Kind

  public init(range: Range<Int>, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}
