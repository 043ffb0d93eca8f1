import Foundation
import Testing

@testable import Workspace

struct DraftTests {
  let folder = TestFolder()
  let draft = Draft(
    key: "/outside/the workspace.md", text: "text\u{0}é", content: "content", baseVersion: 7,
    baseSHA256: "ab", caret: 4, contentCaret: 2, caseReference: "set/a", pid: 42, cleanExit: true,
    time: "2026-11-23T10:00:00Z")

  @Test func `a draft comes back as it was, and goes`() throws {
    let workspace = try folder.open()
    #expect(try workspace.draft(for: draft.key) == nil)
    try workspace.writeDraft(draft)
    #expect(try workspace.draft(for: draft.key) == draft)
    #expect(workspace.drafts() == [draft])
    try workspace.removeDraft(for: draft.key)
    try workspace.removeDraft(for: draft.key)
    #expect(try workspace.draft(for: draft.key) == nil)
  }

  @Test func `drafts are their owner's alone, and not for git`() throws {
    try folder.open().writeDraft(draft)
    let files = PosixFileSystem()
    #expect(try files.mode(of: folder.path + "/.precept") == 0o700)
    let name = try #require(folder.names(".precept/drafts").first)
    #expect(try files.mode(of: folder.path + "/.precept/drafts/" + name) == 0o600)
    #expect(folder.read(".precept/.gitignore") == "*\n")
  }

  @Test func `the released draft and session are read`() throws {
    let workspace = try folder.open()
    try workspace.writeDraft(draft)
    let name = try #require(folder.names(".precept/drafts").first)
    try folder.write(fixture("draft-1.json"), to: ".precept/drafts/" + name)
    try folder.write(fixture("session-1.json"), to: ".precept/session.json")
    #expect(try workspace.draft(for: draft.key) == draft)
    let session = try workspace.readSession()
    #expect(session?.carets == ["policy": 12])
    #expect(session?.split == 0.5)
  }

  @Test func `a newer draft or session is refused and not overwritten`() throws {
    let workspace = try folder.open()
    try workspace.writeDraft(draft)
    let name = try #require(folder.names(".precept/drafts").first)
    for path in [".precept/drafts/" + name, ".precept/session.json"] {
      try folder.write("{\"format\":2}", to: path)
    }
    #expect(workspaceError { _ = try workspace.draft(for: draft.key) } != nil)
    #expect(workspaceError { try workspace.writeDraft(draft) } != nil)
    #expect(workspaceError { _ = try workspace.readSession() } != nil)
    #expect(workspaceError { try workspace.writeSession(Session()) } != nil)
    #expect(folder.read(".precept/drafts/" + name) == "{\"format\":2}")
    #expect(folder.read(".precept/session.json") == "{\"format\":2}")
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
