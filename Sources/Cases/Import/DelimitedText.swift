/// Records of comma- or tab-separated text (RFC 4180), read as people and spreadsheets write it.
///
/// A field may stand in quotation marks, and then hold delimiters, line ends and doubled quotation
/// marks. Lines end with CRLF, LF or CR; a byte order mark is skipped. Beyond the RFC it reads what
/// Python's `csv` reads, in the same way: a quotation mark inside an unquoted field is itself, and
/// what follows a closing quotation mark belongs to the field. Nothing is dropped: an empty line is a
/// record without fields, records may differ in length, and what is odd is said in
/// ``Record/problem``.
///
/// - Complexity: O(*n*) in the length of the text.
public struct DelimitedText: Hashable, Sendable {
  public struct Record: Hashable, Sendable {
    /// The line on which the record begins, counted from 1.
    public var line: Int
    public var fields: [String]
    public var problem: Problem?

    public init(line: Int, fields: [String], problem: Problem? = nil) {
      self.line = line
      self.fields = fields
      self.problem = problem
    }
  }

  public enum Problem: Hashable, Sendable {
    /// A quotation mark is never closed; the field holds the rest of the text.
    case unclosedQuote
    /// Text follows a closing quotation mark.
    case textAfterQuote
    /// Bytes that are no text in the file's encoding.
    case unreadableText
    /// The record is longer than ``DelimitedReader/mostBytes``; reading goes on at the next line.
    case tooLong
  }

  public var records: [Record]

  public init(_ text: String, delimiter: Unicode.Scalar = ",") {
    self.init(text, dialect: DelimitedDialect(delimiter: String(Character(delimiter))))
  }

  public init(_ text: String, dialect: DelimitedDialect) {
    let scalars = text.unicodeScalars
    let body = scalars.first == "\u{FEFF}" ? Substring(scalars.dropFirst()) : text[...]
    var pieces = [Array(body.utf8)][...]
    var reader = DelimitedReader({ pieces.popFirst() ?? [] }, dialect: dialect)
    records = []
    while let record = try? reader.next() { records.append(record) }
  }
}

/// Reads ``DelimitedText`` record by record, in memory for one record.
struct DelimitedReader {
  /// A record that grows longer is cut: most likely a quotation mark is not closed.
  static let mostBytes = 16 << 20

  private enum State {
    case recordStart, fieldStart, unquoted, quoted, afterQuote
  }

  private var input: ByteReader
  private let delimiter: [UInt8]
  private let quote: UInt8?
  private let isBackslash: Bool
  private let skipsBlanks: Bool
  private var state = State.recordStart
  private var fields: [String] = []
  private var field: [UInt8] = []
  private var size = 0
  private var problem: DelimitedText.Problem?
  private var line = 1
  private var firstLine = 1
  /// CR was the last byte, so that LF ends the same line.
  private var isAfterReturn = false
  private(set) var quotedFields = 0

  init(_ chunks: @escaping ByteChunks, dialect: DelimitedDialect) {
    self.init(ByteReader(chunks), dialect: dialect)
  }

  init(_ input: ByteReader, dialect: DelimitedDialect, firstLine: Int = 1) {
    self.input = input
    line = firstLine
    self.firstLine = firstLine
    delimiter = Array(dialect.delimiter.utf8)
    quote = dialect.quote.flatMap { $0.isASCII ? UInt8($0.value) : nil }
    isBackslash = dialect.escape == .backslash
    skipsBlanks = dialect.skipsBlanks
  }

  /// nil at the end.
  mutating func next() throws -> DelimitedText.Record? {
    while true {
      if input.isEmpty, try !input.fill() { return finish() }
      if let record = try scan() { return record }
    }
  }

  /// Reads until the end of a record, or of what there is.
  private mutating func scan() throws -> DelimitedText.Record? {
    while !input.isEmpty {
      let byte = input.bytes[input.position]
      if isAfterReturn {
        isAfterReturn = false
        // The LF of a CRLF that has ended a record, or that stands in a field.
        if byte == .lineFeed {
          input.position += 1
          if state == .quoted || state == .unquoted { field.append(byte) }
          continue
        }
      }
      if state == .quoted {
        try scanQuoted(byte)
      } else if let record = try scanUnquoted(byte) {
        return record
      }
      if size + field.count > Self.mostBytes { return try cut() }
    }
    return nil
  }

  private mutating func scanQuoted(_ byte: UInt8) throws {
    if byte == quote {
      input.position += 1
      state = .afterQuote
    } else if isBackslash, byte == .backslash {
      try escape()
    } else if byte == .lineFeed || byte == .carriageReturn {
      line += 1
      isAfterReturn = byte == .carriageReturn
      field.append(byte)
      input.position += 1
    } else {
      let (quote, isBackslash) = (quote, isBackslash)
      take { $0 == quote || $0 == 0x0A || $0 == 0x0D || (isBackslash && $0 == 0x5C) }
    }
  }

  private mutating func scanUnquoted(_ byte: UInt8) throws -> DelimitedText.Record? {
    switch byte {
    case .lineFeed, .carriageReturn:
      line += 1
      isAfterReturn = byte == .carriageReturn
      input.position += 1
      return endRecord()
    case delimiter[0]:
      let count = delimiter.count
      if count > 1, try input.sample(count) != delimiter[...] { break }
      input.position += count
      endField()
      state = .fieldStart
      return nil
    case quote where state == .recordStart || state == .fieldStart:
      input.position += 1
      state = .quoted
      quotedFields += 1
      return nil
    case quote where state == .afterQuote:
      field.append(byte)
      input.position += 1
      state = .quoted
      return nil
    case 0x20 where skipsBlanks && state == .fieldStart:
      // Blanks before a quotation mark; before anything else they belong to the field.
      var blanks = input.position
      while blanks < input.bytes.count, input.bytes[blanks] == 0x20 { blanks += 1 }
      if blanks == input.bytes.count, blanks - input.position < 64, try input.fill() { return nil }
      if blanks < input.bytes.count, input.bytes[blanks] == quote {
        input.position = blanks
        return nil
      }
    case .backslash where isBackslash:
      if state == .afterQuote { problem = problem ?? .textAfterQuote }
      if state != .unquoted { state = .unquoted }
      try escape()
      return nil
    default: break
    }
    if state == .afterQuote {
      // Blanks between a closing mark and the delimiter are nobody's text.
      if skipsBlanks, byte == 0x20 {
        input.position += 1
        return nil
      }
      problem = problem ?? .textAfterQuote
    }
    state = .unquoted
    field.append(byte)
    input.position += 1
    let (first, isBackslash) = (delimiter[0], isBackslash)
    take { $0 == first || $0 == 0x0A || $0 == 0x0D || (isBackslash && $0 == 0x5C) }
    return nil
  }

  /// Takes bytes into the field until one that means something.
  private mutating func take(until isSpecial: (UInt8) -> Bool) {
    let start = input.position
    let end = input.bytes.withUnsafeBufferPointer { bytes in
      var index = start
      let limit = min(bytes.count, start + Self.mostBytes + 1)
      while index < limit, !isSpecial(bytes[index]) { index += 1 }
      return index
    }
    field += input.bytes[start..<end]
    input.position = end
  }

  /// A backslash and what it stands before. Before anything but a quotation mark, a delimiter, a line
  /// end or a backslash it is itself; without quotation marks it makes `\t`, `\n`, `\r` and `\N` (no
  /// value), as databases write them.
  private mutating func escape() throws {
    let pair = Array(try input.sample(2))
    guard pair.count == 2 else {
      field.append(.backslash)
      input.position += 1
      return
    }
    let next = pair[1]
    input.position += 2
    if next == quote || next == .backslash || next == delimiter[0] {
      field.append(next)
    } else if next == .lineFeed || next == .carriageReturn {
      line += 1
      isAfterReturn = next == .carriageReturn
      field.append(next)
    } else if quote == nil, let control = Self.controls[next] {
      field += control
    } else {
      field += [.backslash, next]
    }
  }

  private static let controls: [UInt8: [UInt8]] = [
    UInt8(ascii: "t"): [0x09], UInt8(ascii: "n"): [0x0A], UInt8(ascii: "r"): [0x0D],
    UInt8(ascii: "N"): [],
  ]

  private mutating func finish() -> DelimitedText.Record? {
    if state == .quoted { problem = .unclosedQuote }
    return state == .recordStart ? nil : endRecord()
  }

  private mutating func endField() {
    if let text = String(validating: field, as: UTF8.self) {
      fields.append(text)
    } else {
      fields.append(String(decoding: field, as: UTF8.self))
      problem = problem ?? .unreadableText
    }
    size += field.count
    field.removeAll(keepingCapacity: field.capacity < 1 << 16)
  }

  private mutating func endRecord() -> DelimitedText.Record {
    if state != .recordStart { endField() }
    let record = DelimitedText.Record(line: firstLine, fields: fields, problem: problem)
    fields = []
    size = 0
    problem = nil
    state = .recordStart
    firstLine = line
    return record
  }

  /// Ends a record that is too long, and goes on at the next line.
  private mutating func cut() throws -> DelimitedText.Record {
    field = []
    problem = .tooLong
    let record = endRecord()
    while true {
      while !input.isEmpty {
        let byte = input.bytes[input.position]
        input.position += 1
        guard byte == .lineFeed else { continue }
        line += 1
        firstLine = line
        return record
      }
      guard try input.fill() else { return record }
    }
  }
}
