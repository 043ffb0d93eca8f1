import Foundation
import Policies
import Testing

@testable import Workspace

@Suite(.serialized, .enabled(if: MountedDisk.isPossible, "mounting a tmpfs takes root"))
struct RealDiskTests {
  let time = "2026-11-23T10:00:00Z"

  func makeWorkspace(_ disk: MountedDisk, state: String) throws -> Workspace {
    try WorkspaceCreation.create(at: disk.path, from: nil)
    let workspace = try Workspace(opening: disk.path, stateFolder: state)
    _ = try workspace.createPolicy(named: "spam", text: "one", author: "", time: time)
    return workspace
  }

  @Test func `a disk that fills loses nothing, and saving goes on when there is space`() throws {
    let disk = try #require(MountedDisk())
    let state = TestFolder()
    let workspace = try makeWorkspace(disk, state: state.path)
    disk.fill()
    let text = String(repeating: "x", count: 100_000)
    let error = workspaceError {
      try workspace.save(text, as: "spam", note: "", author: "", parent: 1, time: time)
    }
    #expect(error?.isDiskFull == true)
    #expect(error?.message.hasPrefix("The disk is full: ") == true)
    let after = try workspace.policy(named: "spam")
    #expect(after.text == "one")
    #expect(after.versions.count == 1)
    disk.empty()
    let saved = try workspace.save(
      text, as: "spam", note: "", author: "", parent: 1, time: time)
    #expect(saved.version.number == 2)
    #expect(try workspace.policy(named: "spam").text == text)
  }

  @Test func `a draft goes to the user's state folder when the disk is full`() throws {
    let disk = try #require(MountedDisk())
    let state = TestFolder()
    let workspace = try makeWorkspace(disk, state: state.path)
    let store = DraftStore(workspace)
    try store.keep(Draft(key: "spam", text: "short", pid: 1, time: "2026-11-23T10:00:00Z"))
    disk.fill()
    let long = Draft(
      key: "spam", text: String(repeating: "y", count: 50_000), pid: 1,
      time: "2026-11-23T10:00:02Z")
    try store.keep(long)
    #expect(try store.own("spam") == long)
    let other = DraftStore(workspace)
    #expect(other.found().drafts.map(\.draft) == [long])
    #expect(other.found().drafts.map(\.isOwnerAlive) == [true])
    try store.removeOwn("spam")
    #expect(try store.own("spam") == nil)
    #expect(other.found().drafts.isEmpty)
  }

  @Test func `a read-only workspace can be read, and keeps its drafts in the state folder`() throws
  {
    let disk = try #require(MountedDisk())
    let state = TestFolder()
    let workspace = try makeWorkspace(disk, state: state.path + "/state")
    #expect(disk.makeReadOnly())
    #expect(try workspace.policy(named: "spam").text == "one")
    let error = workspaceError {
      try workspace.save("two", as: "spam", note: "", author: "", parent: 1, time: time)
    }
    #expect(error?.isReadOnly == true)
    let draft = Draft(key: "spam", text: "typed", pid: 1, time: time)
    let store = DraftStore(workspace)
    try store.keep(draft)
    #expect(try store.own("spam") == draft)
    #expect(DraftStore(workspace).found().drafts.map(\.isOwnerAlive) == [true])
    try workspace.writeSession(Session(policy: "spam"))
    #expect(try workspace.readSession()?.policy == "spam")
    let folder = try workspace.privateFolder()
    #expect(folder.hasPrefix(state.path.resolved + "/state/workspaces/"))
    #expect(try PosixFileSystem().mode(of: folder) == 0o700)
  }
}
