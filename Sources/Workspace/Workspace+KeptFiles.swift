extension Workspace {
  /// Keeps bytes in a private file below `.precept/`, or in the user's state folder where the
  /// workspace cannot be written. Brought to the disk before this returns.
  ///
  /// - Parameter name: a path such as `unrecorded/01J….json`.
  ///
  /// - Throws: ``WorkspaceError``, also where it is more than could be read again.
  public func writePrivate(_ bytes: [UInt8], to name: String) throws {
    guard bytes.count <= Self.privateSizeLimit else {
      throw WorkspaceError.tooLargeToSave(
        name, bytes: bytes.count, limit: Self.privateSizeLimit)
    }
    try inPrivateFolder { folder in
      let path = folder + "/" + name
      try files.makeDirectories(split(path).directory, mode: 0o700)
      try files.replace(path, with: bytes, mode: 0o600)
    }
  }

  /// - Returns: nil where there is no such file.
  public func readPrivate(_ name: String) throws -> [UInt8]? {
    for folder in privateFolders where files.kind(of: folder + "/" + name) == .file {
      let path = folder + "/" + name
      return try reading(path) { try files.read(path, limit: Self.privateSizeLimit) }
    }
    return nil
  }

  /// Names of the files in a private folder; empty where there is none.
  public func privateNames(in name: String) throws -> [String] {
    privateFolders.flatMap { (try? files.names(in: $0 + "/" + name)) ?? [] }
      .filter { !$0.hasPrefix(".") }
  }

  /// Removes a private file; one that is not there is no error.
  public func removePrivate(_ name: String) throws {
    for folder in privateFolders where files.kind(of: folder + "/" + name) == .file {
      let path = folder + "/" + name
      try writing(path) { try files.remove(path) }
    }
  }
}
