import Foundation

/// The rows of a foreign file one by one, in memory for one row, and the columns met so far.
///
/// ```swift
/// let rows = try ImportRows(chunks, file: "sheet.csv", options: ImportOptions())
/// while let row = try rows.next() { … }
/// ```
/// - Complexity: a row costs by its length. Memory: one row, and the sample that detection looks at.
public final class ImportRows {
  /// So much of a text is looked at to find its dialect, and of a document to find its rows.
  private static let textSample = 256 << 10
  private static let documentSample = 4 << 20
  /// Each row has a place for each of them.
  static let mostColumns = 1000

  private var pull: () throws -> ImportTable.Row? = { nil }
  private let decoder: TextDecoder
  private var read: ImportReading
  /// Whether all columns are known from the beginning.
  var hasFixedColumns: Bool { read.format != .json && read.format != .jsonLines }
  /// Trimmed; empty where a column has no name. It grows where rows have columns of their own.
  public private(set) var columns: [String] = []
  /// Rows above the header.
  public private(set) var skippedRows = 0
  /// Rows read so far.
  public private(set) var count = 0
  private var indices: [String: Int] = [:]
  private var waiting: ImportTable.Row?
  /// Whether lines of JSON are lists, whose places are the columns.
  private var readsLists = false
  /// Fields of the header, where there is one.
  private var named: Int?

  /// How the file is read, as far as that is known now.
  public var reading: ImportReading {
    var reading = read
    reading.encoding = decoder.encoding
    return reading
  }

  /// - Parameters:
  ///   - chunks: the bytes of the file.
  ///   - file: its name; it tells the format where ``ImportOptions/format`` does not.
  /// - Throws: ``ImportError`` for a file that cannot be read, or what `chunks` throws.
  public init(
    _ chunks: @escaping ByteChunks, file: String, options: ImportOptions = ImportOptions()
  ) throws {
    var raw = ByteReader(chunks)
    let head = try raw.sample(options.isLive ? 1 : 4096)
    if let binary = BinaryFile(options.isLive ? raw.bytes[...] : head, file: file) {
      throw ImportError.binary(binary, file: file)
    }
    if options.encoding == nil, BinaryFile.isBinary(head) {
      throw ImportError.binary(BinaryFile(name: "no text"), file: file)
    }
    var started: [UInt8]? = Array(raw.bytes)
    let isOver = raw.isAtEnd
    decoder = TextDecoder(encoding: options.encoding) {
      if let first = started, !first.isEmpty {
        started = nil
        return first
      }
      return isOver ? [] : try chunks()
    }
    let decoder = decoder
    var text = ByteReader { try decoder.next() }
    var format = options.format ?? Self.format(ofName: file)
    if format == nil, file.isYAML { throw ImportError.yaml(file) }
    let sample = Array(try text.sample(options.isLive ? 1 : Self.textSample))
    let start = options.isLive ? text.bytes : sample
    if format == nil || format == .json || format == .jsonLines {
      // A pipe of text may begin with any line; only JSON is told by its first byte.
      let found =
        options.fallback != nil
        ? ImportFormat(detectingJSON: start) ?? (format == nil ? options.fallback : nil)
        : ImportFormat(detecting: start, isWhole: text.isAtEnd)
      switch (format, found) {
      case (nil, nil): throw ImportError.unknownFormat(file)
      case (nil, _): format = found
      // Names lie: lists are called .jsonl, and lines .json.
      case (.jsonLines, .json) where start.areArrayLines: readsLists = true
      case (.json, .jsonLines) where options.rows == nil && start.hasMoreLines, (.jsonLines, .json):
        format = found
      default: break
      }
    }
    guard let format else { throw ImportError.unknownFormat(file) }
    read = ImportReading(format: format)
    try open(format, text, start, options, file)
  }

  private static func format(ofName file: String) -> ImportFormat? {
    try? ImportFormat(fileName: file)
  }

  private func open(
    _ format: ImportFormat, _ text: ByteReader, _ start: [UInt8], _ options: ImportOptions,
    _ file: String
  ) throws {
    switch format {
    case .csv, .tsv: try openRecords(format, text, start, options)
    case .json:
      var text = text
      let place: JSONRowsPlace
      if let rows = options.rows {
        place = .list(rows.split(separator: ".").map(String.init))
      } else {
        let sample = options.isLive ? start : Array(try text.sample(Self.documentSample))
        if JSONColumns.fill(sample) { throw ImportError.columns(file) }
        guard let found = JSONRowsPlace.detect(sample) else { throw ImportError.noRows() }
        place = found.place
        read.otherRows = found.others
      }
      switch place {
      case .list(let path) where !path.isEmpty:
        read.rows = "rows under “\(path.joined(separator: "."))”"
      case .members: read.rows = "a row for each key of the document"
      default: break
      }
      var reader = JSONRowReader(text, place: place)
      pull = { [unowned self] in try jsonRow(Result { try reader.next() }) }
    case .jsonLines:
      var reader = LineReader(text)
      pull = { [unowned self] in try reader.next().map { self.jsonRow($0) } }
    case .lines:
      columns = ["content"]
      var reader = LineReader(text)
      pull = { try reader.next().map { Self.row($0) } }
    case .blocks(let separator):
      columns = ["content"]
      var reader = LineReader(text)
      pull = { try Self.block(&reader, separator) }
    }
  }

  private func openRecords(
    _ format: ImportFormat, _ text: ByteReader, _ start: [UInt8], _ options: ImportOptions
  ) throws {
    var text = text
    var start = start[...]
    var choice = options.dialect
    var firstLine = 1
    if let line = DelimiterLine(start) {
      choice.delimiter = choice.delimiter ?? line.delimiter
      start = start.dropFirst(line.length)
      text.position += line.length
      firstLine = 2
      read.hasDelimiterLine = true
    }
    let header: Int? = if case .row(let number) = options.header { max(1, number) - 1 } else { nil }
    let dialect = DelimitedDialect(
      detecting: Array(start), isWhole: text.isAtEnd, header: header,
      usual: format == .tsv ? "\t" : ",", choice: choice)
    read.dialect = dialect
    var reader = DelimitedReader(text, dialect: dialect, firstLine: firstLine)
    if case .row(let number) = options.header {
      try readHeader(&reader, number)
    }
    pull = { [unowned self] in try reader.next().map { self.row($0) } }
  }

  private func readHeader(_ reader: inout DelimitedReader, _ number: Int) throws {
    var passed = 0
    while let record = try reader.next() {
      passed += 1
      guard passed == number else { continue }
      skippedRows = number - 1
      columns = record.fields.map { ImportTable.trimmed($0) }
      named = columns.count
      return
    }
    throw passed == 0 ? ImportError.empty() : .noHeader(row: number, rows: passed)
  }

  // MARK: Rows

  /// The row that ``next()`` will give; nil at the end.
  public func peek() throws -> ImportTable.Row? {
    if waiting == nil { waiting = try next() }
    return waiting
  }

  /// The next row; nil at the end. ``columns`` has a name for each of its values.
  public func next() throws -> ImportTable.Row? {
    if let row = waiting {
      waiting = nil
      return row
    }
    let row = try pull()
    if row != nil { count += 1 }
    return row
  }

  private func row(_ record: DelimitedText.Record) -> ImportTable.Row {
    let count = record.fields.count
    if count > columns.count {
      columns += Array(repeating: "", count: min(count, 100_000) - columns.count)
    }
    var row = ImportTable.Row(line: record.line, values: record.fields.map { .string($0) })
    if let named, count != named, count > 0 {
      row.remark = "The row has \(count) \(count == 1 ? "field" : "fields"), the header \(named)."
    }
    switch record.problem {
    case .unclosedQuote:
      row.problem =
        "A quotation mark is never closed, so that the rest of the file is one field."
    case .tooLong:
      row.problem =
        "The row is longer than \(DelimitedReader.mostBytes >> 20) MB; a quotation mark may not be closed."
    case .unreadableText:
      row.problem = "The row holds bytes that are no \(decoder.encoding?.title ?? "UTF-8")."
    case .textAfterQuote:
      row.remark = "Text follows a closing quotation mark; it was taken into the field."
    case nil: break
    }
    return row
  }

  private static func row(_ line: LineReader.Line) -> ImportTable.Row {
    let text = String(decoding: line.bytes, as: UTF8.self)
    var row = ImportTable.Row(line: line.number, values: [.string(text)])
    if line.isCut { row.problem = "The line is longer than \(LineReader.mostBytes >> 20) MB." }
    if String(validating: line.bytes, as: UTF8.self) == nil {
      row.problem = "The line holds bytes that are no text in the file's encoding."
    }
    return row
  }

  private static func block(
    _ reader: inout LineReader, _ separator: String
  ) throws -> ImportTable.Row? {
    var lines: [String] = []
    var first: Int?
    var isEnded = false
    while let line = try reader.next() {
      first = first ?? line.number
      let text = String(decoding: line.bytes, as: UTF8.self)
      if ImportTable.trimmed(text) == separator {
        isEnded = true
        break
      }
      lines.append(text)
    }
    // A separator may end the file.
    guard let first, isEnded || !lines.isEmpty else { return nil }
    let text = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
    return ImportTable.Row(line: first, values: [.string(text)])
  }

  // MARK: JSON

  private func jsonRow(_ line: LineReader.Line) -> ImportTable.Row {
    // An empty line is an empty row, as in the other formats.
    if line.bytes.allSatisfy(\.isJSONSpace) {
      return ImportTable.Row(line: line.number, values: [])
    }
    return jsonRow(line.bytes, line: line.number, key: nil, as: "The line")
  }

  private func jsonRow(_ item: Result<JSONRowReader.Item?, any Error>) throws -> ImportTable.Row? {
    do {
      guard let item = try item.get() else { return nil }
      return jsonRow(item.bytes, line: item.line, key: item.key, as: "The row")
    } catch let problem as JSONReader.Problem {
      if count == 0 { throw ImportError.brokenDocument(problem.message, line: problem.line) }
      var row = ImportTable.Row(line: problem.line, values: [])
      row.problem = "The document cannot be read from here on. \(problem.message)"
      return row
    }
  }

  private func jsonRow(
    _ bytes: [UInt8], line: Int, key: String?, as name: String
  ) -> ImportTable.Row {
    var row = ImportTable.Row(line: line, values: [])
    do {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw CaseProblem("\(name) holds bytes that are no text in the file's encoding.")
      }
      let value = try JSONValue(reading: text, as: name)
      if let key { try put(.string(key), at: "#key", in: &row) }
      switch value {
      case .object(let fields):
        row.object = fields
        for (path, value) in Self.leaves(of: fields) { try put(value, at: path, in: &row) }
      case .array(let items) where readsLists:
        for (place, item) in items.enumerated() { try put(item, at: "#\(place + 1)", in: &row) }
      case .string where read.format == .json: try put(value, at: "content", in: &row)
      default: throw CaseProblem("\(name) is \(value.kindName), not an object.")
      }
    } catch {
      row.problem = (error as? CaseProblem)?.message ?? "\(name) cannot be read."
    }
    return row
  }

  private func put(_ value: JSONValue, at path: String, in row: inout ImportTable.Row) throws {
    let index = indices[path] ?? columns.count
    if index == columns.count {
      guard index < Self.mostColumns else {
        throw CaseProblem("The file has more than \(Self.mostColumns) different fields.")
      }
      indices[path] = index
      columns.append(path)
    }
    row.values += Array(repeating: nil, count: max(0, index + 1 - row.values.count))
    row.values[index] = value
  }

  /// What an object holds, by path, in the order of the paths; an object inside is its fields.
  private static func leaves(of fields: [String: JSONValue]) -> [(String, JSONValue)] {
    fields.sorted { $0.key < $1.key }.flatMap { key, value -> [(String, JSONValue)] in
      guard case .object(let inner) = value, !inner.isEmpty else { return [(key, value)] }
      return leaves(of: inner).map { ("\(key).\($0)", $1) }
    }
  }
}

extension [UInt8] {
  /// Whether the first line is a list of its own, and another such line follows: rows without names.
  fileprivate var areArrayLines: Bool {
    let lines = split(separator: UInt8.lineFeed, maxSplits: 2).prefix(2)
    return lines.count == 2
      && lines.allSatisfy { line in
        let text = String(decoding: line, as: UTF8.self)
        return if case .array(let items)? = try? JSONValue(reading: text) {
          !items.contains { if case .object = $0 { true } else { false } }
        } else { false }
      }
  }

  /// Whether anything but space follows the first line.
  fileprivate var hasMoreLines: Bool {
    let body = drop { $0.isJSONSpace }
    return body.firstIndex(of: .lineFeed)
      .map { body[$0...].contains { !$0.isJSONSpace } } ?? false
  }
}

extension String {
  fileprivate var isYAML: Bool {
    let name = lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }
}

/// Excel's `sep=;` in the first line of a file.
struct DelimiterLine {
  var delimiter: String
  /// With the line's end, in bytes.
  var length: Int

  init?(_ bytes: ArraySlice<UInt8>) {
    let line = bytes.prefix(64).prefix { $0 != .lineFeed && $0 != .carriageReturn }
    var text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("\""), text.hasSuffix("\"") { text = String(text.dropFirst().dropLast()) }
    guard text.lowercased().hasPrefix("sep="), text.utf8.count > 4 else { return nil }
    let value = String(text.dropFirst(4))
    guard value.unicodeScalars.count == 1 || value == "\\t" else { return nil }
    delimiter = value == "\\t" ? "\t" : value
    let rest = bytes.dropFirst(line.count)
    let end = rest.starts(with: [0x0D, 0x0A]) ? 2 : rest.isEmpty ? 0 : 1
    length = line.count + end
  }
}
