/// Colours Markdown as policies are written in it, line by line, while it is edited.
///
/// It remembers for each line what the lines before leave open, and after an edit reads again from
/// there until that agrees with what it remembered: for most keys, one line. Tokens are made for the
/// lines that are drawn.
public struct MarkdownHighlighter: Hashable, Sendable {
  /// What is open at the start of each line.
  private var entries: [MarkdownLexer.State] = []
  private var revision: Int?

  public init() {}

  public init(_ buffer: TextBuffer) { update(whole: buffer) }

  /// Brings it up to date with an editor, by its edits since the last time. Give it always the same
  /// editor; for another one, start with a new highlighter.
  public mutating func update(for editor: Editor) {
    guard revision != editor.revision else { return }
    if let revision, let edits = editor.edits(since: revision) {
      // Lines before the first touched and behind the last touched are as they were, however the
      // edits between moved them: the latter are counted from the end.
      var untouchedHead = editor.buffer.lineCount
      var untouchedTail = editor.buffer.lineCount
      for edit in edits {
        splice(edit)
        untouchedHead = min(untouchedHead, edit.range.start.line)
        untouchedTail = min(untouchedTail, entries.count - edit.replacementEnd.line - 1)
      }
      read(untouchedHead..<(editor.buffer.lineCount - untouchedTail), in: editor.buffer)
    } else {
      update(whole: editor.buffer)
    }
    revision = editor.revision
  }

  /// Brings it up to date after one edit; `buffer` is the edited text.
  public mutating func update(after edit: Edit, in buffer: TextBuffer) {
    splice(edit)
    read(edit.range.start.line..<(edit.replacementEnd.line + 1), in: buffer)
  }

  /// Reads the whole text. Complexity: O(length of the text).
  public mutating func update(whole buffer: TextBuffer) {
    revision = nil
    entries = [.text]
    entries.reserveCapacity(buffer.lineCount)
    for line in 0..<(buffer.lineCount - 1) {
      entries.append(MarkdownLexer.exit(of: buffer.line(line), entry: entries[line]))
    }
  }

  /// The tokens of a line. Complexity: O(length of the line), at most 8 kB of it.
  public func tokens(line: Int, in buffer: TextBuffer) -> [Token] {
    let entry = line < entries.count ? entries[line] : .text
    return MarkdownLexer(buffer.line(line), entry: entry).tokens
  }

  /// Makes room for the lines that an edit adds, or takes out those that it removes.
  private mutating func splice(_ edit: Edit) {
    let first = edit.range.start.line
    guard edit.range.end.line < entries.count else { return }
    let count = edit.replacementEnd.line - first
    guard count != edit.range.end.line - first else { return }
    entries.replaceSubrange(
      (first + 1)..<(edit.range.end.line + 1), with: repeatElement(.text, count: count))
  }

  /// Reads the lines of a range again, and on until what is open agrees with what was remembered.
  private mutating func read(_ lines: Range<Int>, in buffer: TextBuffer) {
    guard entries.count == buffer.lineCount else { return update(whole: buffer) }
    for line in lines.lowerBound..<(buffer.lineCount - 1) {
      let exit = MarkdownLexer.exit(of: buffer.line(line), entry: entries[line])
      if line >= lines.upperBound - 1, entries[line + 1] == exit { return }
      entries[line + 1] = exit
    }
  }
}
