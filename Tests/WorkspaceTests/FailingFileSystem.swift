import Foundation

@testable import Workspace

/// The real file system, which refuses the nth change and, as after a death of the process, every
/// one that follows. A file that is being created is left half written.
final class FailingFileSystem: FileSystem, @unchecked Sendable {
  private var real: any FileSystem = PosixFileSystem()
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

  /// The change that fails from now on, counted from 0.
  func fail(at step: Int) { lock.withLock { left = step } }

  /// Whether the change has failed.
  var isSpent: Bool { lock.withLock { left < 0 } }

  private func change() throws {
    try lock.withLock {
      changes += 1
      left -= 1
      if left == -1 || left < -1 && diesAfterwards { throw SystemError(number: number) }
    }
  }

  /// Keeps counting.
  func bounded(by boundaries: Boundaries) -> any FileSystem {
    real = real.bounded(by: boundaries)
    return self
  }

  func create(_ place: Place, _ bytes: [UInt8], mode: UInt32) throws {
    do {
      try change()
    } catch {
      if diesAfterwards {
        try? real.create(place, Array(bytes.prefix(bytes.count / 2)), mode: mode)
      }
      throw error
    }
    try real.create(place, bytes, mode: mode)
  }

  func rename(_ place: Place, to name: String) throws {
    try change()
    try real.rename(place, to: name)
  }

  func publish(_ place: Place, as name: String) throws {
    try change()
    try real.publish(place, as: name)
  }

  func append(_ bytes: [UInt8], to place: Place) throws {
    try change()
    try real.append(bytes, to: place)
  }

  func sync(file place: Place) throws {
    try change()
    try real.sync(file: place)
  }

  func descriptor(reading place: Place) throws -> Int32 { try real.descriptor(reading: place) }

  func sync(_ directory: OpenDirectory) throws {
    try change()
    try real.sync(directory)
  }

  func remove(_ place: Place) throws {
    try change()
    try real.remove(place)
  }

  func makeDirectory(_ place: Place, mode: UInt32) throws {
    try change()
    try real.makeDirectory(place, mode: mode)
  }

  func place(of path: String, followingLast: Bool) throws -> Place {
    try real.place(of: path, followingLast: followingLast)
  }
  func status(of place: Place) throws -> FileStatus { try real.status(of: place) }
  func read(_ place: Place, limit: Int) throws -> [UInt8] { try real.read(place, limit: limit) }
  func names(in place: Place) throws -> [String] { try real.names(in: place) }
  func resolve(_ path: String) throws -> String { try real.resolve(path) }
  func lock(_ place: Place) throws -> any FileLock { try real.lock(place) }
  func tryLock(_ place: Place) throws -> (any FileLock)? { try real.tryLock(place) }
  func isLocked(_ place: Place) throws -> Bool { try real.isLocked(place) }

  func createLock(_ place: Place) throws -> any FileLock {
    try change()
    return try real.createLock(place)
  }
}
