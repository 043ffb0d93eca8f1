#if canImport(Glibc)
  import Glibc
  // Names that the methods below share with the calls that they make.
  private let readBytes = Glibc.read
  private let writeBytes = Glibc.write
#elseif canImport(Darwin)
  import Darwin
  private let readBytes = Darwin.read
  private let writeBytes = Darwin.write
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

    func isStill(at path: String) -> Bool {
      var (held, found) = (stat(), stat())
      return fstat(descriptor, &held) == 0 && lstat(path, &found) == 0
        && held.st_ino == found.st_ino && held.st_dev == found.st_dev
    }
  }

  var boundaries = Boundaries.none

  func bounded(by boundaries: Boundaries) -> any FileSystem {
    PosixFileSystem(boundaries: boundaries)
  }

  func place(of path: String, followingLast: Bool) throws -> Place {
    try PathWalk.place(of: path, followingLast: followingLast, boundaries: boundaries)
  }

  func status(of place: Place) throws -> FileStatus {
    var status = stat()
    let flags = place.isDescriptor ? 0 : AT_SYMLINK_NOFOLLOW
    _ = try check(fstatat(place.directory.descriptor, place.name, &status, flags))
    return FileStatus(status)
  }

  func read(_ place: Place, limit: Int) throws -> [UInt8] {
    // A device may act as soon as it is opened.
    guard try status(of: place).kind == .file else { throw FileRefusal.notAFile }
    let descriptor = try open(place, O_RDONLY)
    defer { close(descriptor) }
    let size = try status(of: descriptor).size
    guard size <= limit else { throw FileRefusal.tooLarge(bytes: size, limit: limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try retrying { readBytes(descriptor, &buffer, buffer.count) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw FileRefusal.tooLarge(bytes: bytes.count, limit: limit)
      }
    }
  }

  func descriptor(reading place: Place) throws -> Int32 {
    // A device may act as soon as it is opened.
    guard try status(of: place).kind == .file else { throw FileRefusal.notAFile }
    return try open(place, O_RDONLY)
  }

  func append(_ bytes: [UInt8], to place: Place) throws {
    let descriptor = try open(place, O_WRONLY | O_APPEND)
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  func sync(file place: Place) throws {
    let descriptor = try open(place, O_RDONLY)
    defer { close(descriptor) }
    try flush(descriptor)
  }

  func names(in place: Place) throws -> [String] {
    let descriptor = try openFolder(place)
    guard let stream = fdopendir(descriptor) else {
      defer { close(descriptor) }
      throw SystemError(number: errno)
    }
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

  func makeDirectory(_ place: Place, mode: UInt32) throws {
    _ = try check(mkdirat(place.directory.descriptor, place.name, mode_t(mode)))
  }

  func create(_ place: Place, _ bytes: [UInt8], mode: UInt32) throws {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = try check(
      openat(place.directory.descriptor, place.name, flags, mode_t(mode)))
    do {
      try write(bytes, to: descriptor)
      try flush(descriptor)
    } catch {
      close(descriptor)
      try? remove(place)
      throw error
    }
    _ = try check(close(descriptor))
  }

  /// All of the bytes, to a descriptor that may take some at a time.
  func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try retrying {
        rest.withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
      }
      rest = rest.dropFirst(count)
    }
  }

  func rename(_ place: Place, to name: String) throws {
    let directory = place.directory.descriptor
    _ = try check(renameat(directory, place.name, directory, name))
  }

  func publish(_ place: Place, as name: String) throws {
    let directory = place.directory.descriptor
    if linkat(directory, place.name, directory, name, 0) == 0 {
      return try remove(place)
    }
    let number = errno
    guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(number) else {
      throw SystemError(number: number)
    }
    // A file system without hard links. The lock on the folder keeps other Precepts away.
    guard (try? status(of: place.sibling(name))) == nil else { throw SystemError(number: EEXIST) }
    try rename(place, to: name)
  }

  func sync(_ directory: OpenDirectory) throws {
    let descriptor = try openFolder(Place(directory: directory, name: "."))
    defer { close(descriptor) }
    try flush(descriptor)
  }

  func remove(_ place: Place) throws {
    _ = try check(unlinkat(place.directory.descriptor, place.name, 0))
  }

  func resolve(_ path: String) throws -> String {
    guard let resolved = realpath(path, nil) else { throw SystemError(number: errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  // MARK: Locks

  func lock(_ place: Place) throws -> any FileLock {
    let kind = try status(of: place).kind
    let lock = Lock(kind == .directory ? try openFolder(place) : try open(place, O_RDONLY))
    _ = try retrying { Int(flock(lock.descriptor, LOCK_EX)) }
    return lock
  }

  func tryLock(_ place: Place) throws -> (any FileLock)? {
    let lock = Lock(try open(place, O_RDWR | O_CREAT, mode: 0o600))
    if flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 { return lock }
    guard errno == EWOULDBLOCK else { throw SystemError(number: errno) }
    return nil
  }

  func createLock(_ place: Place) throws -> any FileLock {
    let lock = Lock(try open(place, O_RDWR | O_CREAT | O_EXCL, mode: 0o600))
    _ = try retrying { Int(flock(lock.descriptor, LOCK_EX)) }
    return lock
  }

  func isLocked(_ place: Place) throws -> Bool {
    let lock = Lock(try open(place, O_RDONLY))
    // Shared, so that two who ask at once do not take each other for the holder.
    if flock(lock.descriptor, LOCK_SH | LOCK_NB) == 0 { return false }
    guard errno == EWOULDBLOCK else { throw SystemError(number: errno) }
    return true
  }

  // MARK: Opening

  /// A regular file and nothing else, never waiting for one. In a private folder it must be this
  /// user's, and becomes theirs alone.
  func open(_ place: Place, _ flags: Int32, mode: mode_t = 0) throws -> Int32 {
    let noFollow = place.isDescriptor ? 0 : O_NOFOLLOW
    let descriptor = openat(
      place.directory.descriptor, place.name,
      flags | noFollow | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      let number = errno
      // A link that came after the walk, a pipe that nobody reads, a socket.
      guard number != ELOOP && number != ENXIO else { throw FileRefusal.notAFile }
      throw SystemError(number: number)
    }
    do {
      guard try status(of: descriptor).kind == .file else {
        throw FileRefusal.notAFile
      }
      if boundaries.isPrivate(place.path) {
        try Ownership.secureFile(descriptor, path: place.path)
      }
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private func openFolder(_ place: Place) throws -> Int32 {
    try check(
      openat(
        place.directory.descriptor, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
  }

  func status(of descriptor: Int32) throws -> FileStatus {
    var status = stat()
    _ = try check(fstat(descriptor, &status))
    return FileStatus(status)
  }

  func linkCount(of descriptor: Int32) throws -> Int {
    var status = stat()
    _ = try check(fstat(descriptor, &status))
    return Int(status.st_nlink)
  }

  // MARK: Calls

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

extension FileStatus {
  fileprivate init(_ status: stat) {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFBLK: .blockDevice
      case S_IFSOCK: .socket
      default: .other
      }
    size = Int(status.st_size)
    mode = UInt32(status.st_mode) & 0o7777
    owner = status.st_uid
    stamp = "\(status.st_ino):\(status.st_size):\(time.tv_sec).\(time.tv_nsec)"
  }
}
