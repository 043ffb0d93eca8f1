import Foundation
import Policies
import Synchronization
import Testing

@testable import Workspace

/// Drafts of several processes in one workspace. Two stores lock against each other as two processes
/// do.
struct DraftOwnerTests {
  let folder = TestFolder()

  private func draft(
    _ text: String, _ time: String = "10:00:00", clean: Bool = false, content: String = ""
  ) -> Draft {
    Draft(
      key: "spam", text: text, content: content, pid: 1, cleanExit: clean,
      time: "2026-11-23T\(time)Z")
  }

  private func store() throws -> DraftStore { DraftStore(try folder.open()) }

  private func policy() throws -> StoredPolicy {
    let workspace = try folder.open()
    if (try? workspace.policy(named: "spam")) == nil {
      _ = try workspace.createPolicy(
        named: "spam", text: "saved", author: "ada", time: "2026-11-23T09:00:00Z")
    }
    return try workspace.policy(named: "spam")
  }

  /// As a process does that has ended.
  private func leave(_ draft: Draft) throws {
    try DraftStore(try folder.open()).keep(draft)
  }

  @Test func `two processes on one policy never share a draft`() throws {
    let (first, second) = (try store(), try store())
    try first.keep(draft("first"))
    try second.keep(draft("second"))
    #expect(try first.own("spam")?.text == "first")
    #expect(try second.own("spam")?.text == "second")
    try first.removeOwn("spam")
    #expect(try second.own("spam")?.text == "second")
  }

  @Test func `a living process's draft can neither be taken nor discarded`() throws {
    let living = try store()
    try living.keep(draft("typing"))
    let other = try store()
    let found = try #require(other.found().drafts.first)
    #expect(found.isOwnerAlive)
    #expect(other.abandoned { _ in "saved" }.drafts.isEmpty)
    #expect(try other.adopt(found.id) == nil)
    #expect(try !other.discard(found.id))
    #expect(try other.open(policy()) == OpenedDrafts())
    try other.take(found.id, as: draft("mine"))
    other.removeLeftovers()
    #expect(try living.own("spam")?.text == "typing")
  }

  @Test func `a draft of a killed process is found, with what was in it`() async throws {
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = DraftStore(try Workspace(opening: path, stateFolder: path + "/state"))
      try store.keep(
        Draft(key: "spam", text: "typed", pid: getpid(), time: "2026-11-23T10:00:00Z"))
      kill(getpid(), SIGKILL)
    }
    let found = try #require(try store().found().drafts.first)
    #expect(!found.isOwnerAlive)
    #expect(found.draft.text == "typed")
  }

  @Test func `a draft that a process lives for is not taken for one of a crash`() async throws {
    // The child is another process in fact, and holds its lock until it is told to end.
    let child = Process()
    child.executableURL = URL(filePath: "/usr/bin/python3")
    let lock = folder.path + "/.precept/drafts/owner-0123456789abcdef.lock"
    let name = DraftName(key: "spam", owner: "0123456789abcdef")
    try folder.write("", to: ".precept/drafts/owner-0123456789abcdef.lock")
    try folder.write(
      [UInt8](try JSONEncoder().encode(draft("typing"))), to: ".precept/drafts/\(name.stem).json")
    child.arguments = [
      "-c",
      "import fcntl,sys; f=open(sys.argv[1]); fcntl.flock(f,fcntl.LOCK_EX); print('held',flush=True); sys.stdin.read()",
      lock,
    ]
    let (input, output) = (Pipe(), Pipe())
    (child.standardInput, child.standardOutput) = (input, output)
    try child.run()
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    let store = try store()
    #expect(store.found().drafts.map(\.isOwnerAlive) == [true])
    kill(child.processIdentifier, SIGKILL)
    child.waitUntilExit()
    #expect(store.found().drafts.map(\.isOwnerAlive) == [false])
  }

  // MARK: Opening

  @Test func `what a process left in order comes back, and is one's own first`() throws {
    try leave(draft("left", clean: true))
    let store = try store()
    let opened = try store.open(policy())
    #expect(opened.current?.text == "left")
    #expect(opened.offered == nil)
    #expect(try store.own("spam")?.text == "left")
    #expect(store.found().drafts.isEmpty)
  }

  @Test func `where two processes left one each, the newest comes back and the other stays`() throws
  {
    try leave(draft("older", "10:00:00", clean: true))
    try leave(draft("newer", "10:00:01", clean: true))
    let store = try store()
    #expect(try store.open(policy()).current?.text == "newer")
    #expect(store.abandoned { _ in "saved" }.drafts.map(\.draft.text) == ["older"])
    #expect(try store.open(policy()).current?.text == "newer")
  }

  @Test func `what a crash left is offered, and stays whatever is kept and saved afterwards`()
    throws
  {
    try leave(draft("lost"))
    let store = try store()
    let offered = try #require(try store.open(policy()).offered)
    try store.keep(draft("typed after it was declined"))
    try store.removeOwn("spam")
    #expect(try store.draft(offered.id)?.text == "lost")
    try store.take(offered.id, as: draft("lost and more"))
    #expect(try store.own("spam")?.text == "lost and more")
    #expect(try store.draft(offered.id) == nil)
  }

  @Test func `content alone comes back without a question`() throws {
    try leave(draft("saved", content: "typed"))
    #expect(try store().open(policy()).current?.content == "typed")
  }

  @Test func `a crash right after a save leaves nothing to recover`() throws {
    try leave(draft("saved"))
    let store = try store()
    #expect(try store.open(policy()) == OpenedDrafts())
    #expect(folder.names(".precept/drafts") == [])
  }

  @Test func `what was set aside is listed, and never comes back by itself`() throws {
    var aside = draft("aside", clean: true)
    aside.isSetAside = true
    let store = try store()
    try store.leave(aside)
    #expect(try store.open(policy()) == OpenedDrafts())
    #expect(store.abandoned { _ in "saved" }.drafts.map(\.draft.text) == ["aside"])
    let id = try #require(store.found().drafts.first?.id)
    #expect(try store.discard(id))
    #expect(!folder.names(".precept/drafts").contains { $0.hasSuffix(".json") })
  }

  @Test func `of many that start at once, one gets what was left`() throws {
    try leave(draft("left", clean: true))
    let policy = try policy()
    let path = folder.path
    let texts = Mutex<[String]>([])
    let stores = try (0..<16).map { _ in
      DraftStore(try Workspace(opening: path, stateFolder: path + "/state"))
    }
    DispatchQueue.concurrentPerform(iterations: stores.count) { index in
      if let text = try? stores[index].open(policy).current?.text {
        texts.withLock { $0.append(text) }
      }
    }
    #expect(texts.withLock { $0 } == ["left"])
    let owned = try stores.map { try $0.own("spam") }
    #expect(owned.filter { $0 != nil }.count == 1)
    #expect(try store().found().drafts.count == 1)
  }

  @Test func `many may begin and tidy up at once without losing a draft`() throws {
    let path = folder.path
    let failures = Mutex<[String]>([])
    let stores = try (0..<16).map { _ in
      DraftStore(try Workspace(opening: path, stateFolder: path + "/state"))
    }
    DispatchQueue.concurrentPerform(iterations: stores.count) { index in
      do {
        for round in 0..<20 {
          stores[index].removeLeftovers()
          try stores[index].keep(
            Draft(key: "p\(index)", text: "\(round)", pid: 1, time: "2026-11-23T10:00:00Z"))
          guard try stores[index].own("p\(index)")?.text == "\(round)" else {
            throw SystemError(number: ENOENT)
          }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let found = try store().found()
    #expect(found.drafts.count == 16)
    #expect(found.drafts.filter(\.isOwnerAlive).count == 16)
  }

  @Test func `locks and half written files of processes that ended go`() throws {
    try leave(draft("kept"))
    let kept = folder.names(".precept/drafts")
    try folder.write("", to: ".precept/drafts/owner-aaaaaaaaaaaaaaaa.lock")
    try folder.write("half", to: ".precept/drafts/.1.precept-tmp")
    do {
      // It may be what a living process is writing at this moment.
      let living = try store()
      try living.keep(draft("typing"))
      try store().removeLeftovers()
      #expect(folder.names(".precept/drafts").contains(".1.precept-tmp"))
      try living.removeOwn("spam")
    }
    try store().removeLeftovers()
    #expect(folder.names(".precept/drafts") == kept)
  }

  // MARK: Restoring a version

  @Test func `a version is not restored over text that is not saved`() throws {
    try leave(draft("unsaved", clean: true))
    let refusal = try store().restore(
      draft("v1", "11:00:00", clean: true), of: policy(), force: false)
    #expect(refusal?.draft.text == "unsaved")
    #expect(refusal?.isOwnerAlive == false)
    #expect(try store().found().drafts.map(\.draft.text) == ["unsaved"])
  }

  @Test func `a living process's text refuses, too, and stays in any case`() throws {
    let living = try store()
    try living.keep(draft("typing"))
    let other = try store()
    #expect(
      try other.restore(draft("v1", clean: true), of: policy(), force: false)?.isOwnerAlive == true)
    #expect(try other.restore(draft("v1", clean: true), of: policy(), force: true) == nil)
    #expect(try living.own("spam")?.text == "typing")
  }

  @Test func `by force it is kept beside what is restored`() throws {
    try leave(draft("unsaved", clean: true))
    #expect(
      try store().restore(draft("v1", "11:00:00", clean: true), of: policy(), force: true) == nil)
    let next = try store()
    #expect(try next.open(policy()).current?.text == "v1")
    #expect(next.abandoned { _ in "saved" }.drafts.map(\.draft.text) == ["unsaved"])
  }

  @Test func `content that was typed goes along with a version that is restored`() throws {
    try leave(draft("saved", clean: true, content: "typed"))
    #expect(
      try store().restore(draft("v1", "11:00:00", clean: true), of: policy(), force: false) == nil)
    let next = try store()
    let opened = try next.open(policy()).current
    #expect(opened?.text == "v1")
    #expect(opened?.content == "typed")
    #expect(next.found().drafts.isEmpty)
  }
}
