import Foundation
import GRDB

/// One walk along the chain: every entry is compared with its seal, and every event is entered in the
/// ledger, with which the tables are compared afterwards.
struct ChainWalk {
  private(set) var ledger = Ledger()
  private var result = AuditResult(records: 0, firstBad: nil)
  private var previous = ""

  /// How many steps are taken from one call of progress to the next.
  static let stride = 256

  mutating func run(
    in db: Database, _ progress: (AuditProgress) throws -> Void
  ) throws -> AuditResult {
    let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM chain") ?? 0
    let chain = try Row.fetchCursor(
      db, sql: "SELECT number, kind, subject, seal FROM chain ORDER BY number")
    while let row = try chain.next() {
      if result.entries.isMultiple(of: Self.stride) {
        try progress(AuditProgress(step: .chain, done: result.entries, total: total))
      }
      if let finding = try check(row, in: db) {
        result.firstBad = finding
        break
      }
    }
    return result
  }

  private mutating func check(_ row: Row, in db: Database) throws -> AuditResult.Finding? {
    let number = Int64(result.entries + 1)
    let subject = row.known("subject", as: Int64.self) ?? 0
    guard row.known("number", as: Int64.self) == number,
      let entry = row.word("kind", as: ChainEntry.self)
    else {
      return .init(run: nil, reason: "Entry \(number) of the chain is missing.")
    }
    let run = try Self.run(of: entry, subject, in: db)
    func bad(_ reason: String) -> AuditResult.Finding { .init(run: run, reason: reason) }
    guard let header = try entry.header(of: subject, number: number, in: db) else {
      return bad("The \(entry.rawValue) of entry \(number) is missing.")
    }
    let type = header["type"]
    let name = type.map { "event “\($0)”" } ?? entry.rawValue
    guard header.seal(after: previous) == row.known("seal", as: String.self) else {
      return bad("The \(name) of entry \(number) is not what was sealed.")
    }
    switch entry {
    case .run:
      if let change = try RunAudit.difference(of: subject, in: db) {
        return bad("\(change.capitalizedFirst) of entry \(number) is not what was sealed.")
      }
    case .event:
      guard let kind = type.flatMap(ChainEvent.Kind.init), let body = header["body"],
        let event = try? ChainEvent(kind: kind, body: body)
      else { return bad("The event of entry \(number) cannot be read.") }
      ledger.enter(event)
    case .judgement, .erasure: break
    }
    previous = row.known("seal") ?? ""
    if entry == .event { result.events += 1 } else { result.records += 1 }
    return nil
  }

  private static func run(
    of entry: ChainEntry, _ subject: Int64, in db: Database
  ) throws -> String? {
    guard entry != .event else { return nil }
    let run = entry == .run ? "?" : "(SELECT run FROM \(entry.rawValue) WHERE seq = ?)"
    return try String.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM run WHERE seq = \(run)"), arguments: [subject])
  }
}

extension String {
  /// As a sentence begins.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
