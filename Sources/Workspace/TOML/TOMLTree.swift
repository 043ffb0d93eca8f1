/// A key or table name with its dots, and where it begins.
struct TOMLKey {
  var parts: [String]
  var place: TOMLPlace

  /// For a sentence. Shortened, since a name can be as long as the file.
  var text: String {
    let text = parts.joined(separator: ".")
    return text.utf8.count > 60 ? text.prefix(60) + "…" : text
  }
}

/// The tables of a document while it is read, and TOML's rules on what may be defined when.
struct TOMLTree {
  private enum Node {
    /// Complete as it stands: a value, a list, or an inline table.
    case value(TOMLItem)
    case table(Int)
    /// `[[name]]`: the last of these tables is the one that is open.
    case tables([Int], TOMLPlace)
  }

  private struct Table {
    var place: TOMLPlace
    var entries: [String: Node] = [:]
    /// Whether a header named it, or dotted keys of an earlier section did. Either happens once.
    var isDefined = false
  }

  private var tables = [Table(place: TOMLPlace(line: 1, column: 1))]
  /// The table of the last header, which keys go to.
  private var current = 0
  /// Tables that dotted keys of this section go through.
  private var dotted: [Int] = []

  /// Begins `[name]`.
  mutating func open(_ key: TOMLKey, at place: TOMLPlace) throws(TOMLError) {
    endSection()
    var table = 0
    for (index, part) in key.parts.enumerated() {
      let isLast = index == key.parts.count - 1
      switch tables[table].entries[part] {
      case nil: table = addTable(part, to: table, at: place)
      case .table(let inner): table = inner
      case .tables(let all, _) where !isLast: table = all[all.count - 1]
      case .tables, .value: throw twice(key, at: place)
      }
    }
    guard !tables[table].isDefined else { throw twice(key, at: place) }
    tables[table].isDefined = true
    // Where it was made on the way to another, this is its place.
    tables[table].place = place
    current = table
  }

  /// Begins one more `[[name]]`.
  mutating func append(_ key: TOMLKey, at place: TOMLPlace) throws(TOMLError) {
    endSection()
    var table = 0
    for part in key.parts.dropLast() {
      switch tables[table].entries[part] {
      case nil: table = addTable(part, to: table, at: place)
      case .table(let inner): table = inner
      case .tables(let all, _): table = all[all.count - 1]
      case .value: throw twice(key, at: place)
      }
    }
    let last = key.parts[key.parts.count - 1]
    tables.append(Table(place: place, isDefined: true))
    current = tables.count - 1
    switch tables[table].entries[last] {
    case nil: tables[table].entries[last] = .tables([current], place)
    case .tables(var all, let first):
      // Taken out, so that growing it copies nothing.
      tables[table].entries[last] = nil
      all.append(current)
      tables[table].entries[last] = .tables(all, first)
    case .table, .value: throw twice(key, at: place)
    }
  }

  /// `key = value` in the table that is open.
  mutating func set(_ key: TOMLKey, to value: TOMLValue) throws(TOMLError) {
    var table = current
    for part in key.parts.dropLast() {
      switch tables[table].entries[part] {
      case nil: table = addTable(part, to: table, at: key.place)
      case .table(let inner) where !tables[inner].isDefined: table = inner
      case .table, .tables, .value: throw twice(key, at: key.place)
      }
      dotted.append(table)
    }
    let last = key.parts[key.parts.count - 1]
    guard tables[table].entries[last] == nil else { throw twice(key, at: key.place) }
    tables[table].entries[last] = .value(TOMLItem(value: value, place: key.place))
  }

  /// All of it. Recursion is bounded by the limits of ``TOMLReader``.
  var root: TOMLTable { table(0) }

  private func table(_ index: Int) -> TOMLTable {
    tables[index].entries.mapValues { node in
      switch node {
      case .value(let item): item
      case .table(let inner):
        TOMLItem(value: .table(table(inner)), place: tables[inner].place)
      case .tables(let all, let place):
        TOMLItem(
          value: .array(
            all.map { TOMLItem(value: .table(table($0)), place: tables[$0].place) }),
          place: place)
      }
    }
  }

  private mutating func addTable(_ part: String, to table: Int, at place: TOMLPlace) -> Int {
    tables.append(Table(place: place))
    tables[table].entries[part] = .table(tables.count - 1)
    return tables.count - 1
  }

  private mutating func endSection() {
    for table in dotted { tables[table].isDefined = true }
    dotted = []
  }

  private func twice(_ key: TOMLKey, at place: TOMLPlace) -> TOMLError {
    TOMLError(place: place, message: "“\(key.text)” is defined twice.")
  }
}
