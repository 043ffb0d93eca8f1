import Foundation
import Logging
import Runs
import Testing

@testable import Application

/// The log and the files of the managed engine, where somebody else has put something first.
struct PrivateFilesTests {
  let folder: String
  let outside: String

  init() throws {
    let base = NSTemporaryDirectory() + "/precept-private-\(UUID().uuidString)"
    (folder, outside) = (base + "/private", base + "/outside")
    for path in [folder, outside] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    try Data("theirs".utf8).write(to: URL(filePath: outside + "/file"))
  }

  func read(_ path: String) -> String? {
    (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
  }

  func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  func log(_ line: String, in folder: String) {
    let logger = Logger(label: "test") { _ in FileLog { folder + "/precept.log" } }
    logger.info("\(line)")
  }

  @Test func `lines are added to a log of this user alone`() throws {
    try #require(chmod(folder, 0o755) == 0)
    log("one", in: folder)
    log("two", in: folder)
    let lines = read(folder + "/precept.log")?.split(separator: "\n") ?? []
    #expect(lines.count == 2 && lines[1].hasSuffix("two"))
    #expect(try mode(folder + "/precept.log") == 0o600)
    #expect(try mode(folder) == 0o700)
  }

  @Test func `a log that is a link, a pipe or another name of a file is not written`() throws {
    let path = folder + "/precept.log"
    symlink(outside + "/file", path)
    log("line", in: folder)
    try #require(unlink(path) == 0 && link(outside + "/file", path) == 0)
    log("line", in: folder)
    #expect(read(outside + "/file") == "theirs")
    try #require(unlink(path) == 0 && mkfifo(path, 0o600) == 0)
    log("line", in: folder)
  }

  @Test func `no log is made in a folder that all users share`() throws {
    try #require(chmod(folder, 0o1777) == 0)
    log("line", in: folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    #expect(try mode(folder) == 0o1777)
  }

  @Test func `the files of the managed engine are no links`() throws {
    let home = EngineHome(folder: folder)
    let state = EngineState(ManagedEngineStatus(phase: .ready, model: "m.gguf"))
    home.write(state)
    #expect(home.read().state == state)
    #expect(try mode(folder + "/engine.json") == 0o600)
    try Data((state.json + "\n").utf8).write(to: URL(filePath: outside + "/state"))
    try #require(unlink(folder + "/engine.json") == 0)
    symlink(outside + "/state", folder + "/engine.json")
    #expect(home.read().state == nil)
    home.write(state)
    #expect(read(outside + "/state") == state.json + "\n")

    symlink(outside + "/lock", folder + "/engine.lock")
    #expect(throws: CommandFailure.self) { try home.own() }
    #expect(read(outside + "/lock") == nil)
  }
}
