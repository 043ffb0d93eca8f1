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
  }

  public var records: [Record]

  public init(_ text: String, delimiter: Unicode.Scalar = ",") {
    var reader = DelimitedReader(delimiter: delimiter)
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    for scalar in scalars { reader.take(scalar) }
    reader.finish()
    records = reader.records
  }
}

/// The machine of ``DelimitedText``: one scalar at a time.
private struct DelimitedReader {
  private enum State {
    case recordStart, fieldStart, unquoted, quoted, afterQuote
  }

  let delimiter: Unicode.Scalar
  private(set) var records: [DelimitedText.Record] = []
  private var state = State.recordStart
  private var fields: [String] = []
  private var field = String.UnicodeScalarView()
  private var problem: DelimitedText.Problem?
  private var line = 1
  private var firstLine = 1
  /// CR was the last scalar, so that LF ends the same line.
  private var isAfterReturn = false

  init(delimiter: Unicode.Scalar) { self.delimiter = delimiter }

  mutating func take(_ scalar: Unicode.Scalar) {
    let endsPair = isAfterReturn && scalar == "\n"
    isAfterReturn = scalar == "\r"
    if (scalar == "\n" && !endsPair) || scalar == "\r" { line += 1 }
    if state == .quoted {
      if scalar == "\"" { state = .afterQuote } else { field.append(scalar) }
      return
    }
    // The LF of a CRLF that has ended a record.
    if endsPair, state == .recordStart {
      firstLine = line
      return
    }
    switch scalar {
    case "\n", "\r": endRecord()
    case delimiter:
      endField()
      state = .fieldStart
    case "\"" where state == .recordStart || state == .fieldStart: state = .quoted
    case "\"" where state == .afterQuote:
      field.append("\"")
      state = .quoted
    default:
      if state == .afterQuote { problem = .textAfterQuote }
      field.append(scalar)
      state = .unquoted
    }
  }

  mutating func finish() {
    if state == .quoted { problem = .unclosedQuote }
    if state != .recordStart { endRecord() }
  }

  private mutating func endField() {
    fields.append(String(field))
    field = String.UnicodeScalarView()
  }

  private mutating func endRecord() {
    if state != .recordStart { endField() }
    records.append(.init(line: firstLine, fields: fields, problem: problem))
    fields = []
    problem = nil
    state = .recordStart
    firstLine = line
  }
}
