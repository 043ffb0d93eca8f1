#if canImport(Glibc)
  import Glibc
  // Names that the methods below share with the calls that they make.
  private let readBytes = Glibc.read
  private let writeBytes = Glibc.write
  private let renameFile = Glibc.rename
#elseif canImport(Darwin)
  import Darwin
  private let readBytes = Darwin.read
  private let writeBytes = Darwin.write
  private let renameFile = Darwin.rename
#endif

/// The real one.
struct PosixFileSystem: FileSystem {
  private final class Lock: FileLock {
    let descriptor: Int32

    init(_ descriptor: Int32) {
      self.descriptor = descriptor
    }

    deinit {
      close(descriptor)
    }
  }

  func kind(of path: String) -> FileKind? {
    guard let status = try? status(of: path) else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    default: .other
    }
  }

  func size(of path: String) throws -> Int {
    Int(try status(of: path).st_size)
  }

  func stamp(of path: String) -> String? {
    guard let status = try? status(of: path) else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(status.st_ino):\(status.st_size):\(time.tv_sec).\(time.tv_nsec)"
  }

  func mode(of path: String) throws -> UInt32 {
    UInt32(try status(of: path).st_mode) & 0o7777
  }

  func read(_ path: String) throws -> [UInt8] {
    let descriptor = try check(open(path, O_RDONLY | O_CLOEXEC))
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try retrying { readBytes(descriptor, &buffer, buffer.count) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  func names(in directory: String) throws -> [String] {
    guard let stream = opendir(directory) else { throw SystemError(number: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(
          to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)
        ) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func makeDirectory(_ path: String, mode: UInt32) throws {
    _ = try check(mkdir(path, mode_t(mode)))
  }

  func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws {
    let descriptor = try check(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode)))
    do {
      try write(bytes, to: descriptor)
      try flush(descriptor)
    } catch {
      close(descriptor)
      unlink(path)
      throw error
    }
    _ = try check(close(descriptor))
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try retrying {
        rest.withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
      }
      rest = rest.dropFirst(count)
    }
  }

  func rename(_ from: String, to: String) throws {
    _ = try check(renameFile(from, to))
  }

  func sync(directory: String) throws {
    let descriptor = try check(open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    defer { close(descriptor) }
    try flush(descriptor)
  }

  func remove(_ path: String) throws {
    _ = try check(unlink(path))
  }

  func resolve(_ path: String) throws -> String {
    guard let resolved = realpath(path, nil) else { throw SystemError(number: errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  func lock(_ path: String) throws -> any FileLock {
    let lock = Lock(try check(open(path, O_RDONLY | O_CLOEXEC)))
    _ = try retrying { Int(flock(lock.descriptor, LOCK_EX)) }
    return lock
  }

  func tryLock(_ path: String) throws -> (any FileLock)? {
    let lock = Lock(try check(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)))
    if flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 { return lock }
    guard errno == EWOULDBLOCK else { throw SystemError(number: errno) }
    return nil
  }

  private func status(of path: String) throws -> stat {
    var status = stat()
    _ = try check(stat(path, &status))
    return status
  }

  /// To the disk itself. On macOS `fsync` stops at the drive's cache.
  private func flush(_ descriptor: Int32) throws {
    #if canImport(Darwin)
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    // Some file systems cannot sync a directory and say so.
    if fsync(descriptor) != 0 && errno != EINVAL { throw SystemError(number: errno) }
  }

  private func check(_ result: Int32) throws -> Int32 {
    guard result >= 0 else { throw SystemError(number: errno) }
    return result
  }

  private func retrying(_ call: () -> Int) throws -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      guard errno == EINTR else { throw SystemError(number: errno) }
    }
  }
}
