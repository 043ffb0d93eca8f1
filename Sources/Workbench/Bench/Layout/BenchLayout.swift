public import TerminalText

/// Where everything on the bench stands. A pure function of size, split, focus and zoom.
public struct BenchLayout: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// Under 30 columns or 8 rows: one line asks for room.
    case tooSmall
    /// Under 60 columns or 16 rows, or zoomed: one pane, and a line of tabs.
    case single
    /// Under 100 columns or 24 rows: Policy above, Content and Reasoning as tabs below.
    case stacked
    /// Policy left; Content, Reasoning and Verdict right.
    case wide
  }

  public static let defaultSplit = 480

  public var form: Form
  public var header: Rect
  /// The inside of each pane that is shown, without its border.
  public var panes: [Pane: Rect]
  /// The line on which each pane's title stands.
  public var titles: [Pane: Rect]
  /// Where the names of panes that share a place stand, for clicks.
  public private(set) var tabs: [Pane: Rect] = [:]
  public var body: Rect
  public var message: Rect
  public var footer: Rect
  /// The column of the border between left and right in the wide form.
  public var divider: Int?

  /// - Parameter lower: which of Content and Reasoning is in front in the stacked form.
  public init(size: Size, split: Int, focus: Pane, lower: Pane, zoomed: Bool) {
    let whole = Rect(size)
    header = Rect(column: 0, row: 0, columns: size.columns, rows: 1)
    footer = Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1)
    message = Rect(column: 0, row: size.rows - 2, columns: size.columns, rows: 1)
    body = Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 3)
    panes = [:]
    titles = [:]
    if size.columns < 30 || size.rows < 8 {
      form = .tooSmall
      body = whole
    } else if size.columns < 60 || size.rows < 16 {
      form = .single
      layOutSingle(focus)
    } else if zoomed {
      form = .single
      layOutSingle(focus)
    } else if size.columns < 100 || size.rows < 24 {
      form = .stacked
      layOutStacked(lower: lower)
    } else {
      form = .wide
      layOutWide(split: split)
    }
  }

  private mutating func layOutSingle(_ focus: Pane) {
    let title = Rect(column: 0, row: body.row, columns: body.columns, rows: 1)
    titles[focus] = title
    addTabs(Pane.allCases, in: title)
    panes[focus] = Rect(
      column: 0, row: body.row + 1, columns: body.columns, rows: body.rows - 1)
  }

  private mutating func layOutStacked(lower: Pane) {
    let inner = body.columns - 2
    // Borders: top, between Policy and the tabs, between the tabs and Verdict, bottom.
    let room = body.rows - 4
    let verdict = 1
    let upper = (room - verdict + 1) / 2
    let below = room - verdict - upper
    var row = body.row
    place(.policy, column: 0, row: row, columns: inner, rows: upper)
    row += upper + 1
    place(lower, column: 0, row: row, columns: inner, rows: below)
    if let title = titles[lower] { addTabs([.content, .reasoning], in: title) }
    row += below + 1
    place(.verdict, column: 0, row: row, columns: inner, rows: verdict)
  }

  private mutating func layOutWide(split: Int) {
    let left = min(max(body.columns * split / 1000, 30), body.columns - 34)
    divider = left
    place(.policy, column: 0, row: body.row, columns: left - 1, rows: body.rows - 2)
    let right = body.columns - left - 2
    let room = body.rows - 4
    let verdict = min(3, max(1, room / 8))
    let content = max(3, (room - verdict) * 2 / 5)
    var row = body.row
    place(.content, column: left, row: row, columns: right, rows: content)
    row += content + 1
    place(.reasoning, column: left, row: row, columns: right, rows: room - verdict - content)
    row += room - verdict - content + 1
    place(.verdict, column: left, row: row, columns: right, rows: verdict)
  }

  /// - Parameters column, row: of the pane's top left border corner.
  private mutating func place(_ pane: Pane, column: Int, row: Int, columns: Int, rows: Int) {
    titles[pane] = Rect(column: column + 1, row: row, columns: columns, rows: 1)
    panes[pane] = Rect(column: column + 1, row: row + 1, columns: columns, rows: rows)
  }

  /// Each name has a cell on either side.
  private mutating func addTabs(_ panes: [Pane], in title: Rect) {
    var column = title.column
    for pane in panes {
      let width = pane.title.utf8.count + 2
      tabs[pane] = Rect(column: column, row: title.row, columns: width, rows: 1)
      column += width
    }
  }

  /// The pane under a cell.
  public func pane(at position: CellPosition) -> Pane? {
    if let tab = tabs.first(where: { $0.value.contains(position) }) { return tab.key }
    return Pane.allCases.first { panes[$0]?.contains(position) ?? false }
      ?? Pane.allCases.first { titles[$0]?.contains(position) ?? false }
  }
}
