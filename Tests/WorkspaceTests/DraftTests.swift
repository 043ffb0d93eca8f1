import Foundation
import Testing

@testable import Workspace

/// One process's drafts on disk.
struct DraftTests {
  let folder = TestFolder()
  let draft = Draft.sample

  @Test func `a draft comes back as it was, and goes`() throws {
    let store = DraftStore(try folder.open())
    #expect(try store.own(draft.key) == nil)
    try store.keep(draft)
    #expect(try store.own(draft.key) == draft)
    try store.removeOwn(draft.key)
    try store.removeOwn(draft.key)
    #expect(try store.own(draft.key) == nil)
  }

  @Test func `drafts are their owner's alone, and not for git`() throws {
    let store = DraftStore(try folder.open())
    try store.keep(draft)
    let files = PosixFileSystem()
    #expect(try files.mode(of: folder.path + "/.precept") == 0o700)
    let names = folder.names(".precept/drafts")
    #expect(names.count == 2)
    for name in names {
      #expect(try files.mode(of: folder.path + "/.precept/drafts/" + name) == 0o600)
    }
    #expect(folder.read(".precept/.gitignore") == "*\n")
  }

  @Test func `a process that leaves no draft leaves no file`() throws {
    do {
      let store = DraftStore(try folder.open())
      try store.keep(draft)
      try store.removeOwn(draft.key)
    }
    #expect(folder.names(".precept/drafts") == [])
  }

  @Test(arguments: [".precept/drafts", ".precept"])
  func `a draft is written again after its folder was deleted`(deleted: String) throws {
    let store = DraftStore(try folder.open())
    try store.keep(draft)
    try FileManager.default.removeItem(atPath: folder.path + "/" + deleted)
    var later = draft
    later.text = "later"
    try store.keep(later)
    #expect(try store.own(draft.key) == later)
    let other = DraftStore(try folder.open())
    #expect(other.found().drafts.map(\.isOwnerAlive) == [true])
  }

  // MARK: Formats

  @Test func `the released draft and session are read`() throws {
    let name = DraftName(key: draft.key, owner: nil).stem + ".json"
    try folder.write(fixture("draft-1.json"), to: ".precept/drafts/" + name)
    try folder.write(fixture("session-1.json"), to: ".precept/session.json")
    let workspace = try folder.open()
    let store = DraftStore(workspace)
    var expected = draft
    expected.expectation = nil
    expected.earlierContents = nil
    #expect(store.found().drafts.map(\.draft) == [expected])
    #expect(store.found().drafts.map(\.isOwnerAlive) == [false])
    let session = try workspace.readSession()
    #expect(session?.carets == ["policy": 12])
    #expect(session?.split == 0.5)
  }

  @Test func `the draft of this format is read, also later`() throws {
    let name = DraftName(key: draft.key, owner: "0123456789abcdef").stem + ".json"
    try folder.write(fixture("draft-2.json"), to: ".precept/drafts/" + name)
    #expect(DraftStore(try folder.open()).found().drafts.map(\.draft) == [draft])
  }

  @Test func `a released draft is a living one's while its process has the policy open`() throws {
    var old = draft
    old.pid = getppid()
    let name = DraftName(key: old.key, owner: nil).stem + ".json"
    let json = try JSONEncoder().encode(old)
    try folder.write([UInt8](json), to: ".precept/drafts/" + name)
    let (store, workspace) = (DraftStore(try folder.open()), try folder.open())
    #expect(store.found().drafts.map(\.isOwnerAlive) == [false])
    var claim = try workspace.claimEditing(old.key)
    #expect(claim != nil)
    #expect(store.found().drafts.map(\.isOwnerAlive) == [true])
    let id = try #require(store.found().drafts.first?.id)
    #expect(try store.adopt(id) == nil)
    #expect(try !store.discard(id))
    claim = nil
    #expect(try store.adopt(id)?.text == old.text)
    #expect(!folder.names(".precept/drafts").contains(name))
  }

  @Test func `a released draft is taken by a process that has claimed its policy itself`() throws {
    var old = draft
    old.pid = getppid()
    let name = DraftName(key: old.key, owner: nil).stem + ".json"
    try folder.write([UInt8](try JSONEncoder().encode(old)), to: ".precept/drafts/" + name)
    let store = DraftStore(try folder.open())
    #expect(try store.claim(old.key))
    let id = try #require(store.found().drafts.first?.id)
    #expect(try store.adopt(id)?.text == old.text)
  }

  @Test func `a newer draft or session is refused, and neither overwritten nor removed`() throws {
    let workspace = try folder.open()
    let store = DraftStore(workspace)
    let name = ".precept/drafts/" + DraftName(key: "spam", owner: "0123456789abcdef").stem + ".json"
    for path in [name, ".precept/session.json"] { try folder.write("{\"format\":3}", to: path) }
    let problem = try #require(store.found().problems.first)
    #expect("\(problem)".contains("a newer Precept wrote"))
    #expect(store.found().drafts.isEmpty)
    let id = try #require(DraftID(DraftName(key: "spam", owner: "0123456789abcdef").stem))
    #expect(workspaceError { _ = try store.draft(id) } != nil)
    #expect(try store.adopt(id) == nil)
    #expect(try !store.discard(id))
    try store.take(id, as: Draft(key: "spam", text: "mine", pid: 1, time: "2026"))
    #expect(workspaceError { _ = try workspace.readSession() } != nil)
    #expect(workspaceError { try workspace.writeSession(Session()) } != nil)
    #expect(folder.read(name) == "{\"format\":3}")
    #expect(folder.read(".precept/session.json") == "{\"format\":3}")
  }

  @Test func `files that are not named as drafts are nobody's business`() throws {
    let store = DraftStore(try folder.open())
    let names = [
      "notes.json", "owner-x.lock", "owner-0123456789abcdef.lock.bak", ".hidden.json",
      "0123456789abcdef-.json", "0123456789ABCDEF.json",
    ]
    for name in names { try folder.write("{\"format\":9}", to: ".precept/drafts/" + name) }
    store.removeLeftovers()
    #expect(store.found().drafts.isEmpty && store.found().problems.isEmpty)
    #expect(folder.names(".precept/drafts") == names.sorted())
    #expect(DraftID("../../../etc/passwd") == nil)
  }

  @Test func `only one claims a policy, until it lets go`() throws {
    let workspace = try folder.open()
    var first = try workspace.claimEditing("spam")
    #expect(first != nil)
    #expect(try workspace.claimEditing("spam") == nil)
    #expect(try workspace.claimEditing("other") != nil)
    first = nil
    #expect(try workspace.claimEditing("spam") != nil)
  }

  @Test func `the user's folders follow the XDG specification`() {
    func state(_ configured: String?) -> String {
      UserFolders.folder(".local/state", configured: configured, home: "/h")
    }
    #expect(state("/x") == "/x/precept")
    #expect(state("x") == "/h/.local/state/precept")
    #expect(state(nil) == "/h/.local/state/precept")
  }
}

extension Draft {
  static var sample: Draft {
    var draft = Draft(
      key: "/outside/the workspace.md", text: "text\u{0}é", content: "content", baseVersion: 7,
      baseSHA256: "ab", caret: 4, contentCaret: 2, caseReference: "set/a", pid: 42,
      cleanExit: true, time: "2026-11-23T10:00:00Z")
    draft.expectation = ["SP3"]
    draft.earlierContents = [
      Content(text: "before", caret: 1, caseReference: "set/b", expectation: ["safe"])
    ]
    return draft
  }
}
