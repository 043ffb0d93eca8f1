public import Cases
public import TextEditing

/// The content under review, and the case that it came from.
public struct ContentPane: Sendable {
  public internal(set) var editor = Editor("")
  public internal(set) var view: TextView
  public internal(set) var caseSet: CaseSet?
  /// Index in the set of the case that is shown; nil for content of one's own.
  public internal(set) var caseIndex: Int?
  /// Whether the editor's saved text is the case's, so that an edited one is not taken for it.
  private var isCaseLoaded = false

  init(view: TextView) {
    self.view = view
  }

  public var text: String { editor.buffer.text }

  public var currentCase: Case? {
    guard let caseSet, let caseIndex, caseSet.cases.indices.contains(caseIndex) else { return nil }
    return caseSet.cases[caseIndex]
  }

  /// Whether the text was changed since the case was loaded.
  public var isCaseEdited: Bool { !isCaseLoaded || editor.isModified }

  /// `set/id`, while the content is the case's own text.
  public var caseReference: String? {
    guard let caseSet, let currentCase, !isCaseEdited else { return nil }
    return "\(caseSet.name)/\(currentCase.id)"
  }

  /// Shows a case. What was typed before stays one undo away.
  mutating func show(caseAt index: Int) {
    guard let caseSet, caseSet.cases.indices.contains(index) else { return }
    editor.replaceAllText(with: caseSet.cases[index].renderedContent)
    editor.place(TextPosition(line: 0, offset: 0), selecting: false)
    view.top = .start
    caseIndex = index
    editor.markSaved()
    isCaseLoaded = true
  }

  mutating func clear() {
    editor.replaceAllText(with: "")
    caseIndex = nil
    isCaseLoaded = false
  }

  mutating func restore(_ text: String, caseIndex: Int?) {
    editor = Editor(text)
    view.top = .start
    self.caseIndex = caseIndex
    isCaseLoaded = currentCase?.renderedContent == text
    if !isCaseLoaded { self.caseIndex = nil }
  }
}
