import Digests
public import Policies

extension Workspace {
  /// Names of the folders that hold a policy, sorted.
  public func policyNames() throws -> [String] {
    let folder = root + "/policies"
    do {
      return try files.names(in: folder).filter { name in
        !name.hasPrefix(".") && hasPolicy(name)
      }
    } catch {
      throw WorkspaceError.system(error, folder, writing: false)
    }
  }

  func hasPolicy(_ name: String) -> Bool {
    let folder = policyFolder(name)
    // Also where it is no file that can be read: opening it says why.
    return files.kind(of: folder + "/policy.md") != nil
      || files.kind(of: folder + "/versions/log.jsonl") != nil
  }

  /// The policy as it is on the disk now.
  ///
  /// - Parameter leavesOutSettings: whether a `policy.toml` that cannot be used is left out, so that
  ///   the policy opens all the same, rather than thrown.
  public func policy(
    named name: String, leavesOutSettings: Bool = false
  ) throws -> StoredPolicy {
    try checkPolicy(name)
    let folder = policyFolder(name)
    let name = split(folder).name
    let (versions, problems) = try self.versions(of: name)
    let text: String
    if files.kind(of: folder + "/policy.md") == nil, let newest = versions.last {
      text = try self.text(of: newest, in: name)
    } else {
      text = try self.text(at: folder + "/policy.md")
    }
    var policy = StoredPolicy(
      name: name, text: text, settings: PolicySettings(), versions: versions,
      protectedLabels: try labelFile(of: name).protected ?? [], problems: problems)
    do {
      policy.settings = try settings(at: folder + "/policy.toml")
    } catch let error as WorkspaceError where leavesOutSettings {
      policy.settingsProblem = error
    }
    return policy
  }

  /// `policy.md` alone, for a first look; nil where it cannot be read, which ``policy(named:)`` says.
  public func textAtOnce(of name: String) -> String? {
    try? text(at: policyFolder(name) + "/policy.md")
  }

  /// The text of a version by its number.
  ///
  /// - Throws: ``WorkspaceError``: there is none, or a merge has made two; or its file was changed
  ///   since it was saved.
  public func text(of name: String, version number: Int) throws -> String {
    try text(of: try version("\(number)", of: name), in: name)
  }

  public func text(of version: PolicyVersion, in name: String) throws -> String {
    try text(at: try file(of: version, in: name))
  }

  /// The settings that a version was saved with; empty ones where it had none.
  public func settings(of version: PolicyVersion, in name: String) throws -> PolicySettings {
    let text = try file(of: version, in: name)
    return try settings(at: String(text.dropLast(3)) + ".toml")
  }

  /// The version that `spec` names: a number (`7`), a label (`production`), or at least eight
  /// digits of its hash.
  public func version(_ spec: String, of name: String) throws -> PolicyVersion {
    try checkPolicy(name)
    let versions = try self.versions(of: name).versions
    if let labelled = versions.first(where: { $0.labels.contains(spec) }) { return labelled }
    let number = Int(spec)
    let isHash = spec.utf8.count >= 8 && spec.allSatisfy(\.isHexDigit)
    let found = versions.filter {
      $0.number == number || isHash && $0.sha256.hasPrefix(spec.lowercased())
    }
    guard let first = found.first else {
      throw WorkspaceError.notFound(
        "\(name) has no version \(spec).", hint: "precept versions \(name) lists them.")
    }
    guard Set(found.map(\.sha256)).count == 1 else {
      let hashes = found.map { String($0.sha256.prefix(12)) }.joined(separator: " and ")
      throw WorkspaceError.ambiguous(
        "\(name) has \(found.count) versions \(spec), from different branches: \(hashes).",
        hint: "Name one by its hash, as in \(name)@\(first.sha256.prefix(12)).")
    }
    return first
  }

  func checkPolicy(_ name: String) throws {
    guard Self.isOnePart(name), hasPolicy(name) else {
      throw WorkspaceError.notFound(
        "There is no policy “\(name)” in \(root)/policies.",
        hint: "Choose one of those that are there, or start it as a new one.")
    }
  }

  private func settings(at path: String) throws -> PolicySettings {
    guard files.kind(of: path) != nil else { return PolicySettings() }
    return try PolicySettings(toml: try text(at: path), file: path)
  }

  // MARK: Versions

  func versionsFolder(_ name: String) -> String { policyFolder(name) + "/versions" }

  func versionLog(of name: String) throws -> VersionLog {
    let path = versionsFolder(name) + "/log.jsonl"
    guard files.kind(of: path) != nil else { return try VersionLog("", path: path) }
    return try VersionLog(try text(at: path), path: path)
  }

  func labelFile(of name: String) throws -> LabelFile {
    let path = versionsFolder(name) + "/labels.json"
    guard files.kind(of: path) != nil else { return LabelFile() }
    return try LabelFile.read(try text(at: path), path: path)
  }

  /// Every version that the log names or a file holds, with its labels.
  func versions(of name: String) throws -> (versions: [PolicyVersion], problems: [String]) {
    let log = try versionLog(of: name)
    var versions = log.versions
    var problems = log.problems
    let numbered = try versionFiles(of: name)
    for (number, paths) in numbered
    where paths.count > versions.count(where: { $0.number == number }) {
      do {
        versions += try unlogged(paths, number: number, known: versions)
        problems.append(
          "A file of version \(number) has no line in log.jsonl; its author and time are not known."
        )
      } catch {
        // One file must not hide the policy.
        problems.append("\(error)")
      }
    }
    for version in versions where numbered[version.number] == nil {
      problems.append("Version \(version.number) has no file.")
    }
    versions = versions.enumerated()
      .sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }.map(\.element)
    for (one, next) in zip(versions, versions.dropFirst())
    where one.number == next.number && one.sha256 != next.sha256 {
      problems.append(
        "Two versions have the number \(one.number): \(one.sha256.prefix(12)) and"
          + " \(next.sha256.prefix(12)).")
    }
    let labels = try labelFile(of: name)
    for label in labels.labels.keys.sorted() {
      guard let version = labels.version(of: label, among: versions),
        let index = versions.firstIndex(of: version)
      else {
        problems.append("The label “\(label)” sits on no version that is there.")
        continue
      }
      versions[index].labels.append(label)
    }
    return (versions, problems)
  }

  /// A crash between writing a version's file and its line leaves the file alone: it is a version
  /// all the same.
  private func unlogged(
    _ paths: [String], number: Int, known: [PolicyVersion]
  ) throws -> [PolicyVersion] {
    try paths.compactMap { path in
      let hash = sha256Hex(try text(at: path))
      guard !known.contains(where: { $0.number == number && $0.sha256 == hash }) else { return nil }
      return PolicyVersion(
        number: number, sha256: hash, parent: nil, author: "", time: "", note: "")
    }
  }

  /// Paths of `0007.md` and the like, by number. After a merge there may be a second one, such as
  /// `0007-other.md`.
  func versionFiles(of name: String) throws -> [Int: [String]] {
    let folder = versionsFolder(name)
    guard files.kind(of: folder) == .directory else { return [:] }
    do {
      var found: [Int: [String]] = [:]
      for file in try files.names(in: folder) where file.hasSuffix(".md") {
        guard let number = Int(file.prefix { $0.isASCII && $0.isNumber }),
          VersionLog.numbers.contains(number)
        else { continue }
        found[number, default: []].append(folder + "/" + file)
      }
      return found
    } catch {
      throw WorkspaceError.system(error, folder, writing: false)
    }
  }

  private func file(of version: PolicyVersion, in name: String) throws -> String {
    let paths = try versionFiles(of: name)[version.number] ?? []
    for path in paths where sha256Hex(try text(at: path)) == version.sha256 { return path }
    guard let path = paths.first else {
      throw WorkspaceError.notFound(
        "The file of version \(version.number) of \(name) is missing.",
        hint: "Bring \(versionsFolder(name)) back from git or a backup.")
    }
    throw WorkspaceError.damaged(
      "\(path) is not the text that was saved as version \(version.number).",
      hint: "Bring it back from git; a saved version is never edited.")
  }
}
