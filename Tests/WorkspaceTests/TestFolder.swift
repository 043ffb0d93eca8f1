import Foundation

@testable import Workspace

/// A folder of its own for one test, removed with it.
final class TestFolder {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "/precept-workspace-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(
      atPath: path + "/policies", withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var state: String { path + "/state" }

  func open(_ files: any FileSystem = PosixFileSystem()) throws -> Workspace {
    try Workspace(opening: path, stateFolder: state, files: files)
  }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: split(file).directory, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file))
  }

  func read(_ name: String) -> String? {
    (try? Data(contentsOf: URL(filePath: path + "/" + name))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
  }
}

/// The error that a body throws, as a workspace's.
func workspaceError(_ body: () throws -> Void) -> WorkspaceError? {
  do {
    try body()
    return nil
  } catch {
    return error as? WorkspaceError
  }
}

extension TestFolder {
  /// Every file below, with what it holds.
  var everything: [String: String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return Dictionary(uniqueKeysWithValues: names.map { ($0, read($0) ?? "folder") })
  }
}
