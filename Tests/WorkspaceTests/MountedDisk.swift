import Foundation

/// A real file system in memory, of one megabyte, mounted on a folder while the value lives.
///
/// nil where mounting is not allowed (it takes root).
final class MountedDisk {
  let path: String

  init?() {
    path = NSTemporaryDirectory() + "/precept-disk-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path) else {
      try? FileManager.default.removeItem(atPath: path)
      return nil
    }
  }

  deinit {
    _ = Self.run("umount", "-l", path)
    try? FileManager.default.removeItem(atPath: path)
  }

  func makeReadOnly() -> Bool {
    Self.run("mount", "-o", "remount,ro", path)
  }

  func fill() {
    let size = 4096
    let block = [UInt8](repeating: 0, count: size)
    // Closed on exec: a child of another test would keep the space taken.
    guard let file = fopen(path + "/filler", "abe") else { return }
    while fwrite(block, 1, size, file) == size && fflush(file) == 0 {}
    fclose(file)
  }

  func empty() {
    try? FileManager.default.removeItem(atPath: path + "/filler")
  }

  private static func run(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  static let isPossible = MountedDisk() != nil
}
