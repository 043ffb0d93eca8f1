import Foundation
import Testing

@testable import Workspace

/// Nothing is saved that could not be opened again.
struct SizeLimitTests {
  let folder = TestFolder()
  let time = "2026-11-23T10:00:00Z"
  let limit = Workspace.sizeLimit

  func expectTooLarge(_ body: () throws -> Void, _ location: SourceLocation = #_sourceLocation) {
    let before = folder.everything
    let error = workspaceError(body)
    #expect(
      error?.message.contains("is too large: 17 MB, where 16 MB is the limit.") == true,
      "\(String(describing: error))", sourceLocation: location)
    #expect(error?.hint.hasPrefix("Nothing was saved.") == true, sourceLocation: location)
    #expect(folder.everything == before, sourceLocation: location)
  }

  func text(_ count: Int) -> String { String(repeating: "a", count: count) }

  @Test func `a policy over the limit is not saved, and one at the limit is opened again`() throws {
    let workspace = try folder.open()
    expectTooLarge {
      _ = try workspace.createPolicy(named: "spam", text: text(limit + 1), author: "", time: time)
    }
    _ = try workspace.createPolicy(named: "spam", text: "one", author: "", time: time)
    expectTooLarge {
      try workspace.save(
        text(limit + 1), as: "spam", note: "", author: "", parent: 1, time: time)
    }
    let most = text(limit)
    try workspace.save(most, as: "spam", note: "", author: "", parent: 1, time: time)
    #expect(try workspace.policy(named: "spam").text == most)
    #expect(try workspace.text(of: "spam", version: 2) == most)
  }

  @Test func `a note that would make the log of versions unreadable is refused`() throws {
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "spam", text: "one", author: "", time: time)
    expectTooLarge {
      try workspace.save(
        "two", as: "spam", note: text(limit), author: "", parent: 1, time: time)
    }
    #expect(try workspace.policy(named: "spam").versions.count == 1)
  }
}
