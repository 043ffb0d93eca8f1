extension TOMLReader {
  /// The value that is next.
  mutating func value() throws(TOMLError) -> TOMLValue {
    switch peek() {
    case UInt8(ascii: "\""):
      if take("\"\"\"") { return .string(try basicLines()) }
      next += 1
      return .string(try basicString())
    case UInt8(ascii: "'"):
      if take("'''") { return .string(try literalLines()) }
      next += 1
      return .string(try literalString())
    case UInt8(ascii: "["):
      return .array(try nested { reader throws(TOMLError) in try reader.array() })
    case UInt8(ascii: "{"):
      return .table(try nested { reader throws(TOMLError) in try reader.inlineTable() })
    default: return try word()
    }
  }

  /// Reads something that may hold more of its kind.
  private mutating func nested<Result>(
    _ read: (inout TOMLReader) throws(TOMLError) -> Result
  ) throws(TOMLError) -> Result {
    guard depth < Self.depthLimit else {
      throw error("lists and tables are nested deeper than \(Self.depthLimit).")
    }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func array() throws(TOMLError) -> [TOMLItem] {
    let start = place
    next += 1
    var items: [TOMLItem] = []
    while true {
      try skipBlanksAndLines()
      if take("]") { return items }
      let place = place
      guard peek() != nil else { throw unclosed("list", start) }
      items.append(TOMLItem(value: try value(), place: place))
      try skipBlanksAndLines()
      if take("]") { return items }
      guard take(",") else {
        throw peek() == nil
          ? unclosed("list", start) : error("“,” or “]” is missing after an element of a list.")
      }
    }
  }

  private mutating func inlineTable() throws(TOMLError) -> TOMLTable {
    let start = place
    next += 1
    var tree = TOMLTree()
    skipBlanks()
    if take("}") { return [:] }
    while true {
      let (key, value) = try pair()
      try tree.set(key, to: value)
      skipBlanks()
      if take("}") { return tree.root }
      guard take(",") else {
        throw peek() == nil
          ? unclosed("table", start) : error("“,” or “}” is missing after a value of a table.")
      }
      skipBlanks()
    }
  }

  private func unclosed(_ what: String, _ start: TOMLPlace) -> TOMLError {
    TOMLError(place: start, message: "the \(what) that begins here does not end.")
  }

  /// Between the elements of a list lines may end, and comments stand.
  private mutating func skipBlanksAndLines() throws(TOMLError) {
    repeat {
      skipBlanks()
      try takeComment()
    } while takeLineEnd()
  }
}
