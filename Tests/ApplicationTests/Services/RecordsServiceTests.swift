import Foundation
import Policies
import RunLog
import Runs
import Testing
import Workbench
import Workspace

@testable import Application

struct RecordsServiceTests {
  struct Fixture {
    let place: TemporaryWorkspace
    let store: RecordStore
    let mailbox = Mailbox()
    let mail: MailReader
    let service: RecordsService

    init(_ records: [RunRecord]) throws {
      place = try TemporaryWorkspace()
      let workspace = place.workspace
      store = RecordStore { try workspace.privateFolder() + "/runs.sqlite" }
      for record in records { try store.log().seal(record) }
      mail = MailReader(mailbox)
      service = RecordsService(workspace: workspace, store: store, mailbox: mailbox)
    }
  }

  @Test func `runs are listed, opened and judged`() async throws {
    let fixture = try Fixture([sampleRecord(1), sampleRecord(2)])
    fixture.service.perform(.list(RunFilter()))
    let rows = await fixture.mail.firstEvent {
      if case .runs(let rows, _) = $0 { rows } else { nil }
    }
    #expect(rows?.map(\.id) == [sampleRecord(2).id, sampleRecord(1).id])
    fixture.service.perform(.load(sampleRecord(1).id))
    let record = await fixture.mail.firstEvent {
      if case .record(let record) = $0 { record } else { nil }
    }
    #expect(record == sampleRecord(1))
    fixture.service.perform(
      .judge(sampleRecord(1).id, HumanVerdict(decision: .safe, note: "no", author: "", at: 5)))
    let verdicts = await fixture.mail.firstEvent {
      if case .records(.judgements(let verdicts, _)) = $0 { verdicts } else { nil }
    }
    #expect(verdicts?.map(\.decision) == [.safe])
  }

  @Test func `a list and a trace come while another process writes`() async throws {
    let fixture = try Fixture([sampleRecord()])
    let lock = try WriteLock(on: fixture.place.records)
    fixture.service.perform(.list(RunFilter()))
    let rows = await fixture.mail.firstEvent {
      if case .runs(let rows, _) = $0 { rows } else { nil }
    }
    #expect(rows?.count == 1)
    try lock.release()
  }

  @Test func `a list comes while a verdict waits for another writer`() async throws {
    let fixture = try Fixture([sampleRecord()])
    let lock = try WriteLock(on: fixture.place.records)
    fixture.service.perform(
      .judge(sampleRecord().id, HumanVerdict(decision: .safe, note: "", author: "", at: 5)))
    fixture.service.perform(.list(RunFilter()))
    let isListed = await fixture.mail.firstEvent { if case .runs = $0 { true } else { nil } }
    #expect(isListed == true)
    try lock.release()
    await fixture.service.finish()
  }

  @Test func `a run that is not there is said in one sentence`() async throws {
    let fixture = try Fixture([])
    fixture.service.perform(.load(sampleRecord().id))
    let problem = await fixture.mail.firstEvent {
      if case .failed(let text) = $0 { text } else { nil }
    }
    #expect(problem?.contains("There is no record of run") == true)
  }
}
