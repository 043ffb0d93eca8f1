import Digests

/// The name of a draft's file: `<hash of the key>-<owner>.json`, or `<hash of the key>.json` in
/// format 1.
struct DraftName: Hashable {
  let hash: String
  /// The process that keeps it, or kept it; nil in format 1.
  let owner: String?

  init(key: String, owner: String?) {
    hash = String(sha256Hex(key).prefix(16))
    self.owner = owner
  }

  /// nil for any file that is not named as this program names drafts.
  init?(file: String) {
    guard file.hasSuffix(".json") else { return nil }
    self.init(stem: String(file.dropLast(5)))
  }

  init?(stem: String) {
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.allSatisfy(Self.isID) else { return nil }
    hash = parts[0]
    owner = parts.count == 2 ? parts[1] : nil
  }

  var stem: String { hash + (owner.map { "-\($0)" } ?? "") }

  func file(in folder: String) -> String { "\(folder)/drafts/\(stem).json" }

  /// The lock that a process holds while it has the policy open.
  func claim(in folder: String) -> String { "\(folder)/drafts/\(hash).lock" }

  /// The lock that tells whether the draft's process lives.
  func lock(in folder: String) -> String {
    owner.map { Self.lock(of: $0, in: folder) } ?? claim(in: folder)
  }

  // MARK: Owners

  static func lock(of owner: String, in folder: String) -> String {
    "\(folder)/drafts/owner-\(owner).lock"
  }

  static func newOwner() -> String {
    let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// nil for any file that is not named as this program names the locks of owners.
  static func owner(ofLock file: String) -> String? {
    guard file.hasPrefix("owner-"), file.hasSuffix(".lock") else { return nil }
    let owner = String(file.dropFirst(6).dropLast(5))
    return isID(owner) ? owner : nil
  }

  private static func isID(_ text: String) -> Bool {
    text.utf8.count == 16
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
