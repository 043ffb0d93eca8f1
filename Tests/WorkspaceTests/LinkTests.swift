import Cases
import Foundation
import Testing

@testable import Workspace

/// A workspace can be a cloned repository, whose author may have put links anywhere in it.
struct LinkTests {
  let folder = TestFolder()
  /// Outside of the workspace.
  let outside = TestFolder()
  let time = "2026-11-23T10:00:00Z"

  init() throws {
    try outside.write("secret", to: "secret.md")
    try folder.write("inside", to: "shared/text.md")
    try folder.write("old", to: "policies/spam/policy.md")
  }

  func link(_ name: String, to target: String) throws {
    let path = folder.path + "/" + name
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(
      atPath: split(path).directory, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  func save(_ text: String = "new") throws {
    try folder.open().save(text, as: "spam", note: "", author: "", parent: nil, time: time)
  }

  /// The refusal names the link and where it points.
  func expectRefused(
    _ name: String, _ target: String, _ body: () throws -> Void,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let error = workspaceError(body)
    #expect(error?.isRefused == true, "\(String(describing: error))", sourceLocation: location)
    let message = error?.message ?? ""
    #expect(message.contains("/\(name) is a symbolic link to \(target)"), sourceLocation: location)
  }

  // MARK: Out of the workspace

  static let ways = ["absolute", "relative", "two links", "missing", "no such folder"]

  /// A target outside, written in several ways.
  func target(_ way: String, from name: String) throws -> String {
    let depth = name.split(separator: "/").count - 1
    let above = String(repeating: "../", count: depth + 1)
    switch way {
    case "relative": return above + (outside.path as NSString).lastPathComponent + "/secret.md"
    case "two links":
      try link("shared/hop", to: outside.path + "/secret.md")
      return String(repeating: "../", count: depth) + "shared/hop"
    case "missing": return outside.path + "/none.md"
    case "no such folder": return "/nonexistent/none.md"
    default: return outside.path + "/secret.md"
    }
  }

  @Test(arguments: ways)
  func `a policy that is a link out of the workspace is neither read nor written`(way: String)
    throws
  {
    let name = "policies/spam/policy.md"
    let target = try target(way, from: name)
    try link(name, to: target)
    let workspace = try folder.open()
    #expect(try workspace.policyNames() == ["spam"], "It is listed, so that opening says why.")
    expectRefused(name, target) { _ = try workspace.policy(named: "spam") }
    #expect(workspace.textAtOnce(of: "spam") == nil)
    expectRefused(name, target) { try save() }
    #expect(outside.names("") == ["policies", "secret.md"])
    #expect(outside.read("secret.md") == "secret")
  }

  @Test(arguments: ["policies/spam", "policies/spam/versions", "samples", "policies"])
  func `a folder that is a link out of the workspace is not entered`(name: String) throws {
    for part in ["policies/spam", "spam", "versions", "samples"] {
      try outside.write("{}", to: part + "/log.jsonl")
    }
    let before = outside.everything
    try link(name, to: outside.path)
    let bodies: [() throws -> Void] = [
      { try save() },
      { _ = try folder.open().policy(named: "spam") },
      { try folder.open().append(Case(id: "a", content: .text("1")), toSet: "s") },
      { _ = try folder.open().caseSetNames() },
      { try folder.open().setLabel("x", on: 1, of: "spam") },
      {
        _ = try folder.open().createPolicy(named: "new", text: "x", author: "", time: time)
      },
    ]
    #expect(bodies.contains { workspaceError($0)?.isRefused == true })
    for body in bodies { _ = workspaceError(body) }
    #expect(outside.everything == before)
  }

  @Test func `settings, versions and case sets are not read through a link out`() throws {
    try save()
    let secret = outside.path + "/secret.md"
    for name in [
      "policies/spam/policy.toml", "policies/spam/versions/0001.md",
      "policies/spam/versions/log.jsonl", "policies/spam/versions/labels.json",
    ] {
      let path = folder.path + "/" + name
      let kept = try? Data(contentsOf: URL(filePath: path))
      try link(name, to: secret)
      expectRefused(name, secret) {
        let workspace = try folder.open()
        _ = try workspace.policy(named: "spam")
        _ = try workspace.text(of: "spam", version: 1)
      }
      try FileManager.default.removeItem(atPath: path)
      try kept?.write(to: URL(filePath: path))
    }
    try link("samples/s.jsonl", to: secret)
    expectRefused("samples/s.jsonl", secret) { _ = try folder.open().caseSet(named: "s") }
    expectRefused("samples/s.jsonl", secret) {
      try folder.open().append(Case(id: "a", content: .text("1")), toSet: "s")
    }
    expectRefused("samples/s.jsonl", secret) {
      try folder.open().writeCaseSet(named: "s", cases: [], existing: .replaced)
    }
    #expect(outside.read("secret.md") == "secret")
  }

  @Test func `the workspace's own settings are not read through a link out`() throws {
    try outside.write("theme = \"light\"", to: "precept.toml")
    try link("precept.toml", to: outside.path + "/precept.toml")
    expectRefused("precept.toml", outside.path + "/precept.toml") {
      _ = try Settings.load(userFile: nil, workspaceFile: folder.path + "/precept.toml")
    }
  }

  @Test func `templates are read, but not through a link out`() throws {
    try folder.write("ours", to: "templates/a.md")
    try outside.write("theirs", to: "templates/b.md")
    symlink("../secret.md", outside.path + "/templates/c.md")
    let workspace = try folder.open()
    let all = try workspace.templateFiles(user: outside.path + "/templates")
    #expect(all.map(\.name) == ["a", "b", "c"])
    #expect(all.map(\.text) == ["ours", "theirs", "secret"])
    #expect(try workspace.templateFiles(user: outside.path + "/none").map(\.name) == ["a"])
    for name in ["templates/a.md", "templates"] {
      try link(name, to: outside.path + (name == "templates" ? "" : "/secret.md"))
      #expect(workspaceError { _ = try workspace.templateFiles() }?.isRefused == true)
    }
  }

  @Test func `a path that a person names may lead anywhere, but not through the workspace's links`()
    throws
  {
    try link("leak.md", to: outside.path + "/secret.md")
    let mine = outside.path + "/mine.md"
    try FileManager.default.createSymbolicLink(
      atPath: mine, withDestinationPath: outside.path + "/secret.md")
    #expect(try TextFile.read(mine, workspace: folder.path) == "secret")
    expectRefused("leak.md", outside.path + "/secret.md") {
      _ = try TextFile.read(folder.path + "/leak.md", workspace: folder.path)
    }
    // A mark after the slash makes it another character in the eyes of Unicode.
    try link("\u{301}x/leak.md", to: outside.path + "/secret.md")
    expectRefused("\u{301}x/leak.md", outside.path + "/secret.md") {
      _ = try TextFile.read(folder.path + "/\u{301}x/leak.md", workspace: folder.path)
    }
    // Also where the way to the workspace is a link itself.
    let alias = outside.path + "/alias"
    try FileManager.default.createSymbolicLink(atPath: alias, withDestinationPath: folder.path)
    expectRefused("leak.md", outside.path + "/secret.md") {
      _ = try TextFile.read(alias + "/leak.md", workspace: folder.path)
    }
  }

  @Test func `init does not copy through a link that is there already`() throws {
    let (clone, shipped) = (TestFolder(), TestFolder())
    try shipped.write("text", to: "policies/chat/policy.md")
    try FileManager.default.removeItem(atPath: clone.path + "/policies")
    try FileManager.default.createSymbolicLink(
      atPath: clone.path + "/policies", withDestinationPath: outside.path)
    let before = outside.everything
    let error = workspaceError {
      _ = try WorkspaceCreation.create(at: clone.path, from: shipped.path)
    }
    #expect(error?.isRefused == true)
    #expect(outside.everything == before)
  }

  // MARK: Inside

  @Test(arguments: ["../../shared/text.md", "absolute", "../../shared/../shared/./text.md"])
  func `a link that stays inside is read and written through`(target: String) throws {
    let target = target == "absolute" ? folder.path + "/shared/text.md" : target
    try link("policies/spam/policy.md", to: target)
    #expect(try folder.open().policy(named: "spam").text == "inside")
    try save("new")
    #expect(folder.read("shared/text.md") == "new")
    let path = folder.path + "/policies/spam/policy.md"
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == target)
  }

  @Test func `a whole policy may be a link inside`() throws {
    try folder.write("elsewhere", to: "shared/chat/policy.md")
    try link("policies/chat", to: "../shared/chat")
    let workspace = try folder.open()
    #expect(try workspace.policyNames() == ["chat", "spam"])
    _ = try workspace.save("two", as: "chat", note: "", author: "", parent: nil, time: time)
    #expect(folder.read("shared/chat/policy.md") == "two")
    #expect(folder.read("shared/chat/versions/0001.md") == "two")
  }

  @Test func `links that go round in a circle end in a sentence`() throws {
    try link("policies/spam/policy.md", to: "other.md")
    try link("policies/spam/other.md", to: "policy.md")
    #expect(workspaceError { _ = try folder.open().policy(named: "spam") } != nil)
    #expect(workspaceError { try save() } != nil)
  }

  @Test func `a link into the private folder is refused`() throws {
    let workspace = try folder.open()
    try workspace.writeSession(Session(policy: "mine"))
    let session = folder.read(".precept/session.json")
    try link("policies/spam/policy.md", to: "../../.precept/session.json")
    let error = workspaceError { _ = try workspace.policy(named: "spam") }
    #expect(error?.isRefused == true)
    #expect(error?.message.contains("one of Precept's private files") == true)
    #expect(workspaceError { try save() }?.isRefused == true)
    #expect(folder.read(".precept/session.json") == session)
  }

  @Test func `a version that is saved never goes through a link, or over another`() throws {
    try save("one")
    try link("policies/spam/versions/0002.toml", to: "../../../shared/text.md")
    try folder.write("title = \"T\"", to: "policies/spam/policy.toml")
    try save("two")
    #expect(folder.read("shared/text.md") == "inside")
    #expect(folder.read("policies/spam/versions/0002.toml") == "title = \"T\"")
    // A number that something has already is passed over.
    try link("policies/spam/versions/0003.md", to: "../../../shared/none.md")
    try save("four")
    #expect(try folder.open().text(of: "spam", version: 4) == "four")
    #expect(folder.read("shared/none.md") == nil)
  }

  /// Somebody swaps a folder for a link and back, as fast as they can, while a policy is saved.
  @Test func `a folder that turns into a link in the middle leads nowhere`() throws {
    try outside.write("theirs", to: "spam/policy.md")
    let before = outside.everything
    let path = folder.path
    let spam = path + "/policies/spam"
    let stop = NSLock()
    stop.lock()
    let swapper = Thread { [outside = outside.path] in
      symlink(outside + "/spam", path + "/policies/bait")
      var generator = SystemRandomNumberGenerator()
      while !stop.try() {
        for _ in 0..<Int.random(in: 0..<200, using: &generator) { sched_yield() }
        rename(spam, path + "/kept")
        rename(path + "/policies/bait", spam)
        sched_yield()
        rename(spam, path + "/policies/bait")
        rename(path + "/kept", spam)
      }
      stop.unlock()
    }
    swapper.start()
    for round in 0..<150 { _ = workspaceError { try save("round \(round)") } }
    stop.unlock()
    while !swapper.isFinished { sched_yield() }
    #expect(outside.everything == before)
    try save("in peace")
    #expect(folder.read("policies/spam/policy.md") == "in peace")
  }
}
