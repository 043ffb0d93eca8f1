import Digests
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Kept seals as files of a folder, one for each database, that only the user can read.
///
/// A file is overwritten in place while its size stays: replacing a file costs as much as recording a
/// run. Each file has a digest of itself, so that a reader who comes in the middle sees that, and reads
/// again. Files are not synchronized with the disk: an older seal that survives a failing machine holds
/// as well.
public final class SealFolder: SealStore {
  /// The form of the files.
  private static let format = 1

  private struct File: Codable {
    var format: Int
    /// SHA-256 of the memory's canonical JSON.
    var check: String
    var memory: SealMemory
  }

  private let path: String
  /// What was read or written last, so that a file is not decoded again after each transaction.
  private let last = Mutex<(bytes: [UInt8], memory: SealMemory)?>(nil)

  /// - Parameter path: made when first needed.
  public init(_ path: String) {
    self.path = path
  }

  public func memory(of database: String) -> SealMemory? {
    for _ in 1...3 {
      guard let bytes = Self.bytes(of: file(of: database)) else { return nil }
      if let last = last.withLock({ $0 }), last.bytes == bytes { return last.memory }
      guard let memory = Self.decode(bytes) else { continue }
      guard memory.database == database else { return nil }
      last.withLock { $0 = (bytes, memory) }
      return memory
    }
    return nil
  }

  public func all() -> [SealMemory] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".json") }
      .compactMap { Self.bytes(of: "\(path)/\($0)").flatMap(Self.decode) }
  }

  public func keep(_ memory: SealMemory) throws {
    let bytes = try Self.encode(memory)
    let file = file(of: memory.database)
    if !Self.overwrite(file, with: bytes) { try replace(file, with: bytes) }
    last.withLock { $0 = (bytes, memory) }
  }

  // MARK: Files

  private func file(of database: String) -> String {
    "\(path)/\(sha256Hex(database).prefix(32)).json"
  }

  /// - Returns: whether there was a file of the same size, which has the new bytes now.
  private static func overwrite(_ file: String, with bytes: [UInt8]) -> Bool {
    let descriptor = open(file, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size == bytes.count
    else { return false }
    return bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) } == bytes.count
  }

  private func replace(_ file: String, with bytes: [UInt8]) throws {
    let draft = "\(file).\(getpid()).new"
    var descriptor = Self.create(draft)
    if descriptor < 0, errno == ENOENT {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      descriptor = Self.create(draft)
    }
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    guard written == bytes.count, rename(draft, file) == 0 else {
      unlink(draft)
      throw CocoaError(.fileWriteUnknown)
    }
  }

  private static func create(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
  }

  /// What a file of ours holds: at most 16 kB of a regular file.
  private static func bytes(of file: String) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let limit = 16_384
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, limit))
    }
    return bytes.isEmpty || bytes.count == limit ? nil : bytes
  }

  // MARK: Encoding

  /// Padded, so that the next seal has the same size.
  private static func encode(_ memory: SealMemory) throws -> [UInt8] {
    let json = try canonicalJSON(memory)
    var bytes = Array(#"{"check":"\#(sha256Hex(json))","format":\#(format),"memory":"#.utf8)
    bytes += json
    bytes.append(UInt8(ascii: "}"))
    let size = (bytes.count / 512 + 1) * 512
    bytes += repeatElement(UInt8(ascii: " "), count: size - bytes.count - 1)
    return bytes + [UInt8(ascii: "\n")]
  }

  private static func decode(_ bytes: [UInt8]) -> SealMemory? {
    guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)),
      file.format == format, file.check == (try? sha256Hex(canonicalJSON(file.memory)))
    else { return nil }
    return file.memory
  }
}
