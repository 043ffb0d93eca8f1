import GRDB

/// The seals that were kept outside, against the chain.
struct KeptSeals {
  /// Of the database that is audited.
  var memory: SealMemory?
  /// Of every database.
  var all: [SealMemory]

  /// - Returns: a sentence where a seal that was kept for this database is not in the chain.
  func loss(in db: Database, entries: Int) throws -> String? {
    guard let memory else { return nil }
    let lost = try (memory.lost + [memory.last]).filter { try !db.holds($0) }
    guard let worst = lost.max(by: { $0.number < $1.number }) else { return nil }
    let isOther = try db.seal(of: 1).map { $0 != worst.identity } ?? false
    let what =
      if isOther {
        "These are not the records whose entry \(worst.number) was the last sealed here: the chain began again, or was replaced."
      } else if worst.number > entries {
        "The chain ends at entry \(entries), and entry \(worst.number) was sealed here: its end was cut off, or an older copy was put back."
      } else {
        "Entry \(worst.number) is not the one that was sealed here: the chain was written again from there or before, or an older copy was put back and continued."
      }
    return what + " If you did that, accept the records as they are with --accept."
  }

  func notes(in db: Database, entries: Int) throws -> [AuditResult.Note] {
    guard memory == nil, let identity = try db.seal(of: 1) else { return [] }
    let origins = all.filter { $0.last.identity == identity }
    guard let origin = origins.max(by: { $0.last.number < $1.last.number }) else {
      return [
        .init(
          kind: .noKeptSeal,
          message: """
            No seal of these records was kept on this machine, so that a chain whose end was cut off \
            would look whole. The next entry that is written here is kept; a seal from elsewhere is \
            checked with --seal.
            """)
      ]
    }
    let kept = origin.last
    let ending =
      if try db.holds(kept) {
        "all that was sealed there, up to entry \(kept.number), is in it."
      } else if kept.number > entries {
        "that one went on to entry \(kept.number), and this one ends at \(entries)."
      } else {
        "the two went on in different ways before entry \(kept.number)."
      }
    return [
      .init(
        kind: .copy,
        message: "These records are a moved or copied \(origin.database): \(ending)")
    ]
  }
}
