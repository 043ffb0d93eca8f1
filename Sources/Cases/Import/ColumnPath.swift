import Foundation

/// A place in a row's values: a column, and perhaps a way on into the value that it holds.
///
/// `responses.label[].value` is the column `responses.label`, each item of the list there, and the
/// field `value` of each. `[0]` is the first item.
struct ColumnPath {
  enum Step: Hashable {
    case key(String)
    case each
    case item(Int)
  }

  /// Counted from 0.
  var column: Int
  var steps: [Step] = []

  /// The column of that name, else the longest beginning of the path that is one; nil where there is
  /// none.
  init?(_ name: String, in columns: [String]) {
    let parts = Self.parts(of: name)
    guard !parts.isEmpty else { return nil }
    for count in stride(from: parts.count, to: 0, by: -1) {
      // `label[]` may go on inside the column that is called `label`.
      guard let column = columns.firstIndex(of: Self.name(parts.prefix(count))) else { continue }
      self.column = column
      steps = Array(parts.dropFirst(count))
      return
    }
    return nil
  }

  init(column: Int) { self.column = column }

  var isPath: Bool { !steps.isEmpty }

  private static func parts(of name: String) -> [Step] {
    var parts: [Step] = []
    for piece in name.split(separator: ".", omittingEmptySubsequences: true) {
      let names = piece.split(separator: "[", omittingEmptySubsequences: false)
      if let first = names.first, !first.isEmpty { parts.append(.key(String(first))) }
      for index in names.dropFirst() {
        guard index.hasSuffix("]") else { return [] }
        let number = index.dropLast()
        if number.isEmpty || number == "*" {
          parts.append(.each)
        } else if let number = Int(number), number >= 0 {
          parts.append(.item(number))
        } else {
          return []
        }
      }
    }
    return parts
  }

  private static func name(_ parts: some Collection<Step>) -> String {
    var name = ""
    for part in parts {
      switch part {
      case .key(let key): name += name.isEmpty ? key : "." + key
      case .each: name += "[]"
      case .item(let number): name += "[\(number)]"
      }
    }
    return name
  }

  // MARK: Reading

  /// What the place holds in a row, as one value: the column's, or a list of what the way leads to.
  func value(in row: ImportTable.Row) -> JSONValue? {
    guard let value = row.value(at: column), isPath else { return row.value(at: column) }
    let found = Self.values(of: Self.opened(value), steps[...])
    if found.count == 1, !steps.contains(.each) { return found[0] }
    return found.isEmpty ? nil : .array(found)
  }

  /// What each item of the first list on the way leads to; nil where the way has no list.
  func items(in row: ImportTable.Row) -> [[JSONValue]]? {
    guard let first = steps.firstIndex(of: .each), let value = row.value(at: column) else {
      return nil
    }
    let lists = Self.values(of: Self.opened(value), steps[..<first])
    return lists.flatMap { list -> [[JSONValue]] in
      guard case .array(let items) = list else { return [] }
      return items.map { Self.values(of: $0, steps[(first + 1)...]) }
    }
  }

  var hasList: Bool { steps.contains(.each) }

  private static func values(of value: JSONValue, _ steps: ArraySlice<Step>) -> [JSONValue] {
    guard let step = steps.first else { return [value] }
    let rest = steps.dropFirst()
    switch (step, value) {
    case (.key(let key), .object(let fields)):
      // A key may itself hold dots.
      if let inner = fields[key] { return values(of: inner, rest) }
      return []
    case (.each, .array(let items)): return items.flatMap { values(of: $0, rest) }
    case (.item(let number), .array(let items)) where items.indices.contains(number):
      return values(of: items[number], rest)
    default: return []
    }
  }

  /// A cell of a spreadsheet may hold JSON as text.
  private static func opened(_ value: JSONValue) -> JSONValue {
    guard case .string(let text) = value, text.hasPrefix("{") || text.hasPrefix("["),
      let inner = try? JSONValue(reading: text)
    else { return value }
    return inner
  }
}

extension ImportTable.Row {
  /// nil where the row has none.
  func value(at index: Int) -> JSONValue? {
    values.indices.contains(index) ? values[index] : nil
  }
}
