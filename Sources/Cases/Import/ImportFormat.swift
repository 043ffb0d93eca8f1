/// How the rows of a file to be imported are written.
public enum ImportFormat: Hashable, Sendable {
  /// Comma-separated (RFC 4180).
  case csv
  /// Tab-separated, quoted like ``csv``.
  case tsv
  /// One JSON object a line. Objects inside are reached by a path: `meta.label`.
  case jsonLines
  /// A content a line.
  case lines
  /// Contents of any number of lines, with a line that is `separator` between them.
  case blocks(separator: String)

  /// The format that a file's name tells.
  ///
  /// - Throws: ``ImportError`` when the name tells none.
  public init(fileName: String) throws(ImportError) {
    let ending = fileName.split(separator: "/").last?.split(separator: ".").dropFirst().last
    guard let format = ending.flatMap({ Self(name: $0.lowercased()) }) else {
      throw .unknownFormat(fileName)
    }
    self = format
  }

  /// `csv`, `tsv`, `jsonl` or `txt`, and the other endings that such files have.
  public init?(name: String) {
    switch name {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "jsonl", "ndjson": self = .jsonLines
    case "txt", "text": self = .lines
    default: return nil
    }
  }

  /// Whether the columns have names only if a row of the file says them.
  public var hasHeader: Bool { self == .csv || self == .tsv }
}
