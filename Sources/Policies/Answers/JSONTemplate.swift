/// A JSON object that a policy shows as the form of an answer, such as
/// `{"class": "VALID|INVALID", "rules": [1, 2]}` or `{ "S": 0 or 1 }`.
///
/// Templates are seldom valid JSON, so only keys and the text of each value are read.
struct JSONTemplate {
  struct Field {
    var name: String
    /// As written, white space trimmed.
    var value: String
    var line: Int
    /// What a `//` says behind it.
    var comment = ""
  }

  /// The fields of the object and of the objects inside it.
  var entries: [Field]
  var firstLine: Int
  var lastLine: Int
  /// Whether the answer is an array of such objects.
  var isArray = false

  var fields: [String] { entries.map(\.name) }

  /// Objects in code fences and in lines that open with a brace, anywhere in the text.
  static func find(in lines: [SourceLine]) -> [JSONTemplate] {
    var templates: [JSONTemplate] = []
    var index = 0
    // Braces in prose that never close are given up on, so that hostile text stays linear.
    var failures = 0
    while index < lines.count, templates.count < 256, failures < 64 {
      let text = lines[index].text
      if let brace = text.utf8.firstIndex(of: 0x7B) {
        // Inside of code, braces may be doubled and quotation marks escaped.
        let rest = text[text.utf8.index(after: brace)...].trimmingStart("{\\ ").trimmedStart()
        if rest.isEmpty || rest.utf8.first == 0x22 || rest.utf8.first == 0x7D {
          var template = read(lines, from: index, at: brace)
          let before = text[..<brace].isEmpty && index > 0 ? lines[index - 1].text : text[..<brace]
          template.isArray = before.trimmed().utf8.last == 0x5B
          if template.entries.isEmpty { failures += 1 } else { templates.append(template) }
          if template.lastLine == index + 1 { templates += others(of: lines[index], behind: brace) }
          index = max(template.lastLine, index + 1)
          continue
        }
      }
      index += 1
    }
    return templates
  }

  /// Further objects on one line: `{"label": "A"} or {"label": "B"}`.
  private static func others(of line: SourceLine, behind brace: Substring.Index) -> [JSONTemplate] {
    var found: [JSONTemplate] = []
    var scanner: Scanner? = Scanner(line: line.number)
    var isFirst = true
    var source = SourceEscapes(openingOf: line.text[brace...])
    for byte in line.text[brace...].utf8 where found.count < 8 {
      guard source.keeps(byte) else { continue }
      if scanner == nil, byte == 0x7B { scanner = Scanner(line: line.number) }
      guard scanner?.take(byte) ?? false else { continue }
      if !isFirst, let entries = scanner?.entries, !entries.isEmpty {
        found.append(
          JSONTemplate(entries: entries, firstLine: line.number, lastLine: line.number))
      }
      isFirst = false
      scanner = nil
    }
    return found
  }

  private static func read(
    _ lines: [SourceLine], from first: Int, at brace: Substring.Index
  ) -> JSONTemplate {
    var scanner = Scanner(line: first + 1)
    var template = JSONTemplate(entries: [], firstLine: first + 1, lastLine: first + 1)
    var source = SourceEscapes(openingOf: lines[first].text[brace...])
    for index in first..<min(first + 80, lines.count) {
      let text = index == first ? lines[index].text[brace...] : lines[index].text
      scanner.line = index + 1
      template.lastLine = index + 1
      for byte in text.utf8 where source.keeps(byte) && scanner.take(byte) {
        template.entries = scanner.entries
        return template
      }
      _ = scanner.take(0x0A)
    }
    // It never closes: a brace in prose.
    return JSONTemplate(entries: [], firstLine: first + 1, lastLine: first + 1)
  }

  /// Reads the keys of the outermost object, byte by byte.
  private struct Scanner {
    var line: Int
    var entries: [Field] = []
    private var depth = 0
    private var inString = false
    private var escaped = false
    private var token: [UInt8] = []
    private var key: String?
    private var keyLine = 0
    private var isSlash = false
    private var comment: [UInt8]?

    /// Whether objects inside are values, and not looked into.
    private let isFlat: Bool

    init(line: Int, isFlat: Bool = false) {
      self.line = line
      self.isFlat = isFlat
    }

    /// Returns whether the object has closed.
    mutating func take(_ byte: UInt8) -> Bool {
      if comment != nil {
        if byte == 0x0A { closeComment() } else { comment?.append(byte) }
        return false
      }
      if byte == 0x2F, !inString, isSlash, token.last == 0x2F {
        token.removeLast()
        comment = []
        isSlash = false
        return false
      }
      isSlash = byte == 0x2F && !inString
      if inString {
        if !escaped, byte == 0x22 { inString = false }
        escaped = !escaped && byte == 0x5C
        token.append(byte)
        return false
      }
      switch byte {
      case 0x7B, 0x5B:
        depth += 1
        if depth > 1 { token.append(byte) }
      case 0x7D, 0x5D:
        depth -= 1
        if depth > 0 {
          token.append(byte)
        } else {
          close()
          return true
        }
      case 0x3A where depth == 1 && key == nil:
        key = String(Substring(String(decoding: token, as: UTF8.self)).trimmed().trimming("\"'"))
        keyLine = line
        token = []
      case 0x2C where depth == 1: close()
      default:
        if byte == 0x22 { inString = true }
        token.append(byte)
      }
      return false
    }

    private mutating func close() {
      if let name = key, !name.isEmpty, name.utf8.count <= 64 {
        let value = Substring(String(decoding: token, as: UTF8.self)).trimmed()
        // In a JSON schema the properties are the fields.
        let inner = name == "properties" ? properties(value) : nested(value)
        if name == "properties", !inner.isEmpty { entries = [] }
        if inner.isEmpty {
          entries.append(Field(name: name, value: String(value), line: keyLine))
        } else {
          entries += inner
        }
      }
      key = nil
      token = []
    }

    private func properties(_ value: Substring) -> [Field] {
      var inner = Scanner(line: keyLine, isFlat: true)
      for byte in value.utf8 where inner.take(byte) { return inner.entries }
      return []
    }

    /// The fields of an object, or of the objects of an array, that is a field's value.
    private func nested(_ value: Substring) -> [Field] {
      guard !isFlat, let first = value.utf8.first, first == 0x7B || first == 0x5B,
        let brace = value.utf8.firstIndex(of: 0x7B), value.utf8.count <= 4_096,
        value[..<brace].utf8.allSatisfy({ " [\n\t".utf8.contains($0) })
      else { return [] }
      var inner = Scanner(line: keyLine)
      for byte in value[brace...].utf8 where inner.take(byte) { return inner.entries }
      return []
    }

    private mutating func closeComment() {
      let text = String(decoding: comment ?? [], as: UTF8.self)
      comment = nil
      // Behind a comma it belongs to the field before.
      if key == nil, !entries.isEmpty {
        entries[entries.count - 1].comment += text
      } else {
        token += Array(text.utf8.filter { $0 != 0x2C && $0 != 0x7B && $0 != 0x7D })
      }
    }
  }
}

/// Tells the bytes of an object from what a programming language adds to them: `{{"flag": 0}}` in a
/// format string, `{\"flag\": 0}` in a string literal.
struct SourceEscapes {
  private let isDoubled: Bool
  private let isEscaped: Bool
  /// The brace that the next one may double.
  private var single: UInt8?

  /// - Parameter text: from the opening brace on.
  init(openingOf text: Substring) {
    isDoubled = text.utf8.starts(with: "{{".utf8)
    isEscaped = text.trimmingStart("{ ").utf8.starts(with: "\\\"".utf8)
  }

  mutating func keeps(_ byte: UInt8) -> Bool {
    if isEscaped, byte == 0x5C { return false }
    guard isDoubled, byte == 0x7B || byte == 0x7D else {
      single = nil
      return true
    }
    if single == byte {
      single = nil
      return false
    }
    single = byte
    return true
  }

  /// The text without what was added.
  static func removed(from text: Substring) -> Substring {
    guard let brace = text.utf8.firstIndex(of: 0x7B) else { return text }
    var escapes = SourceEscapes(openingOf: text[brace...])
    let kept = text[brace...].utf8.filter { escapes.keeps($0) }
    return Substring(text[..<brace] + String(decoding: kept, as: UTF8.self))
  }
}
