/// A TOML file as plain values with their places, for the errors.
struct SettingsDocument {
  /// As errors call it.
  let file: String
  let root: TOMLTable

  /// - Throws: ``WorkspaceError`` that names the line and what is wrong there.
  init(_ text: String, file: String) throws {
    self.file = file
    do throws(TOMLError) {
      root = try TOMLReader.read(text)
    } catch {
      throw WorkspaceError.badSettings(
        "\(file):\(error.place.line)", error.message,
        hint: "See toml.io for how settings are written.")
    }
  }

  /// The document as a table to read from.
  var table: SettingsTable { SettingsTable(document: self, path: [], place: nil, entries: root) }

  /// `file:line` of each setting that is there. Dots may stand between tables or in a quoted key.
  func places(of names: [String]) -> [String: String] {
    var found: [String: String] = [:]
    for name in names {
      let path = name.split(separator: ".").map(String.init)
      let quoted = Array(path.prefix(1)) + [path.dropFirst().joined(separator: ".")]
      if let place = place(of: path) ?? place(of: quoted) { found[name] = "\(file):\(place.line)" }
    }
    return found
  }

  private func place(of path: [String]) -> TOMLPlace? {
    var entries = root
    for (index, key) in path.enumerated() {
      guard let item = entries[key] else { return nil }
      if index == path.count - 1 { return item.place }
      guard case .table(let inner) = item.value else { return nil }
      entries = inner
    }
    return nil
  }

  /// - Parameter place: nil for the file as a whole.
  func error(at place: TOMLPlace?, _ what: String, hint: String) -> WorkspaceError {
    .badSettings(place.map { "\(file):\($0.line)" } ?? file, what, hint: hint)
  }
}

extension TOMLValue {
  /// How the value is called in a sentence.
  var kindName: String {
    switch self {
    case .string: "a string"
    case .integer: "a whole number"
    case .number: "a number"
    case .bool: "true or false"
    case .array: "a list"
    case .table: "a table"
    case .moment(.date, _): "a date"
    case .moment(.time, _): "a time"
    case .moment: "a date and time"
    }
  }
}
