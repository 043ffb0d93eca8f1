/// What became of every row of an imported file: ``read`` = ``imported`` + ``skippedCount``, always.
/// Rows that are votes on an earlier row's case are among the skipped.
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
    /// The row is one more person's word on the case of an earlier line.
    case vote(of: Int)
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
  /// Expectations that could not be read at all, such as objects, by what they are.
  public var unreadableLabels: [String: Int] = [:]
  /// Rows that became no case, or joined another: the first ``mostListed``.
  public private(set) var skipped: [Skipped] = []
  public private(set) var skippedCount = 0
  /// Skipped rows by their reasons' ``Reason/kind``.
  public private(set) var skippedKinds: [String: Int] = [:]
  /// The first ``mostListed``.
  public private(set) var duplicates: [Duplicate] = []
  public private(set) var duplicateCount = 0
  public private(set) var contradictionCount = 0
  /// The first ``mostListed``.
  public private(set) var remarks: [Remark] = []
  public private(set) var remarkCount = 0
  /// Rows that are another person's word on an earlier row's case.
  public var votes = 0
  /// How far several people agree; of label columns by their names, of expectations under "".
  public var agreement: [String: RaterAgreement] = [:]
  /// Cases that expect nothing, or leave a label open, since their votes are tied.
  public var ties = 0
  /// Cases that the chosen rater did not label.
  public var withoutRater = 0
  /// How the file was read.
  public var reading: ImportReading?
  /// Rows above the header, which were not read.
  public var skippedRows = 0
  public var repeatedColumns: [String] = []

  /// So many rows are listed one by one; more are counted.
  public static let mostListed = 1000
  private static let mostValues = 10_000

  public init() {}

  mutating func skip(_ line: Int, _ reason: Reason) {
    skippedCount += 1
    skippedKinds[reason.kind, default: 0] += 1
    if skipped.count < Self.mostListed { skipped.append(Skipped(line: line, reason: reason)) }
  }

  mutating func add(_ duplicate: Duplicate) {
    duplicateCount += 1
    if duplicate.contradicts { contradictionCount += 1 }
    if duplicates.count < Self.mostListed { duplicates.append(duplicate) }
  }

  mutating func remark(_ line: Int, _ message: String) {
    remarkCount += 1
    if remarks.count < Self.mostListed { remarks.append(Remark(line: line, message: message)) }
  }

  /// Counts a value; what is beyond ten thousand different ones is counted together.
  static func count(_ value: String, in counts: inout [String: Int], times: Int = 1) {
    let isKnown = counts[value] != nil || counts.count < mostValues
    counts[isKnown ? value : "(others)", default: 0] += times
    if counts[value] == 0 { counts[value] = nil }
  }
}

extension ImportReport.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .vote(let line): "Another vote on the case of line \(line)."
    case .empty: "The row is empty."
    case .noContent: "The row has no content."
    case .section(let label): "A section row: the rows below it are \(label)."
    case .duplicate(let line): "The content is that of line \(line)."
    case .repeatedID(let id, let line): "“\(id)” is the id of line \(line) already."
    case .unreadable(let message): message
    }
  }
}

extension ImportReport.Reason {
  /// One word for all reasons of a kind.
  public var kind: String {
    switch self {
    case .vote: "vote"
    case .empty: "empty"
    case .noContent: "no_content"
    case .section: "section"
    case .duplicate: "duplicate"
    case .repeatedID: "repeated_id"
    case .unreadable: "unreadable"
    }
  }
}
