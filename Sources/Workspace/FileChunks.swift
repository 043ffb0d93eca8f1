#if canImport(Glibc)
  import Glibc
  private let readBytes = Glibc.read
#elseif canImport(Darwin)
  import Darwin
  private let readBytes = Darwin.read
#endif

/// A file, or standard input, piece by piece; what is compressed with gzip is unpacked.
///
/// Memory: one piece, however long the file is.
public final class FileChunks {
  private static let portion = 1 << 18

  /// What errors call it.
  private let path: String
  private let descriptor: Int32
  private let isOwned: Bool
  /// Bytes in the file; nil for what is no file.
  public let size: Int?
  /// Bytes read of it, before they are unpacked.
  public private(set) var position = 0
  private var inflater: GzipInflater?
  private var isStarted = false
  private var first: [UInt8] = []
  private var isAtEnd = false

  /// A regular file. Pipes and devices are refused and never waited for.
  ///
  /// - Parameter workspace: its folder; a link that lies in it is not followed out of it. nil where there
  ///   is none.
  /// - Throws: ``WorkspaceError``
  public convenience init(_ path: String, workspace: String?) throws {
    try self.init(path, files: .posix(workspace: workspace))
  }

  init(_ path: String, files: any FileSystem) throws {
    self.path = path
    do {
      let place = try files.place(of: path)
      size = try files.status(of: place).size
      descriptor = try files.descriptor(reading: place)
    } catch {
      throw WorkspaceError.system(error, path, writing: false)
    }
    isOwned = true
  }

  private init(standardInput descriptor: Int32) {
    path = "standard input"
    self.descriptor = descriptor
    isOwned = false
    size = nil
  }

  public static func standardInput() -> FileChunks { FileChunks(standardInput: STDIN_FILENO) }

  deinit { if isOwned { close(descriptor) } }

  /// Whether the bytes are packed; known after the first piece.
  public var isCompressed: Bool { inflater != nil }

  /// Reads a piece, to see whether it can be read.
  func check() throws { first = try read() }

  /// The next piece; empty at the end.
  ///
  /// - Throws: ``WorkspaceError``
  public func next() throws -> [UInt8] {
    do {
      if !isStarted {
        isStarted = true
        var start = first.isEmpty ? try read() : first
        if start.count == 1, start[0] == 0x1F { start += try read() }
        first = start
        if start.starts(with: [0x1F, 0x8B]) { inflater = try GzipInflater() }
      }
      guard let inflater else { return try packed() }
      return try inflater.next { try packed() }
    } catch GzipInflater.Problem.endsEarly {
      throw WorkspaceError.damagedGzip(path, "ends too early")
    } catch GzipInflater.Problem.damaged {
      throw WorkspaceError.damagedGzip(path, "is damaged")
    }
  }

  private func packed() throws -> [UInt8] {
    guard first.isEmpty else {
      defer { first = [] }
      return first
    }
    return try read()
  }

  private func read() throws -> [UInt8] {
    guard !isAtEnd else { return [] }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.portion) { buffer, count in
      while true {
        let result = readBytes(descriptor, buffer.baseAddress, buffer.count)
        if result >= 0 {
          count = result
          return
        }
        guard errno == EINTR else {
          failure = errno
          return
        }
      }
    }
    guard failure == 0 else {
      throw WorkspaceError.system(SystemError(number: failure), path, writing: false)
    }
    isAtEnd = bytes.isEmpty
    position += bytes.count
    return bytes
  }
}
