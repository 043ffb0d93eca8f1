/// A JSON document to be written, with its fields in the order of the manual and its nulls in place:
/// `Codable` keeps neither.
enum JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  init(nilLiteral: ()) { self = .null }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(integerLiteral value: Int) { self = .int(value) }
  init(stringLiteral value: String) { self = .string(value) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }

  init(_ value: String?) { self = value.map(JSON.string) ?? .null }
  init(_ value: Int?) { self = value.map(JSON.int) ?? .null }
  init(_ values: [String]) { self = .array(values.map(JSON.string)) }

  /// A document as it is written. Nothing in it is invisible, or a command to a terminal.
  struct Text: Hashable, Sendable {
    let text: String

    fileprivate init(_ text: String) { self.text = text }
  }

  /// On one line.
  var line: Text {
    var text = ""
    write(to: &text, indent: nil)
    return Text(text)
  }

  /// On several lines; what is small stays on one.
  var document: Text {
    var text = ""
    write(to: &text, indent: 0)
    return Text(text)
  }

  private static let width = 100

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .double(let value): text += value.isFinite ? String(value) : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      let items = values.map { ("", $0) }
      Self.write(items, open: "[", close: "]", keyed: false, to: &text, indent: indent)
    case .object(let fields):
      Self.write(fields, open: "{", close: "}", keyed: true, to: &text, indent: indent)
    }
  }

  private static func write(
    _ items: [(String, JSON)], open: String, close: String, keyed: Bool, to text: inout String,
    indent: Int?
  ) {
    guard !items.isEmpty else {
      text += open + close
      return
    }
    let compact = indent.map { compactLine(items, open, close, keyed, room: width - $0) } ?? nil
    if let compact {
      text += compact
      return
    }
    let pad = indent.map { "\n" + String(repeating: " ", count: $0 + 2) }
    text += open
    for (index, (key, value)) in items.enumerated() {
      if index > 0 { text += pad == nil ? ", " : "," }
      text += pad ?? ""
      if keyed {
        write(key, to: &text)
        text += ": "
      }
      value.write(to: &text, indent: indent.map { $0 + 2 })
    }
    if let indent { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  /// The items on one line if they are scalars, or objects of scalars, and fit.
  private static func compactLine(
    _ items: [(String, JSON)], _ open: String, _ close: String, _ keyed: Bool, room: Int
  ) -> String? {
    guard items.count <= 12 else { return nil }
    var text = ""
    write(items, open: open, close: close, keyed: keyed, to: &text, indent: nil)
    return text.utf8.count <= room ? text : nil
  }

  /// RFC 8259, section 7: quotation mark, reverse solidus and the control characters are escaped.
  /// So are C1, bidirectional, invisible and unassigned ones, since the document may be read in a
  /// terminal.
  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if needsEscape(scalar) {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 { return true }
    if scalar.value < 0x7F { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
