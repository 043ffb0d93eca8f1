import Foundation
import Testing

@testable import Workspace

struct ContentRemovalTests {
  let folder = TestFolder()
  let content = "line one / \"quoted\"\nline two"

  private func draft(_ key: String, _ content: String) -> Draft {
    Draft(key: key, text: "# P", content: content, contentCaret: 3, pid: 1, time: "2026-11-23")
  }

  @Test func `session and drafts with exactly this content lose it, in both private folders`()
    throws
  {
    let workspace = try folder.open()
    var session = Session(policy: "spam")
    session.content = content
    try workspace.writeSession(session)
    let drafts = DraftStore(workspace)
    var first = draft("a", content)
    first.earlierContents = [Draft.Content(text: content), Draft.Content(text: "kept")]
    try drafts.keep(first)
    try drafts.keep(draft("b", "before " + content))
    try workspace.writePrivate(
      Array(try JSONEncoder().encode(["record": ["content": content]])), to: "unrecorded/1.json")
    let other = workspace.privateFolders[1]
    try PosixFileSystem().makeDirectories(other)
    try FileManager.default.copyItem(
      atPath: folder.path + "/.precept/session.json", toPath: other + "/session.json")

    let removal = try workspace.removeContent(content)
    #expect(removal.cleaned.count == 4)
    #expect(try workspace.privateNames(in: "unrecorded").isEmpty)
    #expect(removal.holders.count == 1)
    #expect(try workspace.readSession() == Session(policy: "spam"))
    let left = FileManager.default.contents(atPath: other + "/session.json")
    #expect(!String(decoding: try #require(left), as: UTF8.self).contains("quoted"))
    let cleaned = try #require(try drafts.own("a"))
    #expect(cleaned.earlierContents?.map(\.text) == ["kept"])
    #expect(cleaned.content.isEmpty && cleaned.contentCaret == 0 && cleaned.text == "# P")
    #expect(try drafts.own("b")?.content == "before " + content)
    #expect(try workspace.removeContent(content).cleaned.isEmpty)
  }

  @Test func `looking for a private file makes nothing`() throws {
    let workspace = try folder.open()
    let place = try workspace.folderToRead("runs.sqlite")
    #expect(place.hasSuffix("/.precept"))
    #expect(folder.names("") == ["policies"])
    let other = workspace.privateFolders[1]
    try PosixFileSystem().makeDirectories(other)
    try Data().write(to: URL(filePath: other + "/runs.sqlite"))
    #expect(try workspace.folderToRead("runs.sqlite") == other)
  }
}
