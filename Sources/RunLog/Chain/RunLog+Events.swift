import Foundation
import GRDB

/// What was done to a label of a policy's versions.
public struct LabelChange: Hashable, Codable, Sendable {
  public enum Action: String, Hashable, Codable, Sendable {
    /// Put on a version; it left the one it was on.
    case set
    case removed
    /// It asks before it moves from now on, or no longer.
    case protected, unprotected
  }

  public var policy: String
  public var label: String
  public var action: Action
  /// The version that it sits on now, or sat on until it was removed; nil where it sits on none.
  public var version: Int?
  /// Of that version's text.
  public var sha256: String?
  public var author: String

  public init(
    policy: String, label: String, action: Action, version: Int?, sha256: String?, author: String
  ) {
    self.policy = policy
    self.label = label
    self.action = action
    self.version = version
    self.sha256 = sha256
    self.author = author
  }
}

/// A statement about a policy that was given for good. Its body is JSON of whoever gives it.
public struct Certificate: Hashable, Codable, Sendable {
  /// What it is about, such as a policy's name.
  public var subject: String
  /// A JSON document.
  public var json: String

  public init(subject: String, json: String) {
    self.subject = subject
    self.json = json
  }
}

extension RunLog {
  /// Seals what was done to a label.
  ///
  /// The labels themselves stay in the workspace's files: change the file first.
  ///
  /// - Parameter now: milliseconds since 1970, UTC.
  public func append(_ change: LabelChange, at now: Int64) throws {
    let settings = currentSettings(of: [change.policy])
    try write { db in
      try sealSettings(settings, at: now, in: db)
      try append(.label(change), at: now, in: db)
    }
  }

  /// Seals a certificate.
  ///
  /// - Throws: ``RunLogError`` when its body is not JSON.
  public func append(_ certificate: Certificate, at now: Int64) throws {
    let body = Data(certificate.json.utf8)
    guard (try? JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)) != nil else {
      throw RunLogError.badCertificate(certificate.subject)
    }
    try write { try append(.certificate(certificate), at: now, in: $0) }
  }

  /// The certificates about a subject, oldest first.
  public func certificates(about subject: String) throws -> [Certificate] {
    try read { db in
      try events(of: .certificate, about: subject, in: db).compactMap {
        if case .certificate(let certificate) = $0 { certificate } else { nil }
      }
    }
  }

  private func events(
    of kind: ChainEvent.Kind, about subject: String, in db: Database
  ) throws -> [ChainEvent] {
    try String.fetchAll(
      db, sql: "SELECT body FROM event WHERE type = ? AND subject = ? ORDER BY seq",
      arguments: [kind.rawValue, subject]
    ).map { try ChainEvent(kind: kind, body: $0) }
  }

  /// Writes an event and seals it, in the caller's transaction.
  func append(_ event: ChainEvent, at now: Int64, in db: Database) throws {
    // Not within the optional call: where no seal is kept, its arguments are not evaluated.
    let head = try db.append(event, at: now)
    keeping?.note(head, in: db)
  }
}

extension Database {
  /// Writes an event and seals it.
  ///
  /// - Returns: the new end of the chain.
  func append(_ event: ChainEvent, at now: Int64) throws -> ChainHead {
    let (type, subject, body) = (event.kind.rawValue, event.subject, try event.body())
    try cachedStatement(sql: "INSERT INTO event(type, subject, body, at) VALUES (?, ?, ?, ?)")
      .execute(arguments: [type, subject, body, now])
    let seq = lastInsertedRowID
    return try appendToChain(.event, seq) { number in
      // The row's columns in their order, which are not read again: an event comes with each result.
      var header = SealedHeader(kind: ChainEntry.event.rawValue, number: number)
      header.add("seq", seq)
      header.add("type", type)
      header.add("subject", subject)
      header.add("body", body)
      header.add("at", now)
      return header
    }
  }
}
