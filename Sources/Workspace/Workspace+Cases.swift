public import Cases

extension Workspace {
  /// Names of the case sets in `samples/`, without ending, sorted.
  public func caseSetNames() throws -> [String] {
    let folder = root + "/samples"
    guard try status(at: folder)?.kind == .directory else { return [] }
    do {
      return try files.names(in: folder)
        .filter { $0.hasSuffix(".jsonl") && !$0.hasPrefix(".") }.map { String($0.dropLast(6)) }
    } catch {
      throw WorkspaceError.system(error, folder, writing: false)
    }
  }

  /// The set as it is on the disk now, with what is wrong with its lines.
  public func caseSet(named name: String) throws -> CaseSet {
    CaseSet(name: name, jsonl: try text(at: try setPath(name)))
  }

  /// - Throws: ``WorkspaceError`` when no case set can have that name.
  public static func checkCaseSetName(_ name: String) throws {
    try check(name: name, of: "case set")
  }

  /// Checks, before a long work whose result shall go there, that a set can be written.
  ///
  /// - Throws: ``WorkspaceError``: no set can have that name, or what has it cannot be read.
  public func checkCaseSet(_ name: String) throws {
    try Self.check(name: name, of: "case set")
    let path = samplesPath(name)
    if try status(at: path) != nil { _ = try text(at: path) }
  }

  /// Adds a case at the end of a set, which is created if it is missing.
  ///
  /// - Throws: ``WorkspaceError`` when the set has a case of that id.
  public func append(_ case: Case, toSet name: String) throws {
    let path = samplesPath(name)
    if files.kind(of: path) == nil { try Self.check(name: name, of: "case set") }
    try changingSamples(path) {
      var text = files.kind(of: path) == nil ? "" : try self.text(at: path)
      guard !CaseSet(name: name, jsonl: text).cases.contains(where: { $0.id == `case`.id }) else {
        throw WorkspaceError.badName(
          "\(name) has a case “\(`case`.id)” already.", hint: "Choose another id.")
      }
      if !text.isEmpty && text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
      text += jsonLine(for: `case`) + "\n"
      try checkSize(text, path)
      try files.replace(path, with: Array(text.utf8))
    }
  }

  /// Changes what is expected of a case. Every other line stays as it is, byte for byte.
  public func setExpected(_ expected: Case.Expectation?, of id: String, in name: String) throws {
    let path = try setPath(name)
    try changingSamples(path) {
      let text = try self.text(at: path)
      let set = CaseSet(name: name, jsonl: text)
      guard var changed = set.cases.first(where: { $0.id == id }) else {
        throw WorkspaceError.notFound(
          "\(name) has no case “\(id)”.", hint: "precept cases list \(name) lists them.")
      }
      changed.expected = expected
      guard let new = CaseSet.replacing(id, with: changed, in: text) else { return }
      try checkSize(new, path)
      try files.replace(path, with: Array(new.utf8))
    }
  }

  /// What becomes of a set that has the name already.
  public enum ExistingSet: Hashable, Sendable {
    /// It stays as it is, and nothing is written.
    case kept
    case replaced
    /// The cases are added at its end.
    case extended
  }

  /// Writes a set, as an import does.
  ///
  /// - Throws: ``WorkspaceError`` when there is a set of that name that shall be kept, when a set that
  ///   shall be extended has a case of one of the ids, or when the set would be too large to be read.
  public func writeCaseSet(
    named name: String, cases: [Case], existing: ExistingSet = .kept
  ) throws {
    try Self.check(name: name, of: "case set")
    let path = samplesPath(name)
    try changingSamples(path) {
      let isThere = files.kind(of: path) != nil
      guard !isThere || existing != .kept else { throw WorkspaceError.exists(path) }
      var text = isThere && existing == .extended ? try self.text(at: path) : ""
      let known = Set(CaseSet(name: name, jsonl: text).cases.map(\.id))
      if let taken = cases.first(where: { known.contains($0.id) }) {
        throw WorkspaceError.badName(
          "\(name) has a case “\(taken.id)” already; nothing was added.",
          hint: "Give the new cases other ids, or write them to another set.")
      }
      if !text.isEmpty && text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
      text += cases.map { jsonLine(for: $0) + "\n" }.joined()
      try checkSize(text, path)
      try files.replace(path, with: Array(text.utf8))
    }
  }

  func samplesPath(_ name: String) -> String {
    let folder = root + "/samples"
    return folder + "/" + spelling(of: name, in: folder, ending: ".jsonl") + ".jsonl"
  }

  private func setPath(_ name: String) throws -> String {
    let path = samplesPath(name)
    guard Self.isOnePart(name), files.kind(of: path) != nil else {
      throw WorkspaceError.notFound(
        "There is no case set “\(name)” in \(root)/samples.",
        hint: "A case set is a file of JSON lines in samples.")
    }
    return path
  }

  private func changingSamples(_ path: String, _ body: () throws -> Void) throws {
    let folder = root + "/samples"
    try writing(path) {
      try files.makeDirectories(folder)
      let lock = try files.lock(folder)
      try withExtendedLifetime(lock) {
        files.removeLeftovers(in: folder)
        try body()
      }
    }
  }
}
