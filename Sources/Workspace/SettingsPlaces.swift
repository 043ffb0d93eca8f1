/// Finds where a key stands in a TOML text that has been parsed already.
///
/// It knows headers, arrays of tables, dotted and quoted keys. What stands in an inline table is
/// found in the line where that begins. A line within a multi-line string can be mistaken for a
/// key; the place is for people, and orders labels.
struct SettingsPlaces {
  struct Place: Comparable {
    /// Counted from 1.
    var line: Int
    /// In bytes, for the order of keys on one line.
    var column: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  private var places: [[String]: Place] = [:]
  private var lines: [Substring] = []

  /// Elements of an array of tables have `#0`, `#1` … after their name in paths.
  init(_ text: String) {
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Substring($0) }
    var header: [String] = []
    var counts: [[String]: Int] = [:]
    for (index, line) in lines.enumerated() {
      let trimmed = line.drop(while: \.isWhitespace)
      let place = Place(line: index + 1, column: 0)
      if trimmed.hasPrefix("[[") {
        let name = Self.keys(trimmed.dropFirst(2)).keys
        let number = counts[name, default: 0]
        counts[name] = number + 1
        header = name + ["#\(number)"]
        places[header] = place
      } else if trimmed.hasPrefix("[") {
        header = Self.keys(trimmed.dropFirst()).keys
        // A table within the last element of an array of tables.
        for length in stride(from: header.count - 1, to: 0, by: -1) {
          if let count = counts[Array(header.prefix(length))] {
            header.insert("#\(count - 1)", at: length)
          }
        }
        places[header] = place
      } else if !trimmed.hasPrefix("#") {
        let (keys, rest) = Self.keys(trimmed)
        guard !keys.isEmpty, rest.first == "=" else { continue }
        for length in 1...keys.count {
          let path = header + keys.prefix(length)
          if places[path] == nil { places[path] = place }
        }
      }
    }
  }

  func exactPlace(of path: [String]) -> Place? { places[path] }

  /// The place of a key, or of the nearest thing around it that has one.
  func place(of path: [String]) -> Place? {
    if let place = places[path] { return place }
    guard let last = path.last, let outer = place(of: path.dropLast()) else { return nil }
    let line = lines[outer.line - 1].utf8
    let key = Array(last.utf8)
    var rest = line.dropFirst(outer.column)
    while rest.count >= key.count {
      if rest.starts(with: key) {
        return Place(
          line: outer.line, column: line.distance(from: line.startIndex, to: rest.startIndex))
      }
      rest = rest.dropFirst()
    }
    return outer
  }

  private func place(of path: ArraySlice<String>) -> Place? {
    path.isEmpty ? nil : place(of: Array(path))
  }

  /// Dotted keys at the beginning of a line, and what follows them.
  private static func keys(_ line: Substring) -> (keys: [String], rest: Substring) {
    var keys: [String] = []
    var rest = line
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else { return (keys, rest) }
      if first == "\"" || first == "'" {
        let body = rest.dropFirst()
        guard let end = body.firstIndex(of: first) else { return (keys, rest) }
        keys.append(String(body[..<end]))
        rest = body[body.index(after: end)...]
      } else {
        let key = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        guard !key.isEmpty else { return (keys, rest) }
        keys.append(String(key))
        rest = rest[key.endIndex...]
      }
      rest = rest.drop(while: \.isWhitespace)
      guard rest.first == "." else { return (keys, rest) }
      rest = rest.dropFirst()
    }
  }
}
