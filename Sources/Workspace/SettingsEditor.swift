import Policies

/// Changes one thing in the text of a `policy.toml`. Everything else, comments and order included, stays
/// byte for byte.
///
/// A change is made where the file's own form of `[answer]` has the place for it: a value that is there,
/// an inline table, a table of its own, or none yet. It is then read back: an edit that does not say just
/// what was asked is refused.
struct SettingsEditor {
  private let bytes: [UInt8]
  private let document: SettingsDocument
  private let before: PolicySettings
  private let lineStarts: [Int]
  private let lineEnd: String

  /// - Throws: ``WorkspaceError`` when the text cannot be read as it is.
  init(_ text: String, file: String) throws {
    document = try SettingsDocument(text, file: file)
    before = try PolicySettings(toml: text, file: file)
    let bytes = Array(text.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    lineEnd = text.utf8.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
  }

  /// The text in which a label decides so.
  ///
  /// - Throws: ``WorkspaceError`` where the file has a form that is not edited.
  func deciding(_ label: String, _ decision: Decision) throws -> String {
    let key = Self.quoted(label)
    let value = Self.quoted(decision.rawValue)
    let edited = edit(label, key: key, value: value)
    guard let edited, let text = String(validating: edited, as: UTF8.self),
      let after = try? PolicySettings(toml: text, file: document.file),
      says(after, label, decision)
    else {
      throw document.error(
        at: nil, "[answer] stands there in a form that Precept does not change.",
        hint: "Write \(key) = \(value) into the labels of [answer] yourself.")
    }
    return text
  }

  /// Whether the settings are as before, but for what the label decides.
  private func says(_ after: PolicySettings, _ label: String, _ decision: Decision) -> Bool {
    var wanted = before
    var answer = wanted.answer ?? AnswerFormat(shape: nil, source: .declared)
    if let index = answer.labels.firstIndex(where: { $0.name == label }) {
      answer.labels[index].decision = decision
    } else {
      answer.labels.append(AnswerFormat.Label(label, decision))
    }
    wanted.answer = answer
    return after == wanted
  }

  private func edit(_ label: String, key: String, value: String) -> [UInt8]? {
    let entry = "\(key) = \(value)"
    guard let answer = document.root["answer"] else {
      let head = bytes.allSatisfy(Self.isBlank) ? "format = 1" : ""
      return appending(["\(head)", "", "[answer]", "labels = { \(entry) }"])
    }
    guard case .table(let fields) = answer.value else { return nil }
    guard let labels = fields["labels"] else {
      // Before the tables that follow: a key goes to the table that is open.
      if isHeader(answer.place) {
        return inserting("labels = { \(entry) }", afterLine: answer.place.line)
      }
      return inserting(
        "answer.labels = { \(entry) }", afterLine: lastLine(of: fields, answer.place))
    }
    guard case .table(let entries) = labels.value else { return nil }
    if let item = entries[label] { return replacingValue(ofKeyAt: item.place, with: value) }
    if isHeader(labels.place) {
      return inserting(entry, afterLine: lastLine(of: entries, labels.place))
    }
    return addingToInlineTable(ofKeyAt: labels.place, entry)
  }

  // MARK: Edits

  /// Lines at the end, each on a line of its own; a first one that is empty is left out.
  private func appending(_ lines: [String]) -> [UInt8] {
    var lines = lines[...]
    if lines.first?.isEmpty ?? false { lines.removeFirst() }
    let needsEnd = !bytes.isEmpty && bytes.last != UInt8(ascii: "\n")
    let text = (needsEnd ? lineEnd : "") + lines.map { $0 + lineEnd }.joined()
    return bytes + Array(text.utf8)
  }

  private func inserting(_ line: String, afterLine number: Int) -> [UInt8] {
    guard number < lineStarts.count else { return appending([line]) }
    let place = lineStarts[number]
    return bytes[..<place] + Array((line + lineEnd).utf8) + bytes[place...]
  }

  private func replacingValue(ofKeyAt place: TOMLPlace, with value: String) -> [UInt8]? {
    guard let start = valueStart(ofKeyAt: place), start < bytes.count,
      let end = endOfQuoted(from: start)
    else { return nil }
    return bytes[..<start] + Array(value.utf8) + bytes[end...]
  }

  private func addingToInlineTable(ofKeyAt place: TOMLPlace, _ entry: String) -> [UInt8]? {
    guard let start = valueStart(ofKeyAt: place), start < bytes.count,
      bytes[start] == UInt8(ascii: "{")
    else { return nil }
    var index = start + 1
    var last = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "}") {
      let end = endOfQuoted(from: index) ?? index + 1
      if !Self.isBlank(bytes[index]) { last = end - 1 }
      index = end
    }
    guard index < bytes.count else { return nil }
    let text = last == start ? " \(entry)" : ", \(entry)"
    let space = bytes[index - 1] == UInt8(ascii: "{") ? " " : ""
    return bytes[...last] + Array((text + space).utf8) + bytes[(last + 1)...]
  }

  // MARK: Places

  private func offset(of place: TOMLPlace) -> Int? {
    guard lineStarts.indices.contains(place.line - 1) else { return nil }
    return lineStarts[place.line - 1] + place.column - 1
  }

  private func isHeader(_ place: TOMLPlace) -> Bool {
    guard lineStarts.indices.contains(place.line - 1) else { return false }
    return bytes[lineStarts[place.line - 1]...].first { !Self.isBlank($0) } == UInt8(ascii: "[")
  }

  private func lastLine(of entries: TOMLTable, _ place: TOMLPlace) -> Int {
    entries.values.map(\.place.line).reduce(place.line, max)
  }

  /// Behind the equals sign and the blanks after it.
  private func valueStart(ofKeyAt place: TOMLPlace) -> Int? {
    guard var index = offset(of: place) else { return nil }
    while index < bytes.count, bytes[index] != UInt8(ascii: "=") {
      guard bytes[index] != UInt8(ascii: "\n") else { return nil }
      index = endOfQuoted(from: index) ?? index + 1
    }
    index += 1
    while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
    return index
  }

  /// Where the string on one line that begins there ends; nil where none does.
  private func endOfQuoted(from start: Int) -> Int? {
    guard start < bytes.count, "\"'".utf8.contains(bytes[start]) else { return nil }
    let quote = bytes[start]
    var index = start + 1
    while index < bytes.count, bytes[index] != quote {
      let isEscape = quote == UInt8(ascii: "\"") && bytes[index] == UInt8(ascii: "\\")
      index += isEscape ? 2 : 1
    }
    return index < bytes.count ? index + 1 : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }

  /// A basic string (TOML 1.0, "String"): control characters are escaped.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: quoted += "\\\(scalar)"
      case 0..<0x20, 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
