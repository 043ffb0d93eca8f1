/// What became of every row of an imported file: ``read`` = ``imported`` + the skipped rows, always.
public struct ImportReport: Hashable, Sendable {
  /// A row that became no case.
  public struct Skipped: Hashable, Sendable {
    public var line: Int
    public var reason: Reason

    public init(line: Int, reason: Reason) {
      self.line = line
      self.reason = reason
    }
  }

  public enum Reason: Hashable, Sendable {
    case empty
    case noContent
    /// The rows below expect this label.
    case section(String)
    case duplicate(of: Int)
    case repeatedID(String, of: Int)
    case unreadable(String)
  }

  /// A row whose content an earlier row had, character by character.
  public struct Duplicate: Hashable, Sendable {
    public var line: Int
    public var firstLine: Int
    /// Both rows expect something, and not the same, or differ about a label.
    public var contradicts: Bool
  }

  /// Something odd about a row that was read.
  public struct Remark: Hashable, Sendable {
    public var line: Int
    public var message: String
  }

  /// Rows below the header.
  public var read = 0
  public var imported = 0
  /// Imported cases with an expectation, and those with values for single labels.
  public var expecting = 0
  public var labelled = 0
  /// How often each decision or label is expected by the imported cases.
  public var expectations: [String: Int] = [:]
  /// Values that are neither mapped nor decisions, and how often they occur.
  public var unknownLabels: [String: Int] = [:]
  public var skipped: [Skipped] = []
  public var duplicates: [Duplicate] = []
  public var remarks: [Remark] = []
  /// Rows above the header, which were not read.
  public var skippedRows = 0
  public var repeatedColumns: [String] = []

  public init() {}
}

extension ImportReport.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "The row is empty."
    case .noContent: "The row has no content."
    case .section(let label): "A section row: the rows below it are \(label)."
    case .duplicate(let line): "The content is that of line \(line)."
    case .repeatedID(let id, let line): "“\(id)” is the id of line \(line) already."
    case .unreadable(let message): message
    }
  }
}
