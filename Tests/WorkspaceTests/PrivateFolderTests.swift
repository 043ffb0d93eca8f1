import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Workspace

struct PrivateFolderTests {
  let folder = TestFolder()
  let outside = TestFolder()
  let draft = Draft(key: "spam", text: "typed", pid: 1, time: "2026-11-23T10:00:00Z")

  /// Several precepts that start at once probe the same folder.
  @Test func `many may look for the private folder at once`() throws {
    let folder = TestFolder()
    try WorkspaceCreation.create(at: folder.path, from: nil)
    let path = folder.path
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 400) { _ in
      do {
        _ = try Workspace(opening: path).privateFolder()
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
  }

  func mode(_ name: String) throws -> UInt32 {
    try PosixFileSystem().mode(of: folder.path + "/" + name)
  }

  func set(_ mode: Int, of name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.path + "/" + name)
  }

  @Test(arguments: [0o755, 0o777, 0o750, 0o701])
  func `a folder that others may enter is made private, and so are the files that are used`(
    mode: Int
  ) throws {
    let workspace = try folder.open()
    let store = DraftStore(workspace)
    try store.keep(draft)
    try workspace.writeSession(Session(policy: "spam"))
    try set(mode, of: ".precept")
    try set(mode, of: ".precept/drafts")
    try set(0o666, of: ".precept/session.json")
    #expect(try folder.open().privateFolder() == folder.path.resolved + "/.precept")
    #expect(try self.mode(".precept") == 0o700)
    #expect(DraftStore(try folder.open()).found().drafts.map(\.draft) == [draft])
    #expect(try self.mode(".precept/drafts") == 0o700)
    #expect(try folder.open().readSession()?.policy == "spam")
    #expect(try self.mode(".precept/session.json") == 0o600)
  }

  @Test func `a folder of this user that is empty and open is made private by the first draft`()
    throws
  {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.precept", withIntermediateDirectories: false)
    try set(0o777, of: ".precept")
    let store = DraftStore(try folder.open())
    try store.keep(draft)
    #expect(try mode(".precept") == 0o700)
    #expect(folder.read(".precept/.gitignore") == "*\n")
  }

  @Test func `a private folder that is a link is refused, and nothing goes through it`() throws {
    symlink(outside.path, folder.path + "/.precept")
    let before = outside.everything
    let error = workspaceError { _ = try folder.open() }
    #expect(error?.isRefused == true)
    #expect(
      error?.message.hasSuffix(
        "/.precept is a symbolic link to \(outside.path); Precept follows none there.") == true)
    #expect(outside.everything == before)
  }

  @Test func `a link inside the workspace is refused there as well`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/data", withIntermediateDirectories: false)
    symlink("data", folder.path + "/.precept")
    #expect(workspaceError { _ = try folder.open() }?.isRefused == true)
    #expect(folder.names("data").isEmpty)
  }

  @Test func `a private folder that is a file is refused`() throws {
    try folder.write("x", to: ".precept")
    let error = workspaceError { _ = try folder.open() }
    #expect(error?.message.hasSuffix("/.precept is not a folder.") == true)
    #expect(folder.read(".precept") == "x")
  }

  @Test func `what becomes a link later is refused, and what was typed is kept elsewhere`() throws {
    let workspace = try folder.open()
    symlink(outside.path, folder.path + "/.precept")
    let before = outside.everything
    #expect(workspaceError { _ = try workspace.privateFolder() }?.isRefused == true)
    let store = DraftStore(workspace)
    try store.keep(draft)
    #expect(outside.everything == before)
    try FileManager.default.removeItem(atPath: folder.path + "/.precept")
    #expect(DraftStore(try folder.open()).found().drafts.map(\.draft) == [draft])
  }

  @Test(arguments: [".precept/drafts", ".precept/session.json", ".precept/.gitignore"])
  func `nothing below the private folder is a link`(name: String) throws {
    let workspace = try folder.open()
    let store = DraftStore(workspace)
    try store.keep(draft)
    try workspace.writeSession(Session(policy: "mine"))
    try outside.write("theirs", to: "file")
    let path = folder.path + "/" + name
    try FileManager.default.removeItem(atPath: path)
    symlink(name.hasSuffix("drafts") ? outside.path : outside.path + "/file", path)
    let before = outside.everything
    _ = store.found()
    _ = try? store.own("spam")
    _ = try? workspace.readSession()
    _ = try? workspace.writeSession(Session(policy: "new"))
    _ = try? store.keep(draft)
    _ = try? store.leave(draft)
    store.removeLeftovers()
    _ = try? workspace.claimEditing("spam")
    _ = try? workspace.privateFolder()
    #expect(outside.everything == before)
  }

  // MARK: Other users

  static let isRoot = geteuid() == 0

  @Test(.enabled(if: isRoot, "giving a file away takes root"))
  func `a private folder of another user is refused`() throws {
    let store = DraftStore(try folder.open())
    try store.keep(draft)
    #expect(chown(folder.path + "/.precept", 4242, 4242) == 0)
    let error = workspaceError { _ = try folder.open() }
    #expect(error?.isRefused == true)
    #expect(error?.message.hasSuffix("/.precept belongs to another user (number 4242).") == true)
  }

  @Test(.enabled(if: isRoot, "giving a file away takes root"))
  func `a private file of another user is refused`() throws {
    let workspace = try folder.open()
    try workspace.writeSession(Session(policy: "mine"))
    #expect(chown(folder.path + "/.precept/session.json", 4242, 4242) == 0)
    #expect(workspaceError { _ = try workspace.readSession() }?.isRefused == true)
    let store = DraftStore(workspace)
    try store.keep(draft)
    #expect(chown(folder.path + "/.precept/drafts", 4242, 4242) == 0)
    #expect(store.found().problems.first?.isRefused == true)
    #expect(DraftStore(workspace).found().problems.first?.isRefused == true)
  }

  @Test(.enabled(if: isRoot, "giving a folder away takes root"))
  func `in another user's workspace private files go to one's own folder`() throws {
    let store = DraftStore(try folder.open())
    try store.keep(draft)
    let before = folder.read(".precept/.gitignore")
    for name in ["", "/.precept"] { #expect(chown(folder.path + name, 4242, 4242) == 0) }
    let own = TestFolder()
    let workspace = try Workspace(opening: folder.path, stateFolder: own.path)
    #expect(try workspace.privateFolder().hasPrefix(own.path.resolved + "/workspaces/"))
    #expect(DraftStore(workspace).found().drafts.isEmpty)
    #expect(folder.read(".precept/.gitignore") == before)
  }
}

extension String {
  /// Without symbolic links.
  var resolved: String { (try? PosixFileSystem().resolve(self)) ?? self }
}
