import Digests
import Foundation
import GRDB
import Runs

/// What a seal covers, spelt so that two different headers never give the same bytes: each field as
/// its name, the number of its bytes and the bytes. A field that is null is left out.
struct SealedHeader {
  private(set) var fields: [SealedField] = []

  init(_ fields: [SealedField]) {
    self.fields = fields
  }

  init(kind: String, number: Int64) {
    add("format", "1")
    add("kind", kind)
    add("number", "\(number)")
  }

  mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    fields.append(SealedField(name: name, value: value))
  }

  mutating func add(_ name: String, _ value: Int64?) {
    add(name, value.map { "\($0)" })
  }

  /// The seal of this header after another.
  func seal(after previous: String) -> String {
    var bytes = Array("\(previous)\n".utf8)
    for field in fields {
      bytes += "\(field.name):\(field.value.utf8.count):\(field.value)\n".utf8
    }
    return sha256Hex(bytes)
  }

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// One field of a header.
struct SealedField: Codable, Hashable {
  var name: String
  var value: String
}

/// The digest of a piece that a seal covers. The salt is erased with the text, so that nobody can
/// find out what a short text was by trying.
func saltedDigest(_ bytes: Data, salt: Data) -> String {
  sha256Hex(salt + bytes)
}

/// The kinds of entries that follow each other in the chain of seals: each is a table with a row for
/// the entry.
enum ChainEntry: String, CaseIterable {
  case run, judgement, erasure, event

  /// What the entry's rows say now. The chain holds as long as they say what was sealed.
  ///
  /// - Returns: nil when the rows are gone.
  func header(of subject: Int64, number: Int64, in db: Database) throws -> SealedHeader? {
    switch self {
    case .run: try runHeader(of: subject, number: number, in: db)
    case .judgement, .erasure, .event:
      try columns(rawValue, of: subject, number: number, in: db)
    }
  }

  private func runHeader(of seq: Int64, number: Int64, in db: Database) throws -> SealedHeader? {
    guard var header = try columns("run", of: seq, number: number, in: db, except: ["owner"]) else {
      return nil
    }
    let parts = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT kind, digest FROM part WHERE run = ? ORDER BY kind"),
      arguments: [seq])
    while let part = try parts.next() {
      header.add("part." + (part.known("kind") ?? ""), part.known("digest", as: String.self))
    }
    return header
  }

  private func columns(
    _ table: String, of seq: Int64, number: Int64, in db: Database, except: Set<String> = []
  ) throws -> SealedHeader? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM \(table) WHERE seq = ?")
    guard let row = try Row.fetchOne(statement, arguments: [seq]) else { return nil }
    var header = SealedHeader(kind: rawValue, number: number)
    // A column that a later migration adds is null in older rows, so that their seals still hold.
    for (name, value) in row where !except.contains(name) {
      switch value.storage {
      case .null: break
      case .int64(let number): header.add(name, number)
      case .string(let text): header.add(name, text)
      // Nothing of ours writes these; what was sealed was something else.
      case .double, .blob: header.add(name, "of another type")
      }
    }
    return header
  }
}

extension RunLog {
  /// Seals what the tables say of a subject, after everything that was sealed before. The new end of
  /// the chain is kept outside once the transaction is done.
  func appendToChain(_ entry: ChainEntry, _ subject: Int64, in db: Database) throws {
    // Not within the optional call: where no seal is kept, its arguments are not evaluated.
    let head = try db.appendToChain(entry, subject)
    keeping?.note(head, in: db)
  }
}

extension Database {
  /// Seals what the tables say of a subject, after everything that was sealed before.
  ///
  /// - Returns: the new end of the chain.
  func appendToChain(_ entry: ChainEntry, _ subject: Int64) throws -> ChainHead {
    try appendToChain(entry, subject) { number in
      guard let header = try entry.header(of: subject, number: number, in: self) else {
        throw RunLogError.damaged("\(entry.rawValue) \(subject) is gone")
      }
      return header
    }
  }

  /// - Parameter header: of the entry with this number, as the tables say it.
  func appendToChain(
    _ entry: ChainEntry, _ subject: Int64, header: (_ number: Int64) throws -> SealedHeader
  ) throws -> ChainHead {
    let last = try chainHead()
    let number = (last?.number ?? 0).saturatingAdd(1)
    let head = ChainHead(number: number, seal: try header(number).seal(after: last?.seal ?? ""))
    try cachedStatement(
      sql: "INSERT INTO chain(number, kind, subject, seal) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [number, entry.rawValue, subject, head.seal])
    return head
  }
}
