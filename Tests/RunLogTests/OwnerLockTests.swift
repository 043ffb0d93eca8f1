import Dispatch
import Evaluation
import Foundation
import GRDB
import Runs
import Synchronization
import Testing

@testable import RunLog

struct OwnerLockTests {
  let folder = LogFolder()

  @Test func `only names that Precept makes name a lock`() {
    let id = "01JD4Z6Q7R8S9TAVBWCXDYEZFG"
    for name in ["owner-0123456789abcdef", "evaluation-\(id)"] {
      #expect(LockName(name)?.text == name)
    }
    for name in [
      "", "lock", "wal", "erasure", "owner-", "owner-0123456789ABCDEF", "owner-0123456789abcde",
      "owner-0123456789abcdef0", "owner-../../../etc/pa", "owner-/../../victim1", "evaluation-",
      "evaluation-\(id.lowercased())", "evaluation-\(id)/../x", "../owner-0123456789abcdef",
      "owner-０123456789abcde",
    ] {
      #expect(LockName(name) == nil, "\(name)")
    }
  }

  @Test func `files that a stranger's rows name are left alone, and their runs are sealed`() throws
  {
    var left: RunLog? = try RunLog(path: folder.database)
    try left?.begin(RunSamples.request(1))
    left = nil
    let victim = folder.database + ".keep"
    try Data("mine".utf8).write(to: URL(filePath: victim))
    try DatabaseQueue(path: folder.database).write {
      try $0.execute(sql: "UPDATE owner SET lock = 'keep'")
    }
    let log = try RunLog(path: folder.database)
    #expect(try log.sealOrphans(now: 5000) == 1)
    #expect(FileManager.default.contents(atPath: victim) == Data("mine".utf8))
    #expect(try log.count("owner") == 0)
  }

  @Test func `a link in the place of a lock is not followed`() throws {
    let name = LockName.owner("0123456789abcdef")
    let target = folder.path + "/target"
    try FileManager.default.createSymbolicLink(
      atPath: folder.database + "." + name.text, withDestinationPath: target)
    #expect(throws: RunLogError.self) { try OwnerLock.take(name, beside: folder.database) }
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  /// A holder removes the file when it lets go. Whoever has opened it just before must not believe
  /// to hold the lock together with one who makes the file anew.
  @Test func `never do two hold one lock, however many take and leave it`() {
    let path = folder.database
    let name = LockName.owner("0123456789abcdef")
    let holders = Atomic<Int>(0)
    let together = Atomic<Int>(0)
    let taken = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<2000 {
        guard let lock = try? OwnerLock.take(name, beside: path) else { continue }
        withExtendedLifetime(lock) {
          taken.add(1, ordering: .relaxed)
          if holders.add(1, ordering: .sequentiallyConsistent).newValue > 1 {
            together.add(1, ordering: .relaxed)
          }
          for _ in 0..<20 { sched_yield() }
          holders.subtract(1, ordering: .sequentiallyConsistent)
        }
      }
    }
    #expect(together.load(ordering: .relaxed) == 0)
    #expect(taken.load(ordering: .relaxed) > 100)
  }

  @Test func `a lock is free again once its holder is gone, and its file too`() throws {
    let name = LockName.evaluation(EvaluationID(RunSamples.request(1).id))
    var first = try OwnerLock.take(name, beside: folder.database)
    #expect(first != nil)
    #expect(try OwnerLock.take(name, beside: folder.database) == nil)
    first = nil
    #expect(try OwnerLock.take(name, beside: folder.database) != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
