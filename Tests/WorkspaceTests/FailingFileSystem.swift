import Foundation

@testable import Workspace

/// The real file system, which refuses the nth change and, as after a death of the process, every
/// one that follows. A file that is being created is left half written.
final class FailingFileSystem: FileSystem, @unchecked Sendable {
  private let real = PosixFileSystem()
  private let number: Int32
  private let diesAfterwards: Bool
  private let lock = NSLock()
  private var left: Int
  private(set) var changes = 0

  /// - Parameter step: the change that fails, counted from 0.
  init(at step: Int, number: Int32, diesAfterwards: Bool) {
    left = step
    self.number = number
    self.diesAfterwards = diesAfterwards
  }

  private func change() throws {
    try lock.withLock {
      changes += 1
      left -= 1
      if left == -1 || left < -1 && diesAfterwards { throw SystemError(number: number) }
    }
  }

  func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws {
    do {
      try change()
    } catch {
      if diesAfterwards { try? real.create(path, Array(bytes.prefix(bytes.count / 2)), mode: mode) }
      throw error
    }
    try real.create(path, bytes, mode: mode)
  }

  func rename(_ from: String, to: String) throws {
    try change()
    try real.rename(from, to: to)
  }

  func sync(directory: String) throws {
    try change()
    try real.sync(directory: directory)
  }

  func remove(_ path: String) throws {
    try change()
    try real.remove(path)
  }

  func makeDirectory(_ path: String, mode: UInt32) throws {
    try change()
    try real.makeDirectory(path, mode: mode)
  }

  func kind(of path: String) -> FileKind? { real.kind(of: path) }
  func size(of path: String) throws -> Int { try real.size(of: path) }
  func stamp(of path: String) -> String? { real.stamp(of: path) }
  func read(_ path: String) throws -> [UInt8] { try real.read(path) }
  func names(in directory: String) throws -> [String] { try real.names(in: directory) }
  func resolve(_ path: String) throws -> String { try real.resolve(path) }
  func mode(of path: String) throws -> UInt32 { try real.mode(of: path) }
  func lock(_ path: String) throws -> any FileLock { try real.lock(path) }
  func tryLock(_ path: String) throws -> (any FileLock)? { try real.tryLock(path) }
}
