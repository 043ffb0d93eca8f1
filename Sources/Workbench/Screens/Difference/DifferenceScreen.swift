import Differences
import Policies
import TerminalText

/// Two texts of a policy, compared line by line and word by word.
public struct DifferenceScreen: Screen {
  public static let about = ScreenDescription(
    id: .difference, title: "Difference", whereabouts: "where two versions are compared",
    opening: nil)

  /// How a comparison is shown; kept from one to the next.
  public struct Options: Hashable, Sendable {
    /// Where the window has room for it.
    public var isSideBySide = false
    /// The whole texts, or the changes with a few lines around each.
    public var isWhole = false

    public init(isSideBySide: Bool = false, isWhole: Bool = false) {
      self.isSideBySide = isSideBySide
      self.isWhole = isWhole
    }
  }

  /// One row, before it is wrapped.
  enum Row: Hashable, Sendable {
    /// The number of a line of the difference.
    case line(Int)
    /// Lines that stand beside each other; nil where one side has none.
    case pair(old: Int?, new: Int?)
    /// So many lines that are the same, and under which heading the next ones stand.
    case gap(Int, heading: String?)
    case note(String)
  }

  /// Lines around each change.
  static let context = 3

  public let oldName: String
  public let newName: String
  let difference: TextDifference
  let added: Int
  let removed: Int
  private(set) var rows: [Row] = []
  /// The rows of each change.
  private(set) var changes: [Range<Int>] = []
  /// The change that `n` and `N` have gone to.
  private(set) var change = 0
  /// How the rows are laid out now.
  private(set) var options: Options
  /// The first row shown, and how many of its wrapped rows are above the window.
  private(set) var top = 0
  private(set) var skipped = 0
  /// For counts that are typed before a motion.
  var list = ListState()

  init(from old: String, named oldName: String, to new: String, named newName: String) {
    self.oldName = oldName
    self.newName = newName
    difference = TextDifference(from: old, to: new)
    added = difference.lines.count { $0.kind == .added }
    removed = difference.lines.count { $0.kind == .removed }
    options = Options()
    arrange()
  }

  public var isEmpty: Bool { difference.isEmpty }

  /// As `diff -u` prints it.
  func unified(file: String) -> String {
    let head = ["--- \(file) \(oldName)", "+++ \(file) \(newName)"]
    return (head + difference.unified(context: Self.context)).joined(separator: "\n") + "\n"
  }

  /// The greatest line number of both texts.
  var lastNumber: Int {
    difference.lines.reduce(1) { max($0, $1.oldLine ?? 0, $1.newLine ?? 0) }
  }

  // MARK: Rows

  /// Lays the rows out in another way; what is on top stays there.
  mutating func arrange(_ options: Options) {
    guard options != self.options else { return }
    let line = rows.indices.contains(top) ? firstLine(at: top) : nil
    self.options = options
    arrange()
    skipped = 0
    top = line.flatMap { line in rows.indices.last { (firstLine(at: $0) ?? .max) <= line } } ?? 0
  }

  private func firstLine(at row: Int) -> Int? {
    for row in rows[row...] {
      switch row {
      case .line(let line): return line
      case .pair(let old, let new): return old ?? new
      case .gap, .note: continue
      }
    }
    return nil
  }

  private mutating func arrange() {
    let shown = shownLines
    rows = []
    changes = []
    var index = 0
    while index < difference.lines.count {
      if !shown[index] {
        let end = shown[index...].firstIndex(of: true) ?? shown.count
        rows.append(.gap(end - index, heading: end < shown.count ? heading(before: end) : nil))
        index = end
      } else if difference.lines[index].kind == .same {
        rows.append(options.isSideBySide ? .pair(old: index, new: index) : .line(index))
        index += 1
      } else {
        let end =
          difference.lines[index...].firstIndex { $0.kind == .same } ?? difference.lines.count
        let first = rows.count
        addChange(index..<end)
        changes.append(first..<rows.count)
        index = end
      }
    }
    if difference.endsInNewline.old != difference.endsInNewline.new {
      let without = difference.endsInNewline.old ? newName : oldName
      rows.append(.note("The last line of \(without) has no line end."))
    }
    change = min(change, max(0, changes.count - 1))
    list = ListState(count: rows.count)
  }

  /// Removed lines beside the added ones that took their place.
  private mutating func addChange(_ lines: Range<Int>) {
    guard options.isSideBySide else {
      rows += lines.map { .line($0) }
      return
    }
    var index = lines.lowerBound
    while index < lines.upperBound {
      let removed = difference.lines[index..<lines.upperBound].prefix { $0.kind == .removed }
      let added = difference.lines[removed.endIndex..<lines.upperBound].prefix { $0.kind == .added }
      for offset in 0..<max(removed.count, added.count) {
        rows.append(
          .pair(
            old: offset < removed.count ? removed.startIndex + offset : nil,
            new: offset < added.count ? added.startIndex + offset : nil))
      }
      index = added.endIndex
    }
  }

  private var shownLines: [Bool] {
    let lines = difference.lines
    guard !options.isWhole else { return lines.map { _ in true } }
    var shown = lines.map { _ in false }
    for (index, line) in lines.enumerated() where line.kind != .same {
      for near in max(0, index - Self.context)...min(lines.count - 1, index + Self.context) {
        shown[near] = true
      }
    }
    // A gap of one line saves none.
    for index in shown.indices where !shown[index] {
      let isAlone =
        (index == 0 || shown[index - 1]) && (index + 1 == shown.count || shown[index + 1])
      if isAlone { shown[index] = true }
    }
    return shown
  }

  /// The nearest heading above a line, so that one knows where a change is.
  private func heading(before index: Int) -> String? {
    difference.lines[..<index].last { $0.kind != .removed && $0.text.hasPrefix("#") }?.text
  }

  // MARK: Scrolling

  mutating func perform(_ motion: ListState.Motion, in layout: DifferenceLayout) {
    switch motion {
    case .by(let count): scroll(by: count, in: layout)
    case .to(let row): (top, skipped) = (min(max(row, 0), max(0, rows.count - 1)), 0)
    case .end: (top, skipped) = lastTop(in: layout)
    }
    clamp(in: layout)
  }

  /// Costs by the rows that are passed.
  private mutating func scroll(by count: Int, in layout: DifferenceLayout) {
    var rest = count
    while rest > 0, top < rows.count {
      let below = layout.height(of: rows[top], self) - skipped
      if rest < below {
        skipped += rest
        return
      }
      rest -= below
      guard top + 1 < rows.count else { return }
      (top, skipped) = (top + 1, 0)
    }
    while rest < 0 {
      if skipped >= -rest {
        skipped += rest
        return
      }
      rest += skipped
      skipped = 0
      guard top > 0 else { return }
      top -= 1
      skipped = layout.height(of: rows[top], self)
    }
  }

  /// Not past the last screenful.
  mutating func clamp(in layout: DifferenceLayout) {
    let last = lastTop(in: layout)
    if (top, skipped) > last { (top, skipped) = last }
  }

  private func lastTop(in layout: DifferenceLayout) -> (Int, Int) {
    var room = layout.list.rows
    for row in rows.indices.reversed() {
      let height = layout.height(of: rows[row], self)
      if height >= room { return (row, height - room) }
      room -= height
    }
    return (0, 0)
  }

  /// Goes to the next change, or the previous one, and shows what stands before it.
  ///
  /// - Returns: false where there is none in that direction.
  mutating func goToChange(forward: Bool, in layout: DifferenceLayout) -> Bool {
    let next = change + (forward ? 1 : -1)
    guard changes.indices.contains(next) else { return false }
    change = next
    show(changes[next].lowerBound, in: layout)
    return true
  }

  private mutating func show(_ row: Int, in layout: DifferenceLayout) {
    guard !layout.isVisible(row, in: self) else { return }
    (top, skipped) = (row, 0)
    scroll(by: -min(Self.context, layout.list.rows / 4), in: layout)
    clamp(in: layout)
  }
}

extension ScreenID {
  static let difference = ScreenID("difference")
}

extension DifferenceScreen {
  public mutating func opened(in environment: Environment) -> [Update] {
    arrange(environment.difference, in: environment)
    return []
  }

  /// Lays the rows out as a person wants them, where the window has room for that.
  mutating func arrange(_ wanted: Options, in environment: Environment) {
    var options = wanted
    if environment.size.columns < DifferenceLayout.sideBySideColumns {
      options.isSideBySide = false
    }
    arrange(options)
    clamp(in: layout(in: environment))
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    if case .resized = message { arrange(environment.difference, in: environment) }
    return []
  }

  func layout(in environment: Environment) -> DifferenceLayout {
    DifferenceLayout(
      ScreenLayout(size: environment.size).list, self, options: environment.textOptions)
  }

  public mutating func motion(of character: Character) -> ListState.Motion? {
    list.motion(of: character)
  }

  public mutating func move(
    _ motion: ListState.Motion, in environment: Environment
  ) -> [Update] {
    perform(motion, in: layout(in: environment))
    return []
  }
}
