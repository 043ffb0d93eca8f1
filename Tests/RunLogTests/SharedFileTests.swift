import Dispatch
import Foundation
import GRDB
import Harmony
import Runs
import Testing

@testable import RunLog

struct SharedFileTests {
  let folder = LogFolder()

  @Test func `runs of a process that died are sealed as interrupted, with what had arrived`() throws
  {
    var left: RunLog? = try RunLog(path: folder.database)
    var record = RunRecord(RunSamples.request(1))
    record.reasoning = "half a thou"
    record.deltas = [.init(at: 30, channel: .analysis, offset: 0)]
    try left?.checkpoint(record)
    left = nil
    let log = try RunLog(path: folder.database)
    #expect(try log.sealOrphans(now: 5000) == 1)
    #expect(try log.sealOrphans(now: 5000) == 0)
    let found = try #require(try log.record(record.id))
    #expect(found.state == .failed)
    #expect(found.failure?.kind == .interrupted)
    #expect(found.reasoning == "half a thou")
    #expect(found.deltas == record.deltas)
    #expect(found.timing.total == 30)
    #expect(try log.verify().isWhole)
    #expect(try log.recent(limit: 9, filter: RunFilter(search: "half a")).count == 1)
  }

  @Test func `runs of another that lives are not orphans`() throws {
    let living = try RunLog(path: folder.database)
    try living.begin(RunSamples.request(1))
    let log = try RunLog(path: folder.database)
    try log.begin(RunSamples.request(2))
    #expect(try log.sealOrphans(now: 5000) == 0)
    #expect(try living.sealOrphans(now: 5000) == 0)
    try living.seal(RunSamples.finished(RunSamples.request(1)))
    #expect(try log.recent(limit: 9).map(\.state) == [nil, .ok])
  }

  @Test func `a process that is killed leaves records that hold`() async throws {
    let path = folder.database
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let log = try RunLog(path: path)
      for number in 1...20 {
        try log.seal(RunSamples.finished(RunSamples.request(number)))
      }
      try log.checkpoint(RunRecord(RunSamples.request(21)))
      kill(getpid(), SIGKILL)
    }
    let log = try RunLog(path: path)
    #expect(try log.sealOrphans(now: 5000) == 1)
    #expect(try log.verify() == AuditResult(records: 21, firstBad: nil))
  }

  @Test func `many who open and write at once keep one chain`() throws {
    let path = folder.database
    let writers = DispatchGroup()
    for writer in 0..<8 {
      writers.enter()
      Thread.detachNewThread {
        let log = try? RunLog(path: path)
        for number in 0..<10 {
          let request = RunSamples.request(writer * 100 + number)
          try? log?.begin(request)
          try? log?.seal(RunSamples.finished(request))
        }
        writers.leave()
      }
    }
    writers.wait()
    #expect(try RunLog(path: path).verify() == AuditResult(records: 80, firstBad: nil))
  }

  @Test func `locks of owners that are gone do not pile up`() throws {
    for number in 1...3 {
      let log = try RunLog(path: folder.database)
      try log.sealOrphans(now: 0)
      try log.seal(RunSamples.finished(RunSamples.request(number)))
    }
    let log = try RunLog(path: folder.database)
    try log.sealOrphans(now: 0)
    #expect(try log.count("owner") == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.contains { $0.contains("owner") })
  }

  @Test func `a newer database is refused and left as it is`() throws {
    _ = try RunLog(path: folder.database)
    try DatabaseQueue(path: folder.database).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')")
    }
    let error = #expect(throws: RunLogError.self) { try RunLog(path: folder.database) }
    #expect(error?.message.hasSuffix("were written by a newer Precept.") == true)
  }

  @Test func `a file that is no database, and a folder that is missing, are said so`() throws {
    try Data("not a database, but long enough to look at".utf8)
      .write(to: URL(filePath: folder.database))
    let foreign = #expect(throws: RunLogError.self) { try RunLog(path: folder.database) }
    #expect(foreign?.message.hasSuffix("is no SQLite database, or a damaged one.") == true)
    let missing = #expect(throws: RunLogError.self) { try RunLog(path: folder.path + "/no/x") }
    #expect(missing?.message.hasSuffix("cannot be opened.") == true)
  }
}
