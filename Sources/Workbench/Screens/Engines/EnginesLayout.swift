public import TerminalText

/// Where everything stands on the Engines screen: the table above, a rule that names the selected
/// engine, and its sections below. Where there is room, the doctor has the right side.
public struct EnginesLayout: Hashable, Sendable {
  public enum Section: Int, CaseIterable, Hashable, Sendable {
    case sampling, managed, pull, doctor
  }

  /// The rows of the table, without the names of its columns.
  public var table: Rect
  public var rule: Rect
  /// Sections that have room, each with its heading.
  public private(set) var sections: [Section: Rect] = [:]
  /// The column of the line between left and right.
  public var divider: Int?
  /// How many rows each finding takes.
  public var findingHeights: [Int] = []
  /// The rows for findings in the doctor's section.
  public var findingRows = 0

  /// - Parameters:
  ///   - wants: the rows that each section would take, with its heading; none for what is not shown.
  ///   - isReading: the findings are in focus, so that they have room before all else.
  public init(size: Size, engines: Int, wants: [Section: Int], isReading: Bool) {
    let list = ScreenLayout(size: size).list
    let least = min(5, list.rows / 4)
    let most = isReading && list.rows < 12 ? 1 : max(2, list.rows * 2 / 5)
    let rows = max(1, min(max(engines, least), most))
    table = Rect(column: 0, row: list.row, columns: list.columns, rows: rows)
    rule = Rect(column: 0, row: table.maxRow, columns: list.columns, rows: 1)
    let details = Rect(
      column: 0, row: rule.maxRow, columns: list.columns, rows: list.maxRow - rule.maxRow)
    guard Self.isWide(size) else {
      place(Section.allCases, in: details, wants: wants, isReading: isReading)
      return
    }
    let left = Self.columns(of: .sampling, in: size)
    divider = left
    place(
      [.sampling, .managed, .pull],
      in: Rect(column: 0, row: details.row, columns: left, rows: details.rows), wants: wants,
      isReading: false)
    sections[.doctor] = Rect(
      column: left + 1, row: details.row, columns: details.columns - left - 1, rows: details.rows)
  }

  static func isWide(_ size: Size) -> Bool { size.columns >= 100 && size.rows >= 24 }

  /// The columns that a section has in any case.
  static func columns(of section: Section, in size: Size) -> Int {
    guard isWide(size) else { return size.columns }
    let left = max(45, min(64, size.columns * 2 / 5))
    return section == .doctor ? size.columns - left - 1 : left
  }

  /// One under the other. What runs is served first, then each gets what it wants; what is left over
  /// is given to the blank rows between them, and to the last.
  private mutating func place(
    _ order: [Section], in rect: Rect, wants: [Section: Int], isReading: Bool
  ) {
    let shown = order.filter { wants[$0] ?? 0 > 0 }
    let running: [Section] = [.managed, .pull, .sampling, .doctor]
    let priority = (isReading ? [.doctor] + running : running).filter(shown.contains)
    var rows: [Section: Int] = [:]
    var left = rect.rows
    func grant(_ section: Section, upTo most: Int) {
      let given = max(0, min(min(most, wants[section] ?? 0) - rows[section, default: 0], left))
      rows[section, default: 0] += given
      left -= given
    }
    let gaps = max(0, shown.count - 1)
    // A long list of findings scrolls; it is no reason to press the rest together.
    let comfortable = shown.map { min(wants[$0] ?? 0, $0 == .doctor ? 6 : .max) }.reduce(gaps, +)
    let gap = comfortable <= rect.rows ? 1 : 0
    left -= gap * gaps
    if isReading { grant(.doctor, upTo: max(2, left - 1)) }
    for section in priority { grant(section, upTo: section == .sampling ? 1 : 2) }
    for section in priority { grant(section, upTo: .max) }
    var row = rect.row
    for section in shown {
      guard let given = rows[section], given > 0 else { continue }
      sections[section] = Rect(
        column: rect.column, row: row, columns: rect.columns, rows: given)
      row += given + gap
    }
  }
}
