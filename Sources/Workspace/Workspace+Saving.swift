import Digests
public import Policies

extension Workspace {
  /// Saves a text as the policy's next version and as `policy.md`.
  ///
  /// Under the lock of the policy's folder, so that two processes that save at once both get a
  /// number. The version's file comes first, then its line in the log, then `policy.md`: wherever a
  /// crash falls, each file is whole, and saving again completes it.
  ///
  /// - Parameters:
  ///   - parent: the number of the version that the text grew from.
  ///   - time: RFC 3339, UTC.
  ///   - lastSeen: the ``StoredPolicy/sha256`` that the caller last read; saving over anything else
  ///     is a conflict. nil saves over whatever is there.
  /// - Throws: ``WorkspaceError``; where ``WorkspaceError/isConflict`` is true nothing was written.
  @discardableResult
  public func save(
    _ text: String, as name: String, note: String, author: String, parent: Int?, time: String,
    lastSeen: String? = nil
  ) throws -> SaveResult {
    try checkPolicy(name)
    let folder = policyFolder(name)
    try checkSize(text, folder + "/policy.md")
    return try writing(folder) {
      let lock = try files.lock(folder)
      return try withExtendedLifetime(lock) {
        files.removeLeftovers(in: folder)
        files.removeLeftovers(in: versionsFolder(name))
        try checkConflict(text, in: name, lastSeen: lastSeen)
        let version = PolicyVersion(
          number: 0, sha256: sha256Hex(text), parent: parent, author: author, time: time,
          note: note)
        return try save(text, version, in: name)
      }
    }
  }

  /// Creates a policy, with its first version.
  ///
  /// - Throws: ``WorkspaceError`` when the name is no good or taken, or the text too large.
  public func createPolicy(
    named name: String, text: String, note: String = "", author: String, time: String
  ) throws -> PolicyVersion {
    let name = try Self.check(name: name, of: "policy")
    let folder = policyFolder(name)
    try checkSize(text, folder + "/policy.md")
    return try writing(folder) {
      // What a crash has left of an earlier attempt has no text, and is no policy.
      guard !hasPolicy(name) else { throw WorkspaceError.exists(folder) }
      try files.makeDirectories(folder)
      try files.sync(directory: root + "/policies")
      let lock = try files.lock(folder)
      return try withExtendedLifetime(lock) {
        guard !hasPolicy(name) else { throw WorkspaceError.exists(folder) }
        let version = PolicyVersion(
          number: 0, sha256: sha256Hex(text), parent: nil, author: author, time: time, note: note)
        return try save(text, version, in: name).version
      }
    }
  }

  /// Puts a label on a version; it leaves the one it was on.
  ///
  /// - Throws: ``WorkspaceError``: the label is no good, or there is no such version.
  public func setLabel(_ label: String, on version: PolicyVersion, of name: String) throws {
    try checkLabel(label)
    try changeLabels(of: name) { $0.set(label, on: version) }
  }

  public func setLabel(_ label: String, on number: Int, of name: String) throws {
    try setLabel(label, on: try version("\(number)", of: name), of: name)
  }

  /// Takes a label away. A label that is nowhere is no error.
  public func removeLabel(_ label: String, of name: String) throws {
    try changeLabels(of: name) { $0.remove(label) }
  }

  /// Has a label ask before it moves, or no longer.
  ///
  /// - Throws: ``WorkspaceError`` when the label is no good.
  public func setProtection(_ isProtected: Bool, of label: String, in name: String) throws {
    try checkLabel(label)
    try changeLabels(of: name) { $0.protect(label, isProtected) }
  }

  /// A letter first, so that `spam@7` is never a label.
  public static func isLabel(_ text: String) -> Bool {
    text.first?.isLetter == true && text.count <= 40
      && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
  }

  // MARK: Steps

  private func checkLabel(_ label: String) throws {
    guard Self.isLabel(label) else {
      throw WorkspaceError.badName(
        "“\(label)” cannot be a label.",
        hint: "Begin with a letter; then letters, digits, “-”, “_” and “.”, 40 at most.")
    }
  }

  private func changeLabels(of name: String, _ change: (inout LabelFile) -> Void) throws {
    try checkPolicy(name)
    let folder = policyFolder(name)
    let path = versionsFolder(name) + "/labels.json"
    try writing(path) {
      let lock = try files.lock(folder)
      try withExtendedLifetime(lock) {
        var labels = try labelFile(of: name)
        change(&labels)
        let text = try labels.text()
        try checkSize(text, path)
        try files.makeDirectories(versionsFolder(name))
        try files.replace(path, with: Array(text.utf8))
      }
    }
  }

  private func checkConflict(_ text: String, in name: String, lastSeen: String?) throws {
    let path = policyFolder(name) + "/policy.md"
    guard let lastSeen, files.kind(of: path) != nil else { return }
    let hash = sha256Hex(try files.read(path))
    guard hash == lastSeen || hash == sha256Hex(text) else { throw WorkspaceError.conflict(path) }
  }

  private func save(_ text: String, _ draft: PolicyVersion, in name: String) throws -> SaveResult {
    let path = policyFolder(name) + "/policy.md"
    let folder = versionsFolder(name)
    let (versions, _) = try self.versions(of: name)
    if let newest = versions.last,
      let same = versions.last(where: { $0.number == newest.number && $0.sha256 == draft.sha256 })
    {
      var log = try versionLog(of: name)
      let isLogged = log.versions.contains {
        $0.number == same.number && $0.sha256 == same.sha256
      }
      var version = draft
      version.number = same.number
      if !isLogged {
        // A crash has left the version's file alone: this save completes it.
        log.append(version)
        try checkSize(log.text, folder + "/log.jsonl")
        try files.replace(folder + "/log.jsonl", with: Array(log.text.utf8))
      }
      if (try? files.read(path)) != Array(text.utf8) {
        try files.replace(path, with: Array(text.utf8))
      }
      return isLogged ? .unchanged(same) : .saved(version)
    }
    var version = draft
    version.number = try nextNumber(after: versions, in: name)
    var log = try versionLog(of: name)
    log.append(version)
    try checkSize(log.text, folder + "/log.jsonl")
    try files.makeDirectories(folder)
    try createVersionFiles(text, number: version.number, in: name)
    try files.replace(folder + "/log.jsonl", with: Array(log.text.utf8))
    try files.replace(path, with: Array(text.utf8))
    return .saved(version)
  }

  /// No file has it, whether or not the file can be read.
  private func nextNumber(after versions: [PolicyVersion], in name: String) throws -> Int {
    let taken = max(versions.last?.number ?? 0, try versionFiles(of: name).keys.max() ?? 0)
    let (next, overflows) = taken.addingReportingOverflow(1)
    guard !overflows else {
      throw WorkspaceError.damaged(
        "\(versionsFolder(name)) has a version \(taken), and no number comes after it.",
        hint: "Bring the folder back from git or a backup.")
    }
    return next
  }

  /// The settings come first: a version is there once its text is. The text's file is never one that
  /// exists: a saved version does not change.
  private func createVersionFiles(_ text: String, number: Int, in name: String) throws {
    let digits = "\(number)"
    let stem = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let base = versionsFolder(name) + "/" + stem
    let settings = policyFolder(name) + "/policy.toml"
    if files.kind(of: settings) != nil {
      let bytes = try reading(settings) { try files.read(settings) }
      // In a link's place, not through it.
      let place = try files.place(of: base + ".toml", followingLast: false)
      if let old = try? files.status(of: place), old.kind != .file { try files.remove(place) }
      try files.replace(place, with: bytes, mode: 0o444)
    }
    try writing(base + ".md") {
      try files.createWhole(base + ".md", Array(text.utf8), mode: 0o444)
    }
  }

  /// Checked before anything is written: what was saved can be opened again.
  func checkSize(_ text: String, _ path: String, limit: Int = Self.sizeLimit) throws {
    guard text.utf8.count <= limit else {
      throw WorkspaceError.tooLargeToSave(path, bytes: text.utf8.count, limit: limit)
    }
  }

  /// Errors of the system become sentences about this path.
  func reading<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw WorkspaceError.system(error, path, writing: false)
    }
  }

  /// Errors of the system become sentences about this path.
  func writing<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw WorkspaceError.system(error, path, writing: true)
    }
  }
}
