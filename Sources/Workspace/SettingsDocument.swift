import TOMLKit

/// A TOML file as plain values. TOMLKit parses it; where a value stands in the file, which TOMLKit
/// does not tell, is found again in the text, for the errors.
struct SettingsDocument {
  indirect enum Value: Hashable {
    case string(String)
    case integer(Int)
    case number(Double)
    case bool(Bool)
    case array([Value])
    case table([String: Value])
    /// Dates and times, which no setting takes.
    case other(String)

    /// How the value is called in a sentence.
    var kindName: String {
      switch self {
      case .string: "a string"
      case .integer: "a whole number"
      case .number: "a number"
      case .bool: "true or false"
      case .array: "a list"
      case .table: "a table"
      case .other(let name): name
      }
    }
  }

  /// As errors call it.
  let file: String
  let text: String
  let root: [String: Value]

  /// - Throws: ``WorkspaceError`` that names the line and what is wrong there.
  init(_ text: String, file: String) throws {
    guard !text.utf8.contains(0) else {
      throw WorkspaceError.badSettings(
        file, "there is a NUL character in it.", hint: "Write it as plain text.")
    }
    self.file = file
    self.text = text
    do {
      root = Self.values(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      throw WorkspaceError.badSettings(
        "\(file):\(error.source.begin.line)", Self.sentence(error.description),
        hint: "See toml.io for how settings are written.")
    }
  }

  /// toml++ begins its messages in the middle of a sentence, or with "Error while parsing …".
  private static func sentence(_ description: String) -> String {
    description.hasSuffix(".") ? description : description + "."
  }

  private static func values(_ table: TOMLTable) -> [String: Value] {
    // The values point into the table's memory.
    withExtendedLifetime(table) {
      var values: [String: Value] = [:]
      for key in table.keys {
        if let value = table[key] { values[key] = self.value(value) }
      }
      return values
    }
  }

  private static func value(_ value: any TOMLValueConvertible) -> Value {
    switch value.type {
    case .string: .string(value.string ?? "")
    case .int: .integer(value.int ?? 0)
    case .double: .number(value.double ?? 0)
    case .bool: .bool(value.bool ?? false)
    case .array: .array(value.array.map { $0.map(self.value) } ?? [])
    case .table: .table(value.table.map(values) ?? [:])
    case .date: .other("a date")
    case .time: .other("a time")
    case .dateTime: .other("a date and time")
    }
  }

  /// The document as a table to read from.
  var table: SettingsTable { SettingsTable(document: self, path: [], values: root) }

  /// `file:line` of each setting that is there. Dots may stand between tables or in a quoted key.
  func places(of names: [String]) -> [String: String] {
    let places = SettingsPlaces(text)
    var found: [String: String] = [:]
    for name in names {
      let path = name.split(separator: ".").map(String.init)
      let quoted = Array(path.prefix(1)) + [path.dropFirst().joined(separator: ".")]
      let place =
        places.exactPlace(of: path) ?? places.exactPlace(of: quoted)
        ?? places.exactPlace(of: path + ["#0"])
      if let place { found[name] = "\(file):\(place.line)" }
    }
    return found
  }

  /// An error about the value at a path, with its line where it can be found.
  func error(at path: [String], _ what: String, hint: String) -> WorkspaceError {
    let line = SettingsPlaces(text).place(of: path)?.line
    return .badSettings(line.map { "\(file):\($0)" } ?? file, what, hint: hint)
  }
}
