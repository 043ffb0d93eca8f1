import Cases
import Foundation
import Policies
import Runs
import Synchronization
import Workspace

/// Where the rows of `precept classify` go.
final class ClassificationOutput: Sendable {
  enum Format: String, Sendable {
    case jsonLines = "jsonl"
    case csv

    /// By the ending of a file's name.
    init(file: String?) {
      self = file?.lowercased().hasSuffix(".csv") == true ? .csv : .jsonLines
    }
  }

  /// What an earlier sitting has left in the file.
  struct Begun: Sendable {
    /// Rows that are whole.
    var rows = 0
    var lastID: String?
    /// Of the last row that has a run.
    var lastRun: Run.ID?
    /// Where the last whole row ends, in bytes.
    var length = 0
    /// Whether bytes follow it: a row that was cut off.
    var hasRest = false
  }

  struct Counts: Sendable {
    var rows = 0
    var skipped = 0
    var decided: [String: Int] = [:]
    /// Rows without a decision, by state.
    var undecided: [String: Int] = [:]
  }

  private let format: Format
  private let appender: OutputAppender?
  private let console: Console
  private let tally = Mutex(Counts())

  var counts: Counts { tally.withLock { $0 } }

  /// - Parameter appender: nil writes to stdout.
  init(_ format: Format, to appender: OutputAppender?, console: Console) {
    self.format = format
    self.appender = appender
    self.console = console
  }

  /// Writes the names of the columns, where the format has them.
  func begin() throws {
    if format == .csv { try put(CaseExport.record(ClassifiedRow.columns)) }
  }

  func write(_ rows: [ClassifiedRow]) throws {
    try put(rows.map { format == .csv ? $0.csvRecord : $0.jsonLine }.joined())
    tally.withLock { counts in
      for row in rows {
        counts.rows += 1
        if let decision = row.decision {
          counts.decided[decision.rawValue, default: 0] += 1
        } else {
          counts.undecided[row.state, default: 0] += 1
        }
      }
    }
  }

  private func put(_ text: String) throws {
    if let appender { try appender.write(Array(text.utf8)) } else { console.write(text) }
  }

  // MARK: Resuming

  /// Reads what is there. Memory: one row.
  static func begun(_ chunks: FileChunks, _ format: Format) throws -> Begun {
    var begun = Begun()
    var total = 0
    let counted: ByteChunks = {
      let bytes = try chunks.next()
      total += bytes.count
      return bytes
    }
    try format == .csv ? readRecords(counted, &begun) : readLines(counted, &begun)
    begun.hasRest = total > begun.length
    return begun
  }

  private static func readLines(_ chunks: ByteChunks, _ begun: inout Begun) throws {
    var line: [UInt8] = []
    var last: [UInt8] = []
    // Rows without content have no run.
    var lastWithRun: [UInt8] = []
    let hasRun = Array("\"run\": \"".utf8)
    while true {
      let piece = try chunks()
      if piece.isEmpty { break }
      var rest = piece[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        line += rest[..<end]
        begun.length += line.count + 1
        begun.rows += 1
        last = line
        if line.firstRange(of: hasRun) != nil { lastWithRun = line }
        line = []
        rest = rest[(end + 1)...]
      }
      line += rest
    }
    struct Row: Decodable {
      var row: Int
      var id: String
      var run: String?
    }
    guard begun.rows > 0 else { return }
    guard let row = try? JSONDecoder().decode(Row.self, from: Data(last)), row.row == begun.rows
    else { throw NotOurs() }
    begun.lastID = row.id
    let run = try? JSONDecoder().decode(Row.self, from: Data(lastWithRun)).run
    begun.lastRun = run.flatMap { Run.ID($0) }
  }

  private static func readRecords(_ chunks: @escaping ByteChunks, _ begun: inout Begun) throws {
    var reader = CSVRecords(chunks)
    guard let header = try reader.next() else { return }
    guard header == ClassifiedRow.columns else { throw NotOurs() }
    begun.length = reader.length
    while let record = try reader.next() {
      guard record.count == ClassifiedRow.columns.count, record[0] == String(begun.rows + 1) else {
        throw NotOurs()
      }
      begun.rows += 1
      begun.length = reader.length
      begun.lastID = record[2]
      begun.lastRun = Run.ID(record[10]) ?? begun.lastRun
    }
  }

  /// The file holds something else.
  struct NotOurs: Error {}
}
