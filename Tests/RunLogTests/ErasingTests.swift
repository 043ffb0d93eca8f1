import Evaluation
import Foundation
import GRDB
import Runs
import Synchronization
import Testing

@testable import RunLog

/// Erasing one content among others, step by step.
@Suite(.timeLimit(.minutes(2)))
struct ErasingTests {
  /// In the index, the word of rare letters begins with other bytes than any before it, so that it
  /// stands there in full.
  static let secret = "quixotic zeppelin 4711 ꙮꙮꙮ over the harbour"
  let folder = LogFolder()

  /// Runs 1 to `count` on the secret, and as many on other contents.
  private func filled(_ count: Int = 5) throws -> RunLog {
    let log = try RunLog(path: folder.database)
    try Self.fill(log, count)
    return log
  }

  private static func fill(_ log: RunLog, _ count: Int) throws {
    for number in 1...count {
      try log.seal(
        RunSamples.finished(
          RunSamples.request(number, content: secret), reasoning: "It says \(secret), \(number)."))
      try log.seal(
        RunSamples.finished(RunSamples.request(100 + number, content: "other \(number)")))
    }
  }

  private var run: Run.ID { RunSamples.request(1).id }

  /// Whether no file holds the secret, or a word of it in the index.
  private func isGone() throws -> Bool {
    try !folder.holds(Self.secret) && !folder.holds("xotic zepp") && !folder.holds("ꙮꙮ")
  }

  @Test func `between the steps another can write, and afterwards nothing is left`() throws {
    let log = try filled()
    #expect(try folder.holds("ꙮꙮ"))
    let steps = Mutex<[ErasureStep]>([])
    let other = try DatabaseQueue(path: folder.database)
    let erasure = try log.eraseContent(
      of: run, at: 9,
      under: ErasureControl(progress: { step in
        steps.withLock { $0.append(step) }
        // Fails at once where the lock is held.
        #expect(throws: Never.self) {
          try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE; ROLLBACK") }
        }
      }))
    #expect(erasure.runs == 5 && erasure.remains.isEmpty)
    let seen = steps.withLock { $0 }
    #expect(seen.first == .records(done: 0, of: 5))
    #expect(seen.contains(.records(done: 5, of: 5)))
    #expect(seen.contains { if case .index = $0 { true } else { false } })
    #expect(seen.last == .log)
    #expect(try isGone())
    #expect(try log.verify() == AuditResult(records: 15, firstBad: nil))
    #expect(try log.recent(limit: 9, filter: RunFilter(search: "other 3")).count == 1)
    #expect(try !log.hasUnfinishedErasure)
  }

  @Test func `a cancelled erasure leaves the rest as it was, and the index is cleaned later`()
    throws
  {
    let log = try filled(60)
    let isCancelled = Atomic<Bool>(false)
    let erasure = try log.eraseContent(
      of: run, at: 9,
      under: ErasureControl(
        isCancelled: { isCancelled.load(ordering: .relaxed) },
        progress: { step in
          if case .records(let done, _) = step, done > 0 {
            isCancelled.store(true, ordering: .relaxed)
          }
        }))
    try #require(erasure.runs > 0 && erasure.runs < 60)
    #expect(erasure.remains == [.runs(60 - erasure.runs), .index])
    #expect(try log.verify().isWhole)
    let left = try log.recent(limit: 99, filter: RunFilter(search: "quixotic zeppelin"))
    #expect(left.count == 60 - erasure.runs && !left.contains { $0.isErased })
    #expect(try log.hasUnfinishedErasure)
    let rest = try log.finishErasures()
    #expect(rest?.runs == 0 && rest?.remains.isEmpty == true)
    #expect(try log.recent(limit: 99, filter: RunFilter(search: "quixotic")).count == left.count)
    #expect(try log.eraseContent(of: left[0].id, at: 10).runs == left.count)
    #expect(try isGone())
  }

  /// The steps are: records, …, index, …, log.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 8, 12])
  func `an erasure that is killed is finished at the next occasion`(call: Int) async throws {
    _ = try filled(60)
    let path = folder.database
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, call = call as Int] in
      let log = try RunLog(path: path)
      let calls = Atomic<Int>(0)
      try log.eraseContent(
        of: RunSamples.request(1).id, at: 9,
        under: ErasureControl(progress: { step in
          let number = calls.add(1, ordering: .relaxed).newValue
          if number == call || step == .log { kill(getpid(), SIGKILL) }
        }))
    }
    let log = try RunLog(path: path)
    #expect(try log.verify().isWhole)
    #expect(try log.hasUnfinishedErasure)
    let contents = Mutex<[String]>([])
    let sealedBefore = try log.count("erasure")
    let erasure = try #require(
      try log.finishErasures(
        under: ErasureControl(removeElsewhere: { text in contents.withLock { $0.append(text) } })))
    #expect(erasure.runs == 60 - sealedBefore && erasure.remains.isEmpty)
    // The content is told as long as the records have it.
    #expect(contents.withLock { $0 } == (sealedBefore < 60 ? [Self.secret] : []))
    #expect(try isGone())
    #expect(try log.verify() == AuditResult(records: 180, firstBad: nil))
    #expect(try log.finishErasures() == nil)
  }

  @Test func `a reader that pins the log is named, and the log is emptied afterwards`() throws {
    let log = try filled()
    let reader = try DatabaseQueue(path: folder.database)
    let isLast = Atomic<Bool>(false)
    try reader.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN; SELECT count(*) FROM run")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM run")
      let erasure = try log.eraseContent(
        of: run, at: 9,
        under: ErasureControl(
          isCancelled: { isLast.load(ordering: .relaxed) },
          progress: { if $0 == .log { isLast.store(true, ordering: .relaxed) } }))
      #expect(erasure.runs == 5 && erasure.remains == [.log])
      #expect(try folder.holds(Self.secret))
      try db.execute(sql: "ROLLBACK")
    }
    #expect(try log.finishErasures() == Erasure())
    #expect(try isGone())
  }

  @Test func `texts that quote the content are counted, and stay`() throws {
    let log = try filled()
    try log.seal(
      RunSamples.finished(RunSamples.request(50, content: "See: \(Self.secret)!"), reasoning: "-"))
    try log.append(
      Judgement(
        run: RunSamples.request(101).id, decision: nil, note: "like \(Self.secret)", author: "ada",
        at: 3))
    // The content, the body and the note.
    #expect(try log.eraseContent(of: run, at: 9).remains == [.quotations(3)])
    #expect(try log.record(RunSamples.request(50).id)?.content == "See: \(Self.secret)!")
  }

  @Test func `a run that is begun meanwhile keeps its content and is named`() throws {
    let log = try filled()
    let late = RunSamples.request(70, content: Self.secret)
    let other = try RunLog(path: folder.database)
    let erasure = try log.eraseContent(
      of: run, at: 9,
      under: ErasureControl(progress: { step in
        if step == .records(done: 0, of: 5) { try? other.begin(late) }
      }))
    #expect(erasure.runs == 5 && erasure.remains.contains(.goingOn(1)))
    #expect(try other.record(late.id)?.content == Self.secret)
    try other.seal(RunSamples.finished(late))
    #expect(try log.eraseContent(of: late.id, at: 10).remains.isEmpty)
    #expect(try isGone())
  }

  @Test func `one process erases at a time`() throws {
    let log = try filled()
    let other = try RunLog(path: folder.database)
    try log.eraseContent(
      of: run, at: 9,
      under: ErasureControl(progress: { _ in
        #expect(throws: RunLogError.self) {
          try other.eraseContent(of: RunSamples.request(101).id, at: 9)
        }
        #expect(throws: Never.self) { try other.finishErasures() }
      }))
    #expect(try other.eraseContent(of: RunSamples.request(101).id, at: 9).runs == 1)
  }

  /// SQLite leaves such copies where it balances the pages of a table.
  @Test func `a stale copy in an unused part of a page is overwritten`() throws {
    var log: RunLog? = try filled()
    _ = try log?.database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    log = nil
    var file = try Data(contentsOf: URL(filePath: folder.database))
    let size = LeafPage.size(of: file)
    let root = try DatabaseQueue(path: folder.database).read {
      try Set(
        Int.fetchAll(
          $0, sql: "SELECT pageno FROM dbstat WHERE name = 'text' AND pagetype = 'leaf'"))
    }
    var planted = 0
    for number in root {
      guard let page = LeafPage(number, of: file), page.unused > 200 else { continue }
      let place = (number - 1) * size + 8 + 2 * page.rows.count
      file.replaceSubrange(place..<place + Self.secret.utf8.count, with: Data(Self.secret.utf8))
      planted += 1
    }
    try #require(planted > 0)
    try file.write(to: URL(filePath: folder.database))
    let again = try RunLog(path: folder.database)
    #expect(try again.verify().isWhole)
    #expect(try again.eraseContent(of: run, at: 9).remains.isEmpty)
    #expect(try isGone())
    #expect(try again.verify().isWhole)
  }

  @Test func `an index that does not match the texts is made anew`() throws {
    let log = try filled()
    try log.tamper("UPDATE run_search_data SET block = x'' WHERE id = 1")
    #expect(try log.eraseContent(of: run, at: 9).runs == 5)
    #expect(try isGone())
    #expect(try log.recent(limit: 9, filter: RunFilter(search: "other 3")).count == 1)
  }

  @Test func `a text that is a policy too stays one`() throws {
    let log = try filled()
    try log.seal(RunSamples.finished(RunSamples.request(80, policy: Self.secret)))
    #expect(try log.eraseContent(of: run, at: 9).remains == [.quotations(1)])
    #expect(try log.record(RunSamples.request(80).id)?.policyText == Self.secret)
    #expect(try log.verify().isWhole)
  }
}
