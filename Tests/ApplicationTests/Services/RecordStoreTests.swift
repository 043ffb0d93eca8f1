import Foundation
import RunLog
import Runs
import Synchronization
import Testing
import Workspace

@testable import Application

struct RecordStoreTests {
  @Test func `an opening that failed is tried again`() throws {
    let place = try TemporaryWorkspace()
    let store = RecordStore { place.root + "/later/runs.sqlite" }
    #expect(throws: RunLogError.self) { try store.log() }
    try FileManager.default.createDirectory(
      atPath: place.root + "/later", withIntermediateDirectories: true)
    #expect(try store.log().recent(limit: 1).isEmpty)
  }

  @Test func `records that were deleted while they were open begin again at their place`()
    async throws
  {
    let place = try TemporaryWorkspace()
    let workspace = place.workspace
    let told = Mutex<[String]>([])
    let store = RecordStore {
      try workspace.privateFolder() + "/runs.sqlite"
    } beganAgain: { path in
      told.withLock { $0.append(path) }
    }
    try store.log().seal(sampleRecord(1))
    try FileManager.default.removeItem(atPath: place.root + "/.precept")
    let news = News()
    let recorder = Recorder(
      lane: Lane("test"), unrecorded: nil, open: { try store.log() }, tell: { news.add($0) })
    recorder.seal(sampleRecord(2))
    await news.wait { $0 == .sealed(sampleRecord(2).id) }
    // Another reader finds it by its name.
    let other = try RunLog(path: place.records)
    #expect(try other.recent(limit: 10).map(\.id) == [sampleRecord(2).id])
    #expect(told.withLock { $0 } == [place.workspace.root + "/.precept/runs.sqlite"])
  }

  @Test func `reading makes nothing, seals nothing and waits for no writer`() throws {
    let place = try TemporaryWorkspace()
    let workspace = place.workspace
    let store = RecordStore {
      try workspace.privateFolder() + "/runs.sqlite"
    } pathToRead: {
      try workspace.folderToRead("runs.sqlite") + "/runs.sqlite"
    }
    #expect(try store.reader().recent(limit: 9).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: place.root + "/.precept"))
    // A process that died in the middle of a run.
    var left: RunLog? = try RunLog(path: try workspace.privateFolder() + "/runs.sqlite")
    try left?.checkpoint(RunRecord(sampleRequest(1)))
    left = nil
    #expect(try store.reader().recent(limit: 9).map(\.state) == [nil])
    #expect(try store.reader() === store.reader())
    #expect(try store.log().recent(limit: 9).map(\.state) == [.failed])
    #expect(try store.reader().recent(limit: 9).map(\.state) == [.failed])
  }

  @Test func `the same records are opened once`() throws {
    let place = try TemporaryWorkspace()
    let workspace = place.workspace
    let store = RecordStore { try workspace.privateFolder() + "/runs.sqlite" }
    let first = try store.log()
    #expect(try store.log() === first)
  }
}
