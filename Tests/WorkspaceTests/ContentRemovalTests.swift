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
    let store = DraftStore(workspace)
    var first = draft("a", content)
    first.earlierContents = [.init(text: content), .init(text: "kept")]
    try store.keep(first)
    try store.keep(draft("b", "before " + content))
    let other = workspace.privateFolders[1]
    try PosixFileSystem().makeDirectories(other)
    try FileManager.default.copyItem(
      atPath: folder.path + "/.precept/session.json", toPath: other + "/session.json")

    let removal = try workspace.removeContent(content)
    #expect(removal.cleaned.count == 3)
    #expect(removal.holders.count == 1)
    #expect(try workspace.readSession() == Session(policy: "spam"))
    let left = FileManager.default.contents(atPath: other + "/session.json")
    #expect(!String(decoding: try #require(left), as: UTF8.self).contains("quoted"))
    let cleaned = try #require(try store.own("a"))
    #expect(cleaned.content.isEmpty && cleaned.contentCaret == 0 && cleaned.text == "# P")
    #expect(cleaned.earlierContents == [.init(text: "kept")])
    #expect(try store.own("b")?.content == "before " + content)
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
