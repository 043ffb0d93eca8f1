import Digests

/// A label as a policy's label file has it.
public struct PlacedLabel: Hashable, Sendable {
  public var policy: String
  public var label: String
  public var version: Int
  /// Of the version's text; nil in files of older programs.
  public var sha256: String?
  public var isProtected: Bool
}

extension Workspace {
  /// The SHA-256 of the settings files that decide how a policy is run: its `policy.toml` and the
  /// workspace's `precept.toml`; nil for one that is not there or cannot be read.
  public func settingsDigests(of policy: String) -> (policy: String?, workspace: String?) {
    func digest(_ path: String) -> String? {
      guard files.kind(of: path) == .file else { return nil }
      return (try? files.read(path)).map { sha256Hex($0) }
    }
    let own = (try? checkPolicy(policy)).flatMap { digest(policyFolder(policy) + "/policy.toml") }
    return (own, digest(root + "/precept.toml"))
  }

  /// The labels of all policies, as their files have them, sorted. A file that cannot be read has
  /// none.
  public func placedLabels() throws -> [PlacedLabel] {
    try policyNames().flatMap { policy -> [PlacedLabel] in
      guard let file = try? labelFile(of: policy) else { return [] }
      return file.labels.sorted { $0.key < $1.key }.map { label, version in
        PlacedLabel(
          policy: policy, label: label, version: version, sha256: file.sha256?[label],
          isProtected: file.protected?.contains(label) ?? false)
      }
    }
  }
}
