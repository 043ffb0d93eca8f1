/// The columns of a mapping by their places in a table.
///
/// Where columns are known only as rows come, a column may have no place yet.
struct MappedColumns {
  enum Content {
    case text(ColumnPath)
    case conversation(user: ColumnPath?, assistant: ColumnPath?, judge: Case.Judge)
  }

  private(set) var content: Content?
  private(set) var expected: ColumnPath?
  private(set) var section: ColumnPath?
  private(set) var labels: [(name: String, place: ColumnPath)] = []
  private(set) var rater: ColumnPath?
  private(set) var id: ColumnPath?
  private(set) var tags: [ColumnPath] = []
  private(set) var note: ColumnPath?
  /// What nothing is said about, with the name of the field that keeps it.
  private(set) var others: [(name: String, index: Int)] = []
  /// Columns of the mapping that the table does not have so far, each with why.
  private(set) var missing: [ImportError] = []
  /// The first of them that is a name: a place may still come with a longer row.
  private(set) var missingName: ImportError?
  private var used: Set<Int> = []

  /// - Throws: ``ImportError`` when a name is not the only one, or columns exclude each other.
  init(_ mapping: ImportMapping, in names: [String]) throws(ImportError) {
    switch mapping.content {
    case .cases: return
    case .text(let column): content = try place(of: column, names).map { .text($0) }
    case .conversation(let user, let assistant, let judge):
      let user = try place(of: user, names)
      let assistant = try place(of: assistant, names)
      content =
        user == nil && assistant == nil
        ? nil : .conversation(user: user, assistant: assistant, judge: judge)
    }
    switch mapping.expected {
    case .nowhere: break
    case .column(let column): expected = try place(of: column, names)
    case .sections(let column):
      let before = used
      section = try place(of: column, names)
      if let section, before.contains(section.column) { throw .sameColumn(column.description) }
    }
    for column in mapping.labels {
      guard let place = try place(of: column, names) else { continue }
      let own = names[place.column].isEmpty ? "column-\(place.column + 1)" : names[place.column]
      let name = place.isPath ? column.argument : own
      labels.append((mapping.meanings[name] ?? name, place))
    }
    for column in mapping.tags {
      if let place = try place(of: column, names) { tags.append(place) }
    }
    if let column = mapping.rater { rater = try place(of: column, names) }
    if let column = mapping.id { id = try place(of: column, names) }
    if let column = mapping.note { note = try place(of: column, names) }
    guard mapping.keepsOthers else { return }
    others = names.indices.filter { !used.contains($0) }
      .map { (ImportTable.fieldName(of: $0, in: names), $0) }
  }

  private mutating func place(
    of column: ImportColumn, _ names: [String]
  ) throws(ImportError) -> ColumnPath? {
    guard let place = try ImportTable.place(of: column, in: names) else {
      let error = ImportError.unknownColumn(column, among: names)
      missing.append(error)
      if case .named = column { missingName = missingName ?? error }
      return nil
    }
    used.insert(place.column)
    return place
  }
}

extension ImportTable {
  /// Fields of a case that mean something.
  private static let fields: Set<String> = [
    "id", "content", "messages", "judge", "expected", "labels", "votes", "tags", "note",
  ]

  /// nil where there is no such column.
  static func place(
    of column: ImportColumn, in columns: [String]
  ) throws(ImportError) -> ColumnPath? {
    switch column {
    case .at(let place):
      return (1...max(1, columns.count)).contains(place) && !columns.isEmpty
        ? ColumnPath(column: place - 1) : nil
    case .named(let name):
      let matches = columns.indices.filter { columns[$0] == name && !name.isEmpty }
      if matches.count > 1 { throw .ambiguousColumn(name, at: matches) }
      return matches.first.map { ColumnPath(column: $0) } ?? ColumnPath(name, in: columns)
    }
  }

  /// The name under which a case keeps a column: its own, or with the column's place where that is
  /// none, is another's as well, or would mean something else in a case.
  static func fieldName(of index: Int, in columns: [String]) -> String {
    let name = columns[index]
    if name.isEmpty { return "column-\(index + 1)" }
    let isShared = columns.count { $0 == name } > 1
    return isShared || fields.contains(name) ? "\(name)-\(index + 1)" : name
  }
}
