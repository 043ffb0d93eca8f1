import Foundation
import Policies
import RunLog
import Testing
import Workbench
import Workspace

@testable import Application

/// What the workbench does to a label is sealed in the records.
struct LabelSealingTests {
  private struct Fixture {
    let place: TemporaryWorkspace
    let store: RecordStore
    let records: RecordsService
    let documents: DocumentsService
    let mail: MailReader

    init() throws {
      place = try TemporaryWorkspace()
      let workspace = place.workspace
      let mailbox = Mailbox()
      mail = MailReader(mailbox)
      let store = RecordStore { try workspace.privateFolder() + "/runs.sqlite" }
      let records = RecordsService(workspace: workspace, store: store, mailbox: mailbox)
      (self.store, self.records) = (store, records)
      documents = DocumentsService(
        workspace: workspace, drafts: DraftsService(workspace: workspace, mailbox: mailbox),
        author: "ada", mailbox: mailbox, sealLabel: records.seal)
      _ = try workspace.save(
        "# Two\n", as: "spam", note: "", author: "ada", parent: 1, time: "2026-11-27T10:00:00Z")
    }

    func finish() async {
      await documents.finish()
      await records.finish()
    }
  }

  @Test func `setting, moving, protecting and removing a label leave the chain with its file`()
    async throws
  {
    let fixture = try Fixture()
    let name = "spam"
    let steps: [(effect: Effect.Documents, events: Int)] = [
      (.label("production", version: 1, of: name), 1),
      (.label("production", version: 2, of: name), 2), (.protect("production", true, of: name), 3),
      (.label("old", version: 1, of: name), 4), (.unlabel("old", of: name), 5),
      (.protect("production", false, of: name), 6),
    ]
    for (effect, events) in steps {
      fixture.documents.perform(effect)
      await fixture.finish()
      let workspace = fixture.place.workspace
      let result = try fixture.store.log().verify(
        labels: { try workspace.placedLabels().map { CurrentLabel($0) } })
      #expect(result.events == events && result.isWhole, "\(effect)")
      #expect(result.notes == [], "\(effect)")
    }
  }

  @Test func `a label does not wait for the records, and is sealed when they are free`()
    async throws
  {
    let fixture = try Fixture()
    try fixture.store.log().seal(sampleRecord())
    let lock = try WriteLock(on: fixture.place.records)
    fixture.documents.perform(.label("production", version: 2, of: "spam"))
    let labelled = await fixture.mail.firstEvent {
      if case .labelled(let document) = $0 { document } else { nil }
    }
    #expect(labelled?.versions.last?.labels == ["production"])
    #expect(try fixture.store.log().verify().events == 0)
    try lock.release()
    // On a slow machine the first attempt may have given up before the lock was released.
    while try fixture.store.log().verify().events == 0 { await fixture.finish() }
    #expect(try fixture.store.log().verify().events == 1)
  }

  @Test func `a change that cannot be sealed is said`() async throws {
    let fixture = try Fixture()
    try Data("no database at all, whatever it is called".utf8).write(
      to: URL(filePath: try fixture.place.workspace.privateFolder() + "/runs.sqlite"))
    fixture.documents.perform(.label("production", version: 2, of: "spam"))
    let problem = await fixture.mail.firstEvent {
      if case .failed(let text) = $0 { text } else { nil }
    }
    #expect(problem?.hasPrefix("The label is changed, but the change is not sealed yet:") == true)
  }
}
