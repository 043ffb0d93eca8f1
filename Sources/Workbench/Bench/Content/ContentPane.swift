public import Cases
public import TextEditing

/// The content under review, and the case that it came from.
public struct ContentPane: Sendable {
  public internal(set) var editor = Editor("")
  public internal(set) var view: TextView
  public internal(set) var caseSet: CaseSet?
  /// Index in the set of the case that is shown; nil for content of one's own.
  public internal(set) var caseIndex: Int?
  /// Content of the person's own that another took the place of, oldest first.
  public private(set) var earlier: [OwnContent] = []
  /// Whether the editor's saved text is the case's, so that an edited one is not taken for it.
  private var isCaseLoaded = false
  /// The case that restored content grew from, until its set is there.
  private var origin: OwnContent.Origin?

  /// More are not kept, nor more bytes than this; the newest always is.
  static let earlierLimit = (count: 50, bytes: 4 << 20)

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

  /// Whether the text is no case's: it would be lost with the pane.
  var isOwn: Bool { isCaseEdited && editor.buffer.byteCount > 0 }

  /// Whether anything here would be lost with the pane.
  var hasOwn: Bool { isOwn || !earlier.isEmpty }

  /// `set/id`, while the content is the case's own text.
  public var caseReference: String? {
    isCaseEdited ? nil : shownCase?.reference
  }

  /// The case that the text is, or grew from.
  var caseOrigin: OwnContent.Origin? { shownCase ?? origin }

  private var shownCase: OwnContent.Origin? {
    guard let caseSet, let currentCase else { return nil }
    return OwnContent.Origin(
      reference: "\(caseSet.name)/\(currentCase.id)", expected: currentCase.expected)
  }

  var own: OwnContent? {
    isOwn
      ? OwnContent(text: text, caret: editor.selection.head, origin: caseOrigin) : nil
  }

  /// Shows a case. Content of the person's own goes to ``earlier``, and is one undo away, too.
  mutating func show(caseAt index: Int) {
    guard let caseSet, caseSet.cases.indices.contains(index) else { return }
    let text = caseSet.cases[index].renderedContent
    setAside(for: text)
    editor.replaceAllText(with: text)
    editor.place(TextPosition(line: 0, offset: 0), selecting: false)
    view.top = .start
    caseIndex = index
    origin = nil
    editor.markSaved()
    isCaseLoaded = true
  }

  mutating func clear() {
    setAside(for: "")
    editor.replaceAllText(with: "")
    caseIndex = nil
    origin = nil
    isCaseLoaded = false
  }

  /// Shows content of the person's own.
  mutating func restore(_ content: OwnContent) {
    setAside(for: content.text)
    earlier.removeAll { $0.text == content.text }
    editor = Editor(content.text)
    editor.place(editor.buffer.clamped(content.caret), selecting: false)
    view.top = .start
    view.follow(editor.selection.head, in: editor.buffer)
    caseIndex = nil
    isCaseLoaded = false
    origin = content.origin
    findOrigin()
  }

  /// Takes another set, or the same one as it is now. Own content is linked to the case that it grew
  /// from where the set has it, and remembers it where not.
  mutating func take(_ set: CaseSet) {
    if isOwn, let shownCase { origin = shownCase }
    let id = caseSet?.name == set.name ? currentCase?.id : nil
    caseSet = set
    caseIndex = id.flatMap { id in set.cases.firstIndex { $0.id == id } }
    findOrigin()
  }

  private mutating func findOrigin() {
    guard caseIndex == nil, let origin, let caseSet, caseSet.name == origin.set else { return }
    caseIndex = caseSet.cases.firstIndex { $0.id == origin.id }
  }

  // MARK: Earlier contents

  /// Keeps content for later without showing it; the same text is kept once.
  mutating func keep(_ content: OwnContent) {
    guard !content.text.isEmpty, content.text != text else { return }
    add(content)
  }

  private mutating func setAside(for text: String) {
    if let own, own.text != text { add(own) }
  }

  private mutating func add(_ content: OwnContent) {
    earlier.removeAll { $0.text == content.text }
    earlier.append(content)
    var bytes = earlier.reduce(0) { $0 + $1.text.utf8.count }
    while earlier.count > 1,
      earlier.count > Self.earlierLimit.count || bytes > Self.earlierLimit.bytes
    {
      bytes -= earlier.removeFirst().text.utf8.count
    }
  }

  mutating func discardEarlier(_ text: String) {
    earlier.removeAll { $0.text == text }
  }
}
