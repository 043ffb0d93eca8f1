public import Policies
public import TextEditing

/// A policy as it lies on disk.
public struct PolicyDocument: Hashable, Sendable {
  /// The folder's name, or the path of a file outside a workspace.
  public var name: String
  /// Of `policy.md`.
  public var text: String
  public var settings: PolicySettings
  /// Oldest first.
  public var versions: [PolicyVersion]
  /// The number of the version that `text` is; nil where `policy.md` was edited outside, or where
  /// nothing is saved yet.
  public var version: Int?
  /// Labels that ask before they move, by the policy's own list.
  public var protectedLabels: [String]
  /// Why `policy.toml` cannot be used, with its line; the settings are the usual ones then.
  public var settingsProblem: String?

  public init(
    name: String, text: String, settings: PolicySettings = PolicySettings(),
    versions: [PolicyVersion] = [], version: Int? = nil, protectedLabels: [String] = []
  ) {
    self.name = name
    self.text = text
    self.settings = settings
    self.versions = versions
    self.version = version
    self.protectedLabels = protectedLabels
  }
}

/// The policy editor, and what is understood of the text in it.
public struct PolicyPane: Sendable {
  public internal(set) var document: PolicyDocument?
  public internal(set) var editor: Editor
  public internal(set) var view: TextView
  /// The working text.
  public var text: String { editor.buffer.text }
  var highlighter = MarkdownHighlighter()
  /// The saved version that the working text grew from.
  public internal(set) var basedOn: Int?
  private var reading = PolicyReading("")
  public private(set) var estimate = TokenCounts(total: 0, sections: [])
  /// What an engine's own tokenizer said of the text, last.
  var counted: Counted?
  /// The policy whose text is shown before the rest is known.
  private var previewed: String?
  /// The editor's revision that the outline was read from.
  private var outlineRevision: Int
  /// Lines of the working text, from 0, that the current run cites.
  public private(set) var citedLines: Set<Int> = []
  private var marksRevision = 0
  /// What the linter says of the text.
  public internal(set) var hints = PolicyHints()
  /// What recorded runs made of each rule, while the gutter shows it.
  public internal(set) var heat: PolicyHeat?

  init(view: TextView) {
    editor = Editor("")
    self.view = view
    outlineRevision = editor.revision
  }

  public var outline: PolicyOutline { reading.outline }
  public var format: AnswerFormat { reading.format }
  public var name: String? { document?.name ?? previewed }
  /// Why what needs an open policy cannot run.
  var noPolicyReason: String? { name == nil ? "No policy is open. Ctrl-O opens one." : nil }
  public var isModified: Bool { editor.isModified }
  /// Whether the text is a saved version, byte for byte.
  public var savedVersion: Int? { isModified ? nil : document?.version }
  var isOutlineCurrent: Bool { outlineRevision == editor.revision }

  /// Shows a text of which nothing is known yet but its name.
  mutating func preview(_ text: String, of name: String) {
    place(text)
    previewed = name
  }

  private mutating func place(_ text: String) {
    editor = Editor(text)
    counted = nil
    highlighter = MarkdownHighlighter()
    highlighter.update(for: editor)
    view.top = .start
  }

  mutating func show(_ document: PolicyDocument) {
    // What was typed over a preview stays.
    let isShown = previewed == document.name && (isModified || editor.buffer.text == document.text)
    previewed = nil
    self.document = document
    if !isShown { place(document.text) }
    basedOn = document.version ?? document.versions.last?.number
    citedLines = []
    hints = PolicyHints()
    heat = nil
    readOutline()
  }

  /// The files are others than they were; the working text stays.
  mutating func update(_ document: PolicyDocument) {
    let isReadOtherwise = document.settings.answer != self.document?.settings.answer
    self.document = document
    if isReadOtherwise { readOutline() }
  }

  /// Reads the text anew, if it changed since it was last read. Linear in the text.
  mutating func refreshOutline() {
    if !isOutlineCurrent { readOutline() }
  }

  /// What was read elsewhere, unless the text has moved on.
  mutating func take(_ reading: PolicyReading, tokens: Int, revision: Int) {
    guard revision == editor.revision else { return }
    self.reading = reading
    outlineRevision = revision
    estimate = TokenCounts(estimating: "", total: tokens, sections: sectionTexts)
  }

  private mutating func readOutline() {
    let text = editor.buffer.text
    reading = PolicyReading(text, declared: document?.settings.answer)
    outlineRevision = editor.revision
    estimate = TokenCounts(estimating: text, sections: sectionTexts)
  }

  /// After every change of the text: colours and marks follow it. Costs by what changed.
  mutating func followEdits() {
    highlighter.update(for: editor)
    carryMarks()
    hints.carry(along: editor)
    heat?.carry(along: editor)
  }

  // MARK: Marks of citations

  /// Forgets the marks of the last run; those of the next are of the text as it stands.
  mutating func beginMarks() {
    citedLines = []
    marksRevision = editor.revision
  }

  /// Marks a line of the text as it was at ``beginMarks()``, counted from 1.
  mutating func mark(line: Int, since revision: Int) {
    carryMarks()
    if let current = currentLine(of: line - 1, since: revision) { citedLines.insert(current) }
  }

  /// Where a line of the text as it was, counted from 0, stands now; nil where it is gone.
  func currentLine(of line: Int, since revision: Int) -> Int? {
    editor.currentLines(of: [line], since: revision)[0]
  }

  /// Moves the marks along with what was edited since.
  mutating func carryMarks() {
    guard marksRevision != editor.revision else { return }
    citedLines = Set(
      editor.currentLines(of: citedLines, since: marksRevision).compactMap { $0 })
    marksRevision = editor.revision
  }
}
