/// The seal of one entry of one chain.
public struct KeptSeal: Hashable, Codable, Sendable {
  /// The seal of the chain's first entry, by which a copy of the database is told from another one.
  public var identity: String
  /// The place of the entry in the chain, from 1.
  public var number: Int64
  public var seal: String

  public init(identity: String, number: Int64, seal: String) {
    self.identity = identity
    self.number = number
    self.seal = seal
  }
}

/// What is remembered of one database outside of it.
public struct SealMemory: Hashable, Codable, Sendable {
  /// The database's path.
  public var database: String
  /// The seal of the newest entry that was written from here.
  public var last: KeptSeal
  /// Seals that were kept and were not in the chain any more when the next entry was written. They
  /// stay until the end of the chain is accepted as it is.
  public var lost: [KeptSeal]

  public init(database: String, last: KeptSeal, lost: [KeptSeal] = []) {
    self.database = database
    self.last = last
    self.lost = lost
  }
}

/// Keeps the last seal of each database in a place that whoever changes the database does not reach
/// as easily.
///
/// It is written after each transaction that seals something: it must be quick, and may fail.
public protocol SealStore: Sendable {
  /// nil where nothing is kept, or what is kept cannot be read.
  func memory(of database: String) -> SealMemory?
  func keep(_ memory: SealMemory) throws
  /// Everything that is kept, for recognizing copies.
  func all() -> [SealMemory]
}
