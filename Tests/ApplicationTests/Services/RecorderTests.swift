import Foundation
import RunLog
import Runs
import Testing
import Workspace

@testable import Application

struct RecorderTests {
  static func recorder(
    _ records: ScriptedRecords, _ news: News, unrecorded: UnrecordedRuns? = nil
  ) -> Recorder {
    Recorder(
      lane: Lane("test"), unrecorded: unrecorded, retryDelay: .milliseconds(5),
      open: { records }, tell: { news.add($0) })
  }

  @Test func `a store that waits holds up nobody who hands records over`() async {
    let (records, news) = (ScriptedRecords(), News())
    let recorder = Self.recorder(records, news)
    records.hold()
    recorder.begin(sampleRequest(), engine: .ruleMatcher)
    recorder.checkpoint(sampleRecord())
    recorder.seal(sampleRecord())
    // All of that returned while the store holds the first call.
    #expect(news.all.isEmpty)
    records.letGo()
    await news.wait { $0 == .sealed(sampleRecord().id) }
    #expect(records.sealed == [sampleRecord()])
  }

  @Test func `of checkpoints that pile up, only the newest is written`() async {
    let (records, news) = (ScriptedRecords(), News())
    let recorder = Self.recorder(records, news)
    records.hold()
    recorder.begin(sampleRequest(), engine: .ruleMatcher)
    for number in 1...100 { recorder.checkpoint(sampleRecord(reasoning: "thought \(number)")) }
    records.letGo()
    await recorder.finish()
    #expect(records.calls == ["begin", "checkpoint thought 100"])
  }

  @Test func `a checkpoint of a run that has ended since is left out`() async {
    let (records, news) = (ScriptedRecords(), News())
    let recorder = Self.recorder(records, news)
    records.hold()
    recorder.begin(sampleRequest(), engine: .ruleMatcher)
    recorder.checkpoint(sampleRecord())
    recorder.seal(sampleRecord())
    records.letGo()
    await recorder.finish()
    #expect(records.calls == ["begin", "seal ok"])
  }

  @Test func `what cannot be recorded is kept in files, told once, and recorded when it works`()
    async throws
  {
    let place = try TemporaryWorkspace()
    let (records, news) = (ScriptedRecords(), News())
    let kept = UnrecordedRuns(place.workspace)
    let recorder = Self.recorder(records, news, unrecorded: kept)
    records.fail(with: CommandFailure(.files, "The disk is full."))
    for number in 1...3 {
      recorder.begin(sampleRequest(UInt64(number)), engine: .ruleMatcher)
      recorder.seal(sampleRecord(UInt64(number)))
    }
    await recorder.finish()
    #expect(Set(kept.all()) == Set((1...3).map { sampleRecord($0) }))
    #expect(news.all == [.failing("The disk is full.")])
    records.fail(with: nil)
    await news.wait { if case .caughtUp(3) = $0 { true } else { false } }
    #expect(records.sealed == (1...3).map { sampleRecord($0) })
    #expect(kept.all().isEmpty)
    #expect(news.all.count { if case .failing = $0 { true } else { false } } == 1)
  }

  @Test func `a trouble without a run that waits is told to be over as well`() async {
    let (records, news) = (ScriptedRecords(), News())
    let recorder = Self.recorder(records, news)
    records.fail(with: CommandFailure(.files, "Locked."))
    recorder.begin(sampleRequest(), engine: .ruleMatcher)
    await news.wait { $0 == .failing("Locked.") }
    records.fail(with: nil)
    await news.wait { $0 == .caughtUp(0) }
    recorder.seal(sampleRecord())
    await news.wait { $0 == .sealed(sampleRecord().id) }
  }

  @Test func `runs that an earlier process kept are recorded at the next start, each once`()
    async throws
  {
    let place = try TemporaryWorkspace()
    let kept = UnrecordedRuns(place.workspace)
    for number in 1...2 { kept.keep(sampleRecord(UInt64(number))) }
    for _ in 1...2 {
      let log = try RunLog(path: place.records)
      let recorder = Recorder(
        lane: Lane("test"), unrecorded: kept, open: { log }, tell: { _ in })
      recorder.recordLeftovers()
      await recorder.finish(patience: .seconds(60))
      #expect(try log.recent(limit: 10).count == 2)
      #expect(kept.all().isEmpty)
      // As if the process had died between recording it and removing the file.
      kept.keep(sampleRecord(1))
    }
  }

  @Test func `another writer's lock delays the record and loses nothing`() async throws {
    let place = try TemporaryWorkspace()
    _ = try place.workspace.privateFolder()
    let log = try RunLog(path: place.records)
    let lock = try WriteLock(on: place.records)
    let news = News()
    let kept = UnrecordedRuns(place.workspace)
    let recorder = Recorder(
      lane: Lane("test"), unrecorded: kept, retryDelay: .milliseconds(5), open: { log },
      tell: { news.add($0) })
    recorder.begin(sampleRequest(), engine: .ruleMatcher)
    recorder.seal(sampleRecord())
    // Precept is left while the lock is held: the run is in a file.
    await recorder.finish(patience: .milliseconds(1))
    #expect(kept.all() == [sampleRecord()])
    try lock.release()
    await news.wait { $0 == .sealed(sampleRecord().id) }
    #expect(try log.record(sampleRecord().id)?.answer == "SP1")
    await recorder.finish(patience: .seconds(60))
    #expect(kept.all().isEmpty)
  }
}
