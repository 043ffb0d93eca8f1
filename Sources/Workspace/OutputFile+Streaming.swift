#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension OutputFile {
  /// Writes piece by piece. A regular file is replaced when `body` has ended, and stays as it was where
  /// it throws.
  ///
  /// - Throws: ``WorkspaceError``, or what `body` throws.
  @discardableResult
  public func stream(_ body: (_ put: ([UInt8]) throws -> Void) throws -> Void) throws -> Outcome {
    switch try attempt({ try destination() }) {
    case .stream(let place):
      let descriptor = try attempt { try open(place) }
      defer { close(descriptor) }
      try body { bytes in try attempt { try files.write(bytes, to: descriptor) } }
      return .passedOn
    case .file(let place):
      let number = String(UInt64.random(in: 0 ... .max), radix: 36)
      let temporary = place.sibling(".\(number)\(PosixFileSystem.temporaryEnding)")
      let mode = (try? files.status(of: place))?.mode ?? 0o644
      try attempt { try files.create(temporary, [], mode: mode) }
      do {
        try body { bytes in try attempt { try files.append(bytes, to: temporary) } }
        try attempt {
          try files.sync(file: temporary)
          try files.rename(temporary, to: place.name)
          try files.sync(place.directory)
        }
      } catch {
        try? files.remove(temporary)
        throw error
      }
      return .replaced
    }
  }

  /// Whether a regular file is there, and how long it is; nil where nothing is, or a stream.
  public func existingSize() throws -> Int? {
    try attempt {
      guard case .file(let place) = try destination() else { return nil }
      return (try? files.status(of: place))?.size
    }
  }

  /// Opens the file to add to it, for as long as the work takes: what was added stays, whatever happens
  /// then.
  ///
  /// - Parameter length: the file is cut to so many bytes first; 0 begins a new one.
  public func appender(at length: Int) throws -> OutputAppender {
    try attempt {
      switch try destination() {
      case .stream(let place): return OutputAppender(try open(place), path: path)
      case .file(let place):
        if (try? files.status(of: place)) == nil { try files.create(place, [], mode: 0o644) }
        let descriptor = try files.open(place, O_WRONLY)
        guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
          let number = errno
          close(descriptor)
          throw SystemError(number: number)
        }
        return OutputAppender(descriptor, path: path)
      }
    }
  }

  /// The bytes of the regular file that is there.
  public func chunks() throws -> FileChunks { try FileChunks(path, files: files) }
}

/// An output file that grows row by row.
public final class OutputAppender: Sendable {
  private let descriptor: Int32
  private let path: String

  fileprivate init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// - Throws: ``WorkspaceError``
  public func write(_ bytes: [UInt8]) throws {
    do { try PosixFileSystem().write(bytes, to: descriptor) } catch {
      throw WorkspaceError.system(error, path, writing: true)
    }
  }
}
