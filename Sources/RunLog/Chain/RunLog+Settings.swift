import Foundation
import GRDB

/// The settings files that decide how a policy is run, by their SHA-256; nil where there is none.
public struct SettingsDigests: Hashable, Codable, Sendable {
  /// Of the policy's own `policy.toml`.
  public var policy: String?
  /// Of the workspace's `precept.toml`.
  public var workspace: String?

  public init(policy: String? = nil, workspace: String? = nil) {
    self.policy = policy
    self.workspace = workspace
  }
}

/// The body of an event: from here on, a policy was used under these settings.
struct SettingsInUse: Hashable, Codable {
  var policy: String
  var files: SettingsDigests
}

extension RunLog {
  /// The settings of these policies as their files are now. Read them before the transaction that
  /// seals them, so that no lock waits for a file.
  func currentSettings(of policies: Set<String>) -> [SettingsInUse] {
    guard let digests = outside.settings else { return [] }
    return policies.sorted().compactMap { policy in
      digests(policy).map { SettingsInUse(policy: policy, files: $0) }
    }
  }

  /// Seals the settings of each policy that differ from the last that were sealed of it.
  func sealSettings(_ settings: [SettingsInUse], at now: Int64, in db: Database) throws {
    for current in settings {
      let body = try String.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT body FROM event WHERE type = 'settings' AND subject = ?
              ORDER BY seq DESC LIMIT 1
            """), arguments: [current.policy])
      let last = try body.map { try JSONDecoder().decode(SettingsInUse.self, from: Data($0.utf8)) }
      guard current.files != last?.files ?? SettingsDigests() else { continue }
      try append(.settings(current), at: now, in: db)
    }
  }
}
