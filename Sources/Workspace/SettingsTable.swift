/// A table of settings that is read key by key; what nobody has asked for at the end is an error.
struct SettingsTable {
  typealias Value = TOMLValue

  let document: SettingsDocument
  let path: [String]
  /// nil for the document itself.
  let place: TOMLPlace?
  /// All entries; what was read stays, for the places of errors.
  private let entries: TOMLTable
  private var known: Set<String> = []

  init(document: SettingsDocument, path: [String], place: TOMLPlace?, entries: TOMLTable) {
    self.document = document
    self.path = path
    self.place = place
    self.entries = entries
  }

  /// Keys that are left, in the order of the file.
  var keys: [String] {
    entries.filter { !known.contains($0.key) }.sorted { $0.value.place < $1.value.place }.map(\.key)
  }

  /// A table within this one; nil where it is something else.
  func table(at key: String) -> SettingsTable? {
    guard let item = entries[key], case .table(let inner) = item.value else { return nil }
    return SettingsTable(
      document: document, path: path + [key], place: item.place, entries: inner)
  }

  private mutating func take(_ key: String) -> Value? {
    known.insert(key).inserted ? entries[key]?.value : nil
  }

  mutating func string(_ key: String) throws -> String? {
    switch take(key) {
    case nil: nil
    case .string(let value): value
    case .some(let other): throw wrongType(key, other, "a string, in quotation marks")
    }
  }

  mutating func requiredString(_ key: String) throws -> String {
    guard let value = try string(key), !value.isEmpty else {
      throw error(nil, "\(key) is missing.", hint: "Add \(key) = \"…\".")
    }
    return value
  }

  /// One of these words.
  mutating func word(_ key: String, of words: [String]) throws -> String? {
    guard let value = try string(key) else { return nil }
    guard words.contains(value) else {
      throw error(
        key, "\(key) is “\(value)”.", hint: "It can be \(words.joined(separator: ", ")).")
    }
    return value
  }

  mutating func bool(_ key: String) throws -> Bool? {
    switch take(key) {
    case nil: nil
    case .bool(let value): value
    case .some(let other): throw wrongType(key, other, "true or false, without quotation marks")
    }
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
    switch take(key) {
    case nil: return nil
    case .integer(let value):
      guard range.contains(value) else {
        throw error(
          key, "\(key) is \(value).",
          hint: "It can be \(range.lowerBound) to \(range.upperBound).")
      }
      return value
    case .some(let other): throw wrongType(key, other, "a whole number")
    }
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>) throws -> Double? {
    let value: Double
    switch take(key) {
    case nil: return nil
    case .integer(let whole): value = Double(whole)
    case .number(let number): value = number
    case .some(let other): throw wrongType(key, other, "a number")
    }
    guard range.contains(value) else {
      throw error(
        key, "\(key) is \(value).", hint: "It can be \(range.lowerBound) to \(range.upperBound).")
    }
    return value
  }

  /// A list of strings; one string alone is a list of one.
  mutating func strings(_ key: String) throws -> [String]? {
    guard let value = take(key) else { return nil }
    if case .string(let one) = value { return [one] }
    guard case .array(let items) = value else {
      throw wrongType(key, value, "a list of strings")
    }
    return try items.map {
      guard case .string(let item) = $0.value else {
        throw error(key, "\(key) holds \($0.value.kindName).", hint: "It takes strings only.")
      }
      return item
    }
  }

  mutating func table(_ key: String) throws -> SettingsTable? {
    switch take(key) {
    case nil: nil
    case .table: table(at: key)
    case .some(let other): throw wrongType(key, other, "a table, [\(key)]")
    }
  }

  /// An array of tables, `[[key]]`.
  mutating func tables(_ key: String) throws -> [SettingsTable] {
    guard let value = take(key) else { return [] }
    guard case .array(let items) = value else {
      throw wrongType(key, value, "a list of tables, [[\(key)]]")
    }
    return try items.map { item in
      guard case .table(let entries) = item.value else {
        throw wrongType(key, item.value, "a list of tables, [[\(key)]]")
      }
      return SettingsTable(
        document: document, path: path + [key], place: item.place, entries: entries)
    }
  }

  /// - Throws: ``WorkspaceError`` that names the first key that means nothing here.
  func finish() throws {
    guard let key = keys.first else { return }
    let name = (path + [key]).joined(separator: ".")
    throw error(
      key, "there is no setting “\(name)”.",
      hint: "It can be \(known.sorted().joined(separator: ", ")).")
  }

  /// The number that every format of ours carries; 1 where it is missing.
  mutating func checkFormat(newest: Int) throws {
    let format = try integer("format", in: 1...Int.max) ?? 1
    guard format <= newest else { throw WorkspaceError.newerFormat(document.file, format) }
  }

  /// - Parameter key: nil for the table itself.
  func error(_ key: String?, _ what: String, hint: String) -> WorkspaceError {
    document.error(at: key.flatMap { entries[$0]?.place } ?? place, what, hint: hint)
  }

  private func wrongType(_ key: String, _ value: Value, _ wanted: String) -> WorkspaceError {
    error(key, "\(key) is \(value.kindName).", hint: "It must be \(wanted).")
  }
}
