import Foundation

extension Workspace {
  /// Of a draft or a session, which may hold more text than can be saved as a policy.
  static let privateSizeLimit = 512 * 1_048_576

  /// Says that this process edits the policy or file.
  ///
  /// - Returns: nil while another process does.
  public func claimEditing(_ key: String) throws -> EditingClaim? {
    try inPrivateFolder { folder in
      try files.makeDirectories(folder + "/drafts", mode: 0o700)
      return try files.tryLock(DraftName(key: key, owner: nil).claim(in: folder))
        .map(EditingClaim.init)
    }
  }

  public func readSession() throws -> Session? {
    for folder in privateFolders {
      let path = folder + "/session.json"
      if let session = try read(Session.self, path, newest: Session.currentFormat) {
        return session.inRange
      }
    }
    return nil
  }

  public func writeSession(_ session: Session) throws {
    try write(session, to: "session.json", newest: Session.currentFormat)
  }

  // MARK: Steps

  private func write(_ value: some Encodable, to name: String, newest: Int) throws {
    let bytes = try encoded(value)
    try inPrivateFolder { folder in
      let path = folder + "/" + name
      try files.makeDirectories(split(path).directory, mode: 0o700)
      if let old = try? files.read(path, limit: Self.privateSizeLimit) {
        try checkFormat(of: old, at: path, newest: newest)
      }
      try files.replace(path, with: bytes, mode: 0o600)
    }
  }

  /// - Throws: ``WorkspaceError`` where it is more than could be read again.
  func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = [UInt8](try encoder.encode(value))
    guard bytes.count <= Self.privateSizeLimit else {
      throw WorkspaceError.tooLargeToSave(
        "What is to be kept", bytes: bytes.count, limit: Self.privateSizeLimit)
    }
    return bytes
  }

  func read<T: Decodable>(_ type: T.Type, _ path: String, newest: Int) throws -> T? {
    let bytes: [UInt8]
    do {
      guard files.kind(of: path) != nil else { return nil }
      bytes = try files.read(path, limit: Self.privateSizeLimit)
    } catch {
      throw WorkspaceError.system(error, path, writing: false)
    }
    try checkFormat(of: bytes, at: path, newest: newest)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw WorkspaceError.damaged(
        "\(path) cannot be read.", hint: "Move it away; it may hold text worth keeping.")
    }
  }

  private func checkFormat(of bytes: [UInt8], at path: String, newest: Int) throws {
    let probe = try? JSONDecoder().decode(FormatProbe.self, from: Data(bytes))
    if let probe, probe.format > newest { throw WorkspaceError.newerFormat(path, probe.format) }
  }
}
