public import Cases
public import TerminalText

/// A foreign file on its way to become a case set: its columns, what each means, and what comes of it.
public struct ImportScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .importing, title: "Import", whereabouts: "on Import, which i on Cases (F3) opens",
    opening: nil)
  public static var legacyEnterTitle: String? { "Import" }

  public static func rowsBelow(in size: Size) -> Int {
    size.rows >= 20 ? (size.rows - 4) * 3 / 5 : size.rows >= 11 ? 4 : 0
  }

  /// What a column means.
  public enum Role: Hashable, Sendable {
    case content, expected, section, label, id, tag, note
  }

  public let file: String
  public private(set) var header: ImportTable.Header
  public private(set) var table: ImportTable
  /// The first value of each column that is not blank.
  public private(set) var samples: [String?]
  /// By the places of columns, counted from 0.
  public private(set) var roles: [Int: Role] = [:]
  public var dropsDuplicates = false
  /// A row for each column.
  public var list: ListState
  /// The cases as they would be, and the mapping that made them.
  private(set) var preview: (result: CaseImport, mapping: ImportMapping)?
  /// Cases are being made.
  var isMapping = false

  init(file: String, table: ImportTable, header: ImportTable.Header) {
    self.file = file
    self.table = table
    self.header = header
    samples = Self.samples(of: table)
    list = ListState(count: table.columns.count)
    // A file of contents alone leaves nothing to choose.
    if table.columns == ["content"] { roles[0] = .content }
  }

  private static func samples(of table: ImportTable) -> [String?] {
    table.columns.indices.map { index in
      table.firstText(inColumn: index).map { String($0.prefix(300)) }
    }
  }

  /// The cases as they would be; of an older mapping until those of the present one are made.
  public var result: CaseImport? { mapping == nil ? nil : preview?.result }

  /// nil while no column is the content.
  var mapping: ImportMapping? {
    guard let content = column(of: .content) else { return nil }
    var mapping = ImportMapping(content: .text(content), idPrefix: suggestedName)
    if let column = column(of: .expected) { mapping.expected = .column(column) }
    if let column = column(of: .section) { mapping.expected = .sections(column) }
    mapping.labels = columns(of: .label)
    mapping.id = column(of: .id)
    mapping.tags = columns(of: .tag)
    mapping.note = column(of: .note)
    mapping.dropsDuplicates = dropsDuplicates
    return mapping
  }

  /// Whether the cases that are shown are those of the present mapping.
  var isCurrent: Bool { preview?.mapping == mapping }

  /// The file's name as a set's.
  var suggestedName: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    let kept = String(stem.map { $0.isLetter || $0.isNumber ? $0 : "-" })
    return kept.isFolderName ? kept : "cases"
  }

  private func columns(of role: Role) -> [ImportColumn] {
    roles.filter { $0.value == role }.keys.sorted().map { .at($0 + 1) }
  }

  private func column(of role: Role) -> ImportColumn? { columns(of: role).first }

  /// Gives the selected column a meaning, or takes it away. Another that had it loses it where only
  /// one can have it; an expectation stands in a column or in section rows.
  mutating func toggle(_ role: Role) {
    guard table.columns.indices.contains(list.selected) else { return }
    guard roles[list.selected] != role else {
      roles[list.selected] = nil
      return
    }
    let others: Set<Role> =
      switch role {
      case .label, .tag: []
      case .expected, .section: [.expected, .section]
      case .content, .id, .note: [role]
      }
    roles = roles.filter { !others.contains($0.value) }
    roles[list.selected] = role
  }

  /// The next row as the one with the headings; after the fifth, none.
  var nextHeader: ImportTable.Header {
    switch header {
    case .none: .row(1)
    case .row(let row): row < 5 ? .row(row + 1) : .none
    }
  }

  mutating func take(_ table: ImportTable, header: ImportTable.Header) {
    self.table = table
    self.header = header
    samples = Self.samples(of: table)
    roles = roles.filter { table.columns.indices.contains($0.key) }
    list.setCount(table.columns.count)
    preview = nil
  }

  mutating func take(_ result: CaseImport, by mapping: ImportMapping) {
    preview = (result, mapping)
    isMapping = false
  }
}

extension ImportScreen.Role {
  /// As it stands beside a column.
  var title: String {
    switch self {
    case .content: "content"
    case .expected: "expected"
    case .section: "section rows"
    case .label: "label 1/0"
    case .id: "id"
    case .tag: "tag"
    case .note: "note"
    }
  }
}

extension ScreenID {
  static let importing = ScreenID("importing")
}
