#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps private folders and the files in them for their owner alone.
enum Ownership {
  /// Checks that an open folder is this user's, and takes the rights of all others away.
  static func secure(_ directory: OpenDirectory) throws {
    let status = try status(of: directory.descriptor)
    try check(status, path: directory.path)
    guard status.st_mode & 0o077 != 0 else { return }
    guard status.st_mode & mode_t(S_ISVTX) == 0 else {
      throw WorkspaceError.shared(directory.path)
    }
    // The descriptor of the walk cannot change the mode.
    let descriptor = openat(
      directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    defer { close(descriptor) }
    try change(descriptor, to: 0o700)
  }

  /// The same for an open file.
  static func secureFile(_ descriptor: Int32, path: String) throws {
    let status = try status(of: descriptor)
    try check(status, path: path)
    guard status.st_mode & 0o077 != 0 else { return }
    try change(descriptor, to: status.st_mode & 0o700)
  }

  private static func check(_ status: stat, path: String) throws {
    guard status.st_uid == geteuid() else {
      throw WorkspaceError.foreign(path, owner: status.st_uid)
    }
  }

  private static func change(_ descriptor: Int32, to mode: mode_t) throws {
    guard fchmod(descriptor, mode) != 0 else { return }
    // What cannot be written at all can still be read.
    guard errno == EROFS else { throw SystemError(number: errno) }
  }

  private static func status(of descriptor: Int32) throws -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError(number: errno) }
    return status
  }
}
