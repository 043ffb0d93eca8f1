/// Walks JSON text without building it: passes values over, or takes the bytes of one.
///
/// It checks no more than it needs to find where values end; who decodes a value that was taken finds
/// what else is wrong with it.
struct JSONReader {
  /// A single value that is longer is not taken.
  static let mostBytes = 64 << 20

  struct Problem: Error {
    var message: String
    var line: Int
  }

  private var input: ByteReader
  /// Counted from 1.
  private(set) var line = 1

  init(_ input: ByteReader) { self.input = input }

  private func problem(_ message: String) -> Problem { Problem(message: message, line: line) }

  /// The next byte that is no white space; it stays unread. nil at the end.
  mutating func peek() throws -> UInt8? {
    while let byte = try input.peek() {
      switch byte {
      case 0x20, 0x09, 0x0D: break
      case 0x0A: line += 1
      default: return byte
      }
      input.position += 1
    }
    return nil
  }

  /// Reads one of the structure's own bytes.
  mutating func take(_ byte: UInt8) throws {
    guard try peek() == byte else {
      throw problem("There should be “\(Character(Unicode.Scalar(byte)))” here.")
    }
    input.position += 1
  }

  /// Reads the byte if it is there.
  mutating func takes(_ byte: UInt8) throws -> Bool {
    guard try peek() == byte else { return false }
    input.position += 1
    return true
  }

  /// A string, decoded.
  mutating func string() throws -> String {
    guard try peek() == .doubleQuote else { throw problem("There should be a name here.") }
    let bytes = try value()
    guard case .string(let text)? = try? JSONValue(reading: String(decoding: bytes, as: UTF8.self))
    else { throw problem("A name cannot be read.") }
    return text
  }

  /// The bytes of the next value.
  mutating func value() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try walk { piece in
      bytes += piece
      return bytes.count <= Self.mostBytes
    }
    return bytes
  }

  /// Passes over the next value.
  ///
  /// - Returns: its length in bytes.
  @discardableResult
  mutating func skip() throws -> Int {
    var count = 0
    try walk { piece in
      count += piece.count
      return true
    }
    return count
  }

  /// - Parameter take: is given the value piece by piece; false ends the walk with an error.
  private mutating func walk(_ take: (ArraySlice<UInt8>) -> Bool) throws {
    guard let first = try peek() else { throw problem("The file ends in the middle of a value.") }
    var depth = 0
    var isString = false
    var isEscaped = false
    let isScalar = first != .doubleQuote && first != 0x5B && first != 0x7B
    while true {
      if input.isEmpty, try !input.fill() {
        if isScalar { return }
        throw problem("The file ends in the middle of a value.")
      }
      let start = input.position
      var isDone = false
      (input.position, isDone) = input.bytes.withUnsafeBufferPointer { bytes in
        var index = start
        while index < bytes.count {
          let byte = bytes[index]
          if byte == .lineFeed { line += 1 }
          if isString {
            if !isEscaped, byte == .doubleQuote { isString = false }
            isEscaped = !isEscaped && byte == .backslash
            if !isString, depth == 0 { return (index + 1, true) }
          } else {
            switch byte {
            case .doubleQuote: isString = true
            case 0x5B, 0x7B: depth += 1
            case 0x5D, 0x7D:
              if depth == 0 { return (index, true) }
              depth -= 1
              if depth == 0 { return (index + 1, true) }
            case 0x2C, 0x20, 0x09, 0x0A, 0x0D:
              if depth == 0 {
                if byte == .lineFeed { line -= 1 }
                return (index, true)
              }
            default: break
            }
          }
          index += 1
        }
        return (index, false)
      }
      guard take(input.bytes[start..<input.position]) else {
        throw problem("A value is longer than \(Self.mostBytes >> 20) MB.")
      }
      if isDone { return }
    }
  }
}

/// Where the rows of a JSON document are.
enum JSONRowsPlace: Hashable, Sendable {
  /// One document after the other.
  case sequence
  /// The items of a list: at the top where the path is empty, else under these keys.
  case list([String])
  /// The members of the object at the top, each with its key.
  case members
}

extension JSONRowsPlace {
  /// The place that holds most of the beginning of a document, and the other lists of rows there; nil
  /// where no list holds rows.
  ///
  /// - Parameter sample: the beginning of the text; it may end anywhere.
  static func detect(_ sample: [UInt8]) -> (place: JSONRowsPlace, others: [String])? {
    var pieces = [sample][...]
    var reader = JSONReader(ByteReader { pieces.popFirst() ?? [] })
    guard let first = try? reader.peek() else { return nil }
    if first == 0x5B { return (.list([]), []) }
    guard first == 0x7B else { return nil }
    var walk = Walk(reader: reader)
    let isWhole = (try? walk.object(path: [])) != nil
    if isWhole, (try? walk.reader.peek()) == 0x7B { return (.sequence, []) }
    let best = walk.lists.max { $0.bytes < $1.bytes }
    let isSmall = best.map { $0.bytes * 2 < sample.count } ?? true
    if walk.members > 1, walk.members == walk.objects, isSmall { return (.members, []) }
    if let best {
      let others = walk.lists.filter { $0.path != best.path && $0.bytes * 4 >= best.bytes }
      return (.list(best.path), others.map { $0.path.joined(separator: ".") })
    }
    // One object alone is one row.
    return isWhole ? (.sequence, []) : nil
  }

  private struct Walk {
    var reader: JSONReader
    var lists: [(path: [String], bytes: Int)] = []
    /// Members of the object at the top, and those of them that are objects.
    var members = 0
    var objects = 0

    init(reader: JSONReader) { self.reader = reader }

    mutating func object(path: [String]) throws {
      try reader.take(0x7B)
      if try reader.takes(0x7D) { return }
      repeat {
        let key = try reader.string()
        try reader.take(UInt8(ascii: ":"))
        let path = path + [key]
        let first = try reader.peek()
        if path.count == 1 {
          members += 1
          objects += first == 0x7B ? 1 : 0
        }
        if first == 0x5B {
          try list(path: path)
        } else if first == 0x7B, path.count < 4 {
          try object(path: path)
        } else {
          try reader.skip()
        }
      } while try reader.takes(UInt8(ascii: ","))
      try reader.take(0x7D)
    }

    /// Lists of objects, and of texts, are rows; one that the sample cuts counts as far as it is there.
    private mutating func list(path: [String]) throws {
      try reader.take(0x5B)
      let first = try reader.peek()
      let isRows = first == 0x7B || first == .doubleQuote
      if isRows { lists.append((path, 0)) }
      let place = lists.count - 1
      while try !reader.takes(0x5D) {
        let bytes = try reader.skip()
        // Texts alone are most often no rows, such as the names of columns.
        if isRows { lists[place].bytes += first == 0x7B ? bytes : bytes / 4 }
        if try !reader.takes(UInt8(ascii: ",")) {
          try reader.take(0x5D)
          return
        }
      }
    }
  }
}

/// Gives the rows of a JSON document one by one.
struct JSONRowReader {
  struct Item {
    var bytes: [UInt8]
    var line: Int
    /// Of ``JSONRowsPlace/members``.
    var key: String?
  }

  private var reader: JSONReader
  private let place: JSONRowsPlace
  private var isOpen = false
  private var isFirst = true
  private(set) var isFinished = false

  init(_ input: ByteReader, place: JSONRowsPlace) {
    reader = JSONReader(input)
    self.place = place
  }

  /// nil at the end.
  ///
  /// - Throws: ``JSONReader/Problem`` where the document breaks off or is no JSON; what came before is
  ///   read then.
  mutating func next() throws -> Item? {
    guard !isFinished else { return nil }
    do {
      if let item = try read() { return item }
    } catch {
      isFinished = true
      throw error
    }
    isFinished = true
    return nil
  }

  private mutating func read() throws -> Item? {
    if !isOpen { try open() }
    let end: UInt8
    switch place {
    case .sequence:
      guard try reader.peek() != nil else { return nil }
      return try item(key: nil)
    case .list: end = 0x5D
    case .members: end = 0x7D
    }
    if isFirst {
      if try reader.takes(end) { return try next(after: end) }
    } else if try !reader.takes(UInt8(ascii: ",")) {
      try reader.take(end)
      return try next(after: end)
    } else if try reader.takes(end) {
      // A comma before the end is common and harmless.
      return nil
    }
    isFirst = false
    guard place == .members else { return try item(key: nil) }
    let key = try reader.string()
    try reader.take(UInt8(ascii: ":"))
    return try item(key: key)
  }

  /// Lists may follow one another, as in files that were joined. Anything else is told, so that nothing is
  /// lost unsaid.
  private mutating func next(after end: UInt8) throws -> Item? {
    guard place == .list([]), let first = try reader.peek() else { return nil }
    guard first == 0x5B else {
      throw JSONReader.Problem(message: "The list ends before this line does.", line: reader.line)
    }
    try reader.take(0x5B)
    isFirst = true
    return try read()
  }

  private mutating func item(key: String?) throws -> Item {
    _ = try reader.peek()
    let line = reader.line
    let bytes = try reader.value()
    guard !bytes.isEmpty else {
      throw JSONReader.Problem(message: "There should be a value here.", line: line)
    }
    return Item(bytes: bytes, line: line, key: key)
  }

  /// Goes to the first row.
  private mutating func open() throws {
    isOpen = true
    switch place {
    case .sequence: break
    case .members: try reader.take(0x7B)
    case .list(let path):
      for key in path {
        try reader.take(0x7B)
        while try reader.string() != key {
          try reader.take(UInt8(ascii: ":"))
          try reader.skip()
          try reader.take(UInt8(ascii: ","))
        }
        try reader.take(UInt8(ascii: ":"))
      }
      try reader.take(0x5B)
    }
  }
}
