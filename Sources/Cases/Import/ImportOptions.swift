/// How a file to be imported is to be read. What is nil is detected, and told in ``ImportReading``.
public struct ImportOptions: Hashable, Sendable {
  public var format: ImportFormat?
  public var header: ImportTable.Header
  public var dialect: DialectChoice
  public var encoding: TextEncoding?
  /// The keys that lead to the list of rows in a JSON document, joined by dots; empty is the document
  /// itself.
  public var rows: String?
  /// Whether the bytes arrive while they are made, as in a pipe: then nothing waits for more of them
  /// than the next row needs.
  public var isLive: Bool
  /// What a text is where neither its name nor its beginning tells; nil refuses it then.
  public var fallback: ImportFormat?

  public init(
    format: ImportFormat? = nil, header: ImportTable.Header = .row(1),
    dialect: DialectChoice = DialectChoice(), encoding: TextEncoding? = nil, rows: String? = nil,
    isLive: Bool = false
  ) {
    self.format = format
    self.header = header
    self.dialect = dialect
    self.encoding = encoding
    self.rows = rows
    self.isLive = isLive
  }
}

/// How a file was read, for people.
public struct ImportReading: Hashable, Sendable {
  public var format: ImportFormat
  /// Of delimited text.
  public var dialect: DelimitedDialect?
  /// Whether the first line names the delimiter, as Excel's `sep=;`.
  public var hasDelimiterLine = false
  /// nil where the text is all ASCII so far.
  public var encoding: TextEncoding?
  /// Of a JSON document: where the rows are, in words.
  public var rows: String?
  /// Other lists of rows in the document, which are not read.
  public var otherRows: [String] = []
  /// `gzip`, where whoever opened the file has unpacked it.
  public var compression: String?

  public init(format: ImportFormat) { self.format = format }

  /// `semicolons between fields, Windows-1252, gzip`; empty where nothing is out of the ordinary.
  public var title: String {
    var parts: [String] = []
    if let dialect, dialect != .commas, format != .tsv || dialect.delimiter != "\t" {
      parts.append(dialect.title + (hasDelimiterLine ? " (its first line says so)" : ""))
    } else if let dialect, dialect.quote != "\"" || dialect.escape != .doubled {
      parts.append(dialect.title)
    }
    if let rows { parts.append(rows) }
    if let encoding, encoding != .utf8 { parts.append(encoding.title) }
    if let compression { parts.append(compression) }
    return parts.joined(separator: ", ")
  }
}
