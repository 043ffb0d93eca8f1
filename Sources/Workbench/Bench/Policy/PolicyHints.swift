public import Policies
import TextEditing

/// What the linter said of the text in the editor, carried along while it is edited.
public struct PolicyHints: Sendable {
  /// All but those of ignored rules, in the order of their lines, with the lines as they are now.
  public private(set) var shown: [LintHint] = []
  /// Lines beside which there is a hint, counted from 0.
  public private(set) var lines: Set<Int> = []
  /// Left out until another policy is opened.
  public private(set) var ignored: Set<LintRule> = []
  /// The editor's revision that was read.
  private(set) var readRevision: Int?
  private var all: [LintHint] = []
  /// The editor's revision that the lines are of.
  private var revision = 0

  mutating func take(_ hints: [LintHint], revision: Int) {
    all = hints
    readRevision = revision
    self.revision = revision
    refresh()
  }

  /// Moves the lines along with what was edited. Costs by the edits and the hints.
  mutating func carry(along editor: Editor) {
    guard revision != editor.revision, !all.isEmpty else { return }
    let lines = editor.currentLines(of: all.map { $0.line - 1 }, since: revision)
    all = zip(all, lines).compactMap { hint, line in
      guard let line else { return nil }
      var hint = hint
      hint.line = line + 1
      return hint
    }
    revision = editor.revision
    refresh()
  }

  mutating func ignore(_ rule: LintRule) {
    ignored.insert(rule)
    refresh()
  }

  /// The first hint beside a line, counted from 0; one with a fix goes before one without.
  public func hint(atLine line: Int) -> LintHint? {
    guard lines.contains(line) else { return nil }
    let here = shown.filter { $0.line == line + 1 }
    return here.first { $0.fix != nil } ?? here.first
  }

  private mutating func refresh() {
    shown = all.filter { !ignored.contains($0.rule) }
    lines = Set(shown.map { $0.line - 1 })
  }
}
