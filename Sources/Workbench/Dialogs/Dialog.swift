import Policies
public import Runs
import TerminalText
import TextEditing
import Wording

/// One question over the screen. Enter accepts, Esc leaves everything as it was.
public enum Dialog: Sendable {
  case pick(Picker)
  case prompt(Prompt)
  case confirm(Confirmation)
  /// The selected entry of ``Command/menuEntries``.
  case menu(ListState)
  case palette(Palette)
  case help(Pager)
  case find(FindBar)
  case recover(Recovery)

  /// Whether text is typed into it.
  var hasField: Bool {
    switch self {
    case .pick, .prompt, .palette, .find: true
    case .confirm, .menu, .help, .recover: false
    }
  }
}

extension Dialog {
  /// What a screen asks in it; nil where something else does.
  var screenQuestion: ScreenQuestion? {
    switch self {
    case .pick(let picker): if case .screen(let asked) = picker.purpose { return asked }
    case .prompt(let prompt): if case .screen(let asked) = prompt.purpose { return asked }
    case .confirm(let confirmation):
      if case .screen(let asked) = confirmation.purpose { return asked }
    case .menu, .palette, .help, .find, .recover: break
    }
    return nil
  }
}

/// A list to choose from, narrowed by typing.
public struct Picker: Sendable {
  public enum Purpose: Hashable, Sendable {
    case policy
    case caseSet
    case samplingParameter
    /// What to do about a change by somebody else.
    case outsideChange
    /// What a new policy of this name begins with.
    case template(String)
    /// Sections, rules and examples; what is selected is shown behind the picker.
    case outline
    /// Two to four policies to be run beside one another.
    case policies
    /// Sentences of the chain that cite the line of the caret.
    case citing
    /// A screen's question.
    case screen(ScreenQuestion)
    /// Unsaved text from before.
    case drafts
    /// What a label decides that the policy leaves open.
    case labelDecision(String)
  }

  public struct Item: Hashable, Sendable {
    /// What is chosen: a name, or an index as text.
    public var value: String
    public var title: String
    public var detail: String
  }

  public var purpose: Purpose
  public var title: String
  public var items: [Item]
  public var field = TextField()
  public var list: ListState
  /// What Space has marked, by value; nil where one thing only is chosen.
  public var marked: Set<String>?
  /// How often Space was pressed before there was anything to mark.
  private var waitingMarks = 0
  /// A line below the list.
  public var hint: String
  /// The items are still on their way; what is typed meanwhile filters them when they come.
  public var isLoading = false
  /// Enter was pressed while they were.
  var isAccepted = false

  init(_ purpose: Purpose, title: String, items: [Item], selected: Int = 0, hint: String = "") {
    self.purpose = purpose
    self.title = title
    self.items = items
    self.hint = hint
    list = ListState(count: items.count, selected: selected)
  }

  /// The picker while its items are being listed.
  static func loading(_ purpose: Purpose, title: String) -> Picker {
    var picker = Picker(purpose, title: title, items: [])
    picker.isLoading = true
    return picker
  }

  /// Takes the items that were listed; the field stays.
  mutating func fill(_ items: [Item], selected: Int, hint: String) {
    self.items = items
    self.hint = hint
    isLoading = false
    list = ListState(count: shown.count, selected: field.text.isEmpty ? selected : 0)
    for _ in 0..<waitingMarks { mark() }
    waitingMarks = 0
  }

  /// Marks what is selected, or takes the mark away, and goes on to the next.
  mutating func mark() {
    if isLoading { waitingMarks += 1 }
    guard !isLoading, let item = chosen else { return }
    if marked?.remove(item.value) == nil { marked?.insert(item.value) }
    list.move(by: 1)
  }

  public var shown: [Item] {
    let query = field.text
    return query.isEmpty ? items : items.filter { isMatch(query, $0) }
  }

  /// What an outline's entries say is as good as their ids.
  private func isMatch(_ query: String, _ item: Item) -> Bool {
    FuzzyMatch.score(query, in: item.title) != nil
      || [.outline, .citing].contains(purpose)
        && FuzzyMatch.score(query, in: item.detail) != nil
  }

  public var chosen: Item? {
    let shown = shown
    return shown.indices.contains(list.selected) ? shown[list.selected] : nil
  }
}

/// A question whose answer is typed.
public struct Prompt: Sendable {
  public enum Purpose: Hashable, Sendable {
    case saveNote
    case newPolicy
    case goToLine
    case addCase
    /// What llama-server is to be started on.
    case startEngine
    case pull(from: EngineIdentity)
    case parameter(SamplingParameter)
    /// The file that is to be imported, and the set that it becomes.
    case importFile, importedSet
    /// A screen's question.
    case screen(ScreenQuestion)
  }

  public var purpose: Purpose
  public var title: String
  public var field: TextField
  /// What may be typed.
  public var hint: String
  /// Why the last answer was refused.
  public var problem: String?

  init(_ purpose: Purpose, title: String, text: String = "", hint: String) {
    self.purpose = purpose
    self.title = title
    self.hint = hint
    field = TextField(text)
  }
}

/// A yes or no, the safe answer preselected.
public struct Confirmation: Sendable {
  public enum Purpose: Hashable, Sendable {
    case discardDraft
    /// A draft that another process left, by its id.
    case discardLeft(String)
    /// One of the contents typed before, by its text.
    case discardContent(String)
    /// `policy.md` was changed by somebody else since it was read.
    case saveOver(SaveOrder)
    case stopEngine
    case stopPull
    /// Engines that the workspace names.
    case acceptOffer
    /// A screen's question.
    case screen(ScreenQuestion)
  }

  public var purpose: Purpose
  public var title: String
  /// What will be lost. May have several lines.
  public var message: String
  public var yes: String
  public var no: String
  public var isYes = false
}

/// A draft that another process left behind.
public struct Recovery: Sendable {
  public var draft: DraftSnapshot
  public var document: PolicyDocument
  /// The difference, when asked for.
  public var difference: DifferenceScreen?

  var headline: String {
    let time = draft.time.map { " (\($0.prefix(16).replacing("T", with: " ")))" } ?? ""
    return draft.isCleanExit
      ? "“\(draft.policy)” has other text that was not saved\(time)."
      : "Precept ended before “\(draft.policy)” was saved\(time)."
  }

  var keyWords: String {
    draft.id == nil
      ? "Enter recovers it · d shows the difference · Esc keeps it for later"
      : "Enter recovers it · d difference · x discards it · Esc keeps it for later"
  }

  var contentWords: String {
    draft.hasContent
      ? ", and \(Measure.bytes(Int64(draft.content.utf8.count))) of content" : ""
  }
}

/// Lines to read.
public struct Pager: Sendable {
  public struct Line: Hashable, Sendable {
    public enum Role: Hashable, Sendable {
      case heading, text, dim, added, removed, changed, control
    }

    public var role: Role
    public var text: String
    /// UTF-8 ranges of the text that spell control tokens.
    public var controls: [Range<Int>] = []

    public init(_ role: Role = .text, _ text: String) {
      self.role = role
      self.text = text
    }
  }

  public var title: String
  /// Beside the title.
  public var facts: [String]
  public var lines: [Line]
  public var list: ListState

  public init(title: String, facts: [String] = [], lines: [Line]) {
    self.title = title
    self.facts = facts
    self.lines = lines
    list = ListState(count: lines.count)
  }

  /// The first line shown.
  public var top: Int { list.selected }

  /// Scrolls, but not past the last screenful of wrapped lines.
  mutating func scroll(by rows: Int, in size: Size) {
    list.select(min(list.selected + rows, lastTop(in: size)))
  }

  /// The first line of the last screenful. Costs by its rows.
  private func lastTop(in size: Size) -> Int {
    let wrapping = Wrapping(columns: max(8, size.columns))
    var room = size.rows
    var top = lines.count
    while top > 0 {
      room -= wrapping.rows(of: lines[top - 1].text).count
      // A line that is taller than the screen is shown from its beginning.
      if room < 0, top < lines.count { break }
      top -= 1
      if room <= 0 { break }
    }
    return top
  }
}

/// Every command, narrowed by typing; what was used last comes first.
public struct Palette: Sendable {
  public var field = TextField()
  public var list = ListState()
  public var rows: [Command]

  init(recent: [Command]) {
    rows = Self.match("", recent: recent)
    list.setCount(rows.count)
  }

  mutating func refresh(recent: [Command]) {
    rows = Self.match(field.text, recent: recent)
    list = ListState(count: rows.count)
  }

  private static func match(_ query: String, recent: [Command]) -> [Command] {
    let all = Command.all.map(\.command)
    let rank = { (command: Command) in recent.firstIndex(of: command) ?? recent.count }
    if query.isEmpty {
      return recent + all.filter { !recent.contains($0) }
    }
    return all.enumerated()
      .compactMap { index, command -> (Command, Int, Int, Int)? in
        // A title counts more than an id, and a short title more than a long one.
        let title = FuzzyMatch.score(query, in: command.info.title)
          .map { $0 * 4 + command.info.title.utf8.count / 8 }
        let id = FuzzyMatch.score(query, in: command.id).map { $0 * 4 + 6 }
        guard var score = [title, id].compactMap({ $0 }).min() else { return nil }
        if command.id == query.lowercased() { score = -1 }
        return (command, score, rank(command), index)
      }
      .sorted { ($0.1, $0.2, $0.3) < ($1.1, $1.2, $1.3) }
      .map(\.0)
  }
}

/// The find bar under a pane.
public struct FindBar: Sendable {
  public enum Field: Hashable, Sendable {
    case query, replacement
  }

  public var pane: Pane
  public var query: TextField
  public var replacement = TextField()
  public var field = Field.query
}
