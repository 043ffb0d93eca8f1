import Foundation
import Policies
import Testing

@testable import Workspace

struct CrashTests {
  let time = "2026-11-23T10:00:00Z"

  /// Saves version 2 with a file system that fails at a step. Returns whether it did.
  private func save(_ folder: TestFolder, failingAt step: Int, dies: Bool, number: Int32) throws
    -> Bool
  {
    let real = try folder.open()
    _ = try real.createPolicy(named: "spam", text: "old text", author: "ada", time: time)
    try folder.write("title = \"T\"", to: "policies/spam/policy.toml")
    let files = FailingFileSystem(at: step, number: number, diesAfterwards: dies)
    do {
      try folder.open(files).save(
        "new text", as: "spam", note: "", author: "ada", parent: 1, time: time)
      return false
    } catch {
      return true
    }
  }

  @Test(arguments: [true, false])
  func `a save that dies at any step loses nothing and can be done again`(dies: Bool) throws {
    var step = 0
    while true {
      let folder = TestFolder()
      guard try save(folder, failingAt: step, dies: dies, number: ENOSPC) else { break }
      let workspace = try folder.open()
      let after = try workspace.policy(named: "spam")
      #expect(["old text", "new text"].contains(after.text), "step \(step)")
      #expect(try workspace.text(of: "spam", version: 1) == "old text", "step \(step)")
      for version in after.versions {
        #expect(throws: Never.self, "step \(step)") {
          try workspace.text(of: version, in: "spam")
        }
      }
      let again = try workspace.save(
        "new text", as: "spam", note: "", author: "ada", parent: 1, time: time)
      #expect(again.version.number == 2, "step \(step)")
      let whole = try workspace.policy(named: "spam")
      #expect(whole.text == "new text", "step \(step)")
      #expect(whole.versions.map(\.number) == [1, 2], "step \(step)")
      #expect(
        folder.names("policies/spam/versions")
          == ["0001.md", "0002.md", "0002.toml", "log.jsonl"], "step \(step)")
      #expect(folder.names("policies/spam") == ["policy.md", "policy.toml", "versions"])
      step += 1
    }
    // Four files, each created, renamed and synchronised.
    #expect(step == 12)
  }

  @Test func `a draft that dies at any step leaves the one before or the new one`() throws {
    var step = 0
    while true {
      let folder = TestFolder()
      let old = Draft(key: "spam", text: "old", pid: 1, time: time)
      let new = Draft(key: "spam", text: "new", pid: 1, time: time)
      let files = FailingFileSystem(at: .max, number: EIO, diesAfterwards: true)
      let store = DraftStore(try folder.open(files))
      try store.keep(old)
      files.fail(at: step)
      if workspaceError({ try store.keep(new) }) == nil { break }
      let found = DraftStore(try folder.open()).found().drafts.map(\.draft)
      #expect(found == [old] || found == [new], "step \(step)")
      step += 1
    }
    #expect(step == 3)
  }

  /// Whoever takes a draft has it, or it is where it was.
  @Test func `taking a draft that dies at any step loses nothing`() throws {
    var step = 0
    while true {
      let folder = TestFolder()
      let left = Draft(key: "spam", text: "left", pid: 1, cleanExit: true, time: time)
      try DraftStore(try folder.open()).keep(left)
      let files = FailingFileSystem(at: step, number: EIO, diesAfterwards: true)
      let store = DraftStore(try folder.open(files))
      let id = try #require(store.found().drafts.first?.id)
      let isDone = (try? store.adopt(id)) ?? nil == left
      let texts = DraftStore(try folder.open()).found().drafts.map(\.draft.text)
      #expect(texts.contains("left"), "step \(step)")
      if isDone && files.isSpent == false { break }
      step += 1
    }
    #expect(step > 3)
  }

  /// The real thing: a process that is killed while it saves. It kills itself from another thread,
  /// at a moment that nobody chooses.
  @Test(arguments: 0..<8)
  func `kill -9 while a process saves leaves whole files and every version`(round: Int) async throws
  {
    let folder = TestFolder()
    let path = folder.path
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "spam", text: "0", author: "ada", time: time)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, round = round as Int] in
      let workspace = try Workspace(opening: path, stateFolder: path)
      Thread.detachNewThread {
        while (try? workspace.policy(named: "spam").versions.count) ?? 0 < 3 {}
        for _ in 0..<(round * 400) { sched_yield() }
        kill(getpid(), SIGKILL)
      }
      for number in 1... {
        try workspace.save(
          String(repeating: "\(number) ", count: 20_000), as: "spam", note: "", author: "ada",
          parent: nil, time: "2026-11-23T10:00:00Z")
      }
    }
    let policy = try workspace.policy(named: "spam")
    #expect(policy.versions.count >= 3)
    #expect(policy.versions.map(\.number) == Array(1...policy.versions.count))
    for version in policy.versions {
      #expect(throws: Never.self) { try workspace.text(of: version, in: "spam") }
    }
    #expect(policy.current != nil)
    let next = try workspace.save(
      "after", as: "spam", note: "", author: "ada", parent: nil, time: time)
    #expect(next.version.number == policy.versions.count + 1)
    #expect(folder.names("policies/spam") == ["policy.md", "versions"])
  }
}
