import Dispatch
import Foundation
import Policies
import Testing

@testable import Workspace

struct SavingTests {
  let folder = TestFolder()
  let time = "2026-11-23T10:00:00Z"

  func workspaceWithSpam() throws -> Workspace {
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "spam", text: "one\n", author: "ada", time: time)
    return workspace
  }

  @Test func `a new policy has its first version on disk in the agreed form`() throws {
    _ = try workspaceWithSpam()
    #expect(folder.read("policies/spam/policy.md") == "one\n")
    #expect(folder.read("policies/spam/versions/0001.md") == "one\n")
    #expect(
      folder.read("policies/spam/versions/log.jsonl") == """
        {"format":1,"number":1,"sha256":\
        "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806","parent":null,\
        "author":"ada","time":"2026-11-23T10:00:00Z","note":""}

        """)
    #expect(folder.names("policies/spam") == ["policy.md", "versions"])
  }

  @Test func `versions are numbered and byte for byte`() throws {
    let workspace = try workspaceWithSpam()
    let text = "two\r\n\u{FEFF}\u{0}é e\u{301}\n\n"
    let saved = try workspace.save(
      text, as: "spam", note: "why \"so\"", author: "bo", parent: 1, time: time)
    #expect(saved.version.number == 2)
    let policy = try workspace.policy(named: "spam")
    #expect(Array(policy.text.utf8) == Array(text.utf8))
    #expect(policy.versions.map(\.number) == [1, 2])
    #expect(policy.versions.map(\.note) == ["", "why \"so\""])
    #expect(policy.versions[1].parent == 1)
    #expect(policy.current == saved.version)
    #expect(try workspace.text(of: "spam", version: 1) == "one\n")
    #expect(Array(try workspace.text(of: "spam", version: 2).utf8) == Array(text.utf8))
  }

  @Test func `the newest text again makes no version`() throws {
    let workspace = try workspaceWithSpam()
    let again = try workspace.save(
      "one\n", as: "spam", note: "x", author: "bo", parent: 1, time: time)
    guard case .unchanged(let version) = again else {
      Issue.record("made \(again)")
      return
    }
    #expect(version.number == 1)
    #expect(try workspace.policy(named: "spam").versions.count == 1)
  }

  @Test func `an older text again is a version of its own`() throws {
    let workspace = try workspaceWithSpam()
    try workspace.save("two", as: "spam", note: "", author: "", parent: 1, time: time)
    try workspace.save("one\n", as: "spam", note: "", author: "", parent: 1, time: time)
    #expect(try workspace.policy(named: "spam").current?.number == 3)
  }

  @Test func `an edit from outside is noticed and not overwritten`() throws {
    let workspace = try workspaceWithSpam()
    let seen = try workspace.policy(named: "spam").sha256
    try folder.write("edited elsewhere", to: "policies/spam/policy.md")
    #expect(try workspace.policy(named: "spam").current == nil)
    let error = workspaceError {
      try workspace.save(
        "mine", as: "spam", note: "", author: "", parent: 1, time: time, lastSeen: seen)
    }
    #expect(error?.isConflict == true)
    #expect(folder.read("policies/spam/policy.md") == "edited elsewhere")
    #expect(try workspace.policy(named: "spam").versions.count == 1)
    let forced = try workspace.save(
      "mine", as: "spam", note: "", author: "", parent: 1, time: time)
    #expect(forced.version.number == 2)
    #expect(folder.read("policies/spam/policy.md") == "mine")
  }

  @Test func `settings are kept with the version they were saved with`() throws {
    let workspace = try workspaceWithSpam()
    try folder.write("title = \"Old\"", to: "policies/spam/policy.toml")
    let second = try workspace.save(
      "two", as: "spam", note: "", author: "", parent: 1, time: time)
    try folder.write("title = \"New\"", to: "policies/spam/policy.toml")
    #expect(try workspace.policy(named: "spam").settings.title == "New")
    #expect(try workspace.settings(of: second.version, in: "spam").title == "Old")
  }

  @Test func `mode and symbolic links of policy.md are kept`() throws {
    let workspace = try workspaceWithSpam()
    let path = folder.path + "/policies/spam/policy.md"
    try folder.write("elsewhere", to: "shared.md")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.path + "/shared.md")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.path + "/shared.md")
    try workspace.save("two", as: "spam", note: "", author: "", parent: 1, time: time)
    #expect(folder.read("shared.md") == "two")
    #expect(try PosixFileSystem().mode(of: folder.path + "/shared.md") == 0o600)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: path) == folder.path + "/shared.md")
  }

  @Test func `many writers at once each get a number`() throws {
    _ = try workspaceWithSpam()
    let path = folder.path
    let time = time
    let writers = DispatchGroup()
    for writer in 0..<8 {
      writers.enter()
      Thread.detachNewThread {
        // Every writer has its own descriptors, as processes have.
        let workspace = try? Workspace(opening: path, stateFolder: path)
        for number in 0..<3 {
          _ = try? workspace?.save(
            "text \(writer) \(number)", as: "spam", note: "", author: "", parent: 1, time: time)
        }
        writers.leave()
      }
    }
    writers.wait()
    let policy = try folder.open().policy(named: "spam")
    #expect(policy.versions.map(\.number) == Array(1...25))
    #expect(Set(policy.versions.map(\.sha256)).count == 25)
    #expect(policy.problems.isEmpty)
    #expect(policy.current?.number == 25)
  }

  @Test(arguments: ["", "a/b", "..", ".x", "-x", "a@7", "a b", String(repeating: "x", count: 101)])
  func `a name that cannot be one is refused`(name: String) throws {
    let workspace = try folder.open()
    #expect(
      workspaceError {
        _ = try workspace.createPolicy(named: name, text: "", author: "", time: time)
      } != nil)
    #expect(folder.names("policies").isEmpty)
  }

  @Test func `a name that is taken is refused`() throws {
    let workspace = try workspaceWithSpam()
    #expect(
      workspaceError {
        _ = try workspace.createPolicy(named: "spam", text: "x", author: "", time: time)
      }?.message.hasSuffix("exists already.") == true)
    #expect(folder.read("policies/spam/policy.md") == "one\n")
  }
}
