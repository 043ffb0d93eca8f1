/// How the rows of a file to be imported are written.
public enum ImportFormat: Hashable, Sendable {
  /// Fields with delimiters between them (RFC 4180): commas, where nothing else reads better.
  case csv
  /// The same; tabs, where nothing else reads better.
  case tsv
  /// One JSON object a line. Objects inside are reached by a path: `meta.label`.
  case jsonLines
  /// A JSON document with a list of objects: at the top, or under a key.
  case json
  /// A content a line.
  case lines
  /// Contents of any number of lines, with a line that is `separator` between them.
  case blocks(separator: String)

  /// The format that a file's name tells. `.gz` at its end means nothing.
  ///
  /// - Throws: ``ImportError`` when the name tells none.
  public init(fileName: String) throws(ImportError) {
    var parts = fileName.split(separator: "/").last?.split(separator: ".").dropFirst() ?? []
    if parts.last?.lowercased() == "gz" { parts.removeLast() }
    guard let ending = parts.last?.lowercased() else { throw .unknownFormat(fileName) }
    if ["yaml", "yml"].contains(ending) { throw .yaml(fileName) }
    guard let format = Self(name: ending) else { throw .unknownFormat(fileName) }
    self = format
  }

  /// `csv`, `tsv`, `json`, `jsonl` or `txt`, and the other endings that such files have.
  public init?(name: String) {
    switch name {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "jsonl", "ndjson", "jsonlines": self = .jsonLines
    case "txt", "text": self = .lines
    default: return nil
    }
  }

  public var name: String {
    switch self {
    case .csv: "csv"
    case .tsv: "tsv"
    case .json: "json"
    case .jsonLines: "jsonl"
    case .lines, .blocks: "txt"
    }
  }

  /// Whether the columns have names only if a row of the file says them.
  public var hasHeader: Bool { self == .csv || self == .tsv }

  /// The format that the beginning of a text tells; nil where it tells none.
  ///
  /// - Parameter isWhole: whether the sample is all of the text.
  init?(detecting sample: [UInt8], isWhole: Bool) {
    if let json = Self(detectingJSON: sample) {
      self = json
      return
    }
    guard sample.contains(where: { !$0.isJSONSpace }) else { return nil }
    let dialect = DelimitedDialect(detecting: sample, isWhole: isWhole, header: 0, usual: ",")
    var pieces = [sample][...]
    var reader = DelimitedReader({ pieces.popFirst() ?? [] }, dialect: dialect)
    guard let header = try? reader.next(), header.fields.count > 1, header.problem == nil,
      let row = try? reader.next(), row.fields.count == header.fields.count
    else { return nil }
    self = dialect.delimiter == "\t" ? .tsv : .csv
  }
}

extension ImportFormat {
  /// ``jsonLines`` where the first line is an object, ``json`` where the text begins like a document.
  init?(detectingJSON sample: [UInt8]) {
    guard let start = sample.firstIndex(where: { !$0.isJSONSpace }),
      sample[start] == 0x5B || sample[start] == 0x7B
    else { return nil }
    let line = sample[start...].prefix { $0 != .lineFeed }
    // A list in brackets may be a line of text as well, such as “[deleted]”.
    let next = sample[(start + 1)...].first { !$0.isJSONSpace }
    if sample[start] == 0x5B, let next, ![0x5B, 0x7B, 0x22, 0x5D].contains(next) { return nil }
    let isLine = (try? JSONValue(reading: String(decoding: line, as: UTF8.self))) != nil
    self = isLine && sample[start] == 0x7B ? .jsonLines : .json
  }
}

extension UInt8 {
  var isJSONSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
