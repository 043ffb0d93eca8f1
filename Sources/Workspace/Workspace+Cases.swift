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
    CaseSet(name: name, jsonl: try text(at: try setPath(name), limit: Self.caseSetLimit))
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
    if try status(at: path) != nil { try FileChunks(path, files: files).check() }
  }

  /// Adds a case at the end of a set, which is created if it is missing.
  ///
  /// - Throws: ``WorkspaceError`` when the set has a case of that id.
  public func append(_ case: Case, toSet name: String) throws {
    let path = samplesPath(name)
    if files.kind(of: path) == nil { try Self.check(name: name, of: "case set") }
    try changingSamples(path) {
      let limit = Self.caseSetLimit
      var text = files.kind(of: path) == nil ? "" : try self.text(at: path, limit: limit)
      guard !CaseSet(name: name, jsonl: text).cases.contains(where: { $0.id == `case`.id }) else {
        throw WorkspaceError.badName(
          "\(name) has a case “\(`case`.id)” already.", hint: "Choose another id.")
      }
      if !text.isEmpty && text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
      text += jsonLine(for: `case`) + "\n"
      try checkSize(text, path, limit: limit)
      try files.replace(path, with: Array(text.utf8))
    }
  }

  /// Changes what is expected of a case. Every other line stays as it is, byte for byte.
  public func setExpected(_ expected: Case.Expectation?, of id: String, in name: String) throws {
    let path = try setPath(name)
    try changingSamples(path) {
      let text = try self.text(at: path, limit: Self.caseSetLimit)
      let set = CaseSet(name: name, jsonl: text)
      guard var changed = set.cases.first(where: { $0.id == id }) else {
        throw WorkspaceError.notFound(
          "\(name) has no case “\(id)”.", hint: "precept cases list \(name) lists them.")
      }
      changed.expected = expected
      guard let new = CaseSet.replacing(id, with: changed, in: text) else { return }
      try checkSize(new, path, limit: Self.caseSetLimit)
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

  /// Writes a set whose cases are all in memory.
  ///
  /// - Throws: as ``writeCaseSet(named:existing:_:)``.
  public func writeCaseSet(
    named name: String, cases: [Case], existing: ExistingSet = .kept
  ) throws {
    try writeCaseSet(named: name, existing: existing) { writer in
      for item in cases { try writer.write(item) }
    }
  }

  /// Writes a set case by case, as an import does. The set is there when `body` has ended, whole; where
  /// it throws, nothing is written.
  ///
  /// Others may change sets meanwhile; a set that is to be extended must not change.
  ///
  /// - Throws: ``WorkspaceError`` when there is a set of that name that shall be kept, or when a set that
  ///   shall be extended has a case of one of the ids; or what `body` throws.
  public func writeCaseSet(
    named name: String, existing: ExistingSet = .kept, _ body: (CaseSetWriter) throws -> Void
  ) throws {
    try Self.check(name: name, of: "case set")
    let path = samplesPath(name)
    let stamp = files.stamp(of: path)
    guard stamp == nil || existing != .kept else { throw WorkspaceError.exists(path) }
    try writing(path) { try files.makeDirectories(root + "/samples") }
    let writer = try reading(path) { try CaseSetWriter(beside: path, of: name, files: files) }
    do {
      if existing == .extended, stamp != nil { try writer.copy(path) }
      try body(writer)
      try changingSamples(path) {
        guard files.stamp(of: path) == stamp else {
          throw stamp == nil ? WorkspaceError.exists(path) : .conflict(path)
        }
        try writer.publish(as: path)
      }
    } catch {
      writer.discard()
      throw error
    }
  }

  /// The bytes of a set, to be read piece by piece (``CaseSetReader``).
  public func caseSetChunks(named name: String) throws -> FileChunks {
    try FileChunks(try setPath(name), files: files)
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
