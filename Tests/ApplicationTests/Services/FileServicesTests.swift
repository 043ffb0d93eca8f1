import Cases
import Foundation
import Policies
import RunLog
import Runs
import Testing
import TextEditing
import Workbench
import Workspace

@testable import Application

/// Drafts and documents beside records that wait: what was typed never waits.
struct FileServicesTests {
  static func draft(_ text: String, of policy: String = "spam") -> DraftSnapshot {
    DraftSnapshot(
      policy: policy, text: text, content: "", basedOn: 1, caret: TextPosition(line: 0, offset: 0),
      isCleanExit: false)
  }

  /// Services on a workspace whose records another process holds locked, with work that waits on
  /// every lane of theirs.
  static func besideLockedRecords(
    _ body: (TemporaryWorkspace, DraftsService, DocumentsService, MailReader) async throws -> Void
  ) async throws {
    let place = try TemporaryWorkspace()
    let workspace = place.workspace
    let mailbox = Mailbox()
    let store = RecordStore { try workspace.privateFolder() + "/runs.sqlite" }
    try store.log().seal(sampleRecord())
    let lock = try WriteLock(on: place.records)
    let records = RecordsService(workspace: workspace, store: store, mailbox: mailbox)
    records.perform(
      .judge(sampleRecord().id, HumanVerdict(decision: .safe, note: "", author: "", at: 1)))
    records.perform(.erase(sampleRecord().id))
    let drafts = DraftsService(workspace: workspace, mailbox: mailbox)
    let documents = DocumentsService(
      workspace: workspace, drafts: drafts, author: "ada", mailbox: mailbox)
    try await body(place, drafts, documents, MailReader(mailbox))
    try lock.release()
    await records.finish()
  }

  @Test func `a draft is on the disk while the records are locked`() async throws {
    try await Self.besideLockedRecords { place, drafts, _, mail in
      drafts.perform(.keep(Self.draft("# Typed")))
      _ = await mail.firstEvent { if case .draftKept = $0 { true } else { nil } }
      let kept = DraftStore(place.workspace).found().drafts
      #expect(kept.map(\.draft.text) == ["# Typed"])
    }
  }

  @Test func `a version is saved while the records are locked`() async throws {
    try await Self.besideLockedRecords { place, _, documents, mail in
      documents.perform(
        .save(SaveOrder(policy: "spam", text: "# Two\n", note: "", parent: 1, seen: nil)))
      let number = await mail.firstEvent {
        if case .saved(_, let version, isNew: true) = $0 { version.number } else { nil }
      }
      #expect(number == 2)
      let text = try place.workspace.text(of: "spam", version: 2)
      #expect(text == "# Two\n")
    }
  }

  @Test func `saving leaves the draft to the workbench, which knows what was typed meanwhile`()
    async throws
  {
    let place = try TemporaryWorkspace()
    let mailbox = Mailbox()
    let mail = MailReader(mailbox)
    let drafts = DraftsService(workspace: place.workspace, mailbox: mailbox)
    let documents = DocumentsService(
      workspace: place.workspace, drafts: drafts, author: "ada", mailbox: mailbox)
    drafts.perform(.keep(Self.draft("# Two\nand more")))
    documents.perform(
      .save(SaveOrder(policy: "spam", text: "# Two\n", note: "", parent: 1, seen: nil)))
    _ = await mail.firstEvent { if case .saved = $0 { true } else { nil } }
    #expect(try drafts.store.own("spam")?.text == "# Two\nand more")
  }

  @Test func `a policy that is opened comes with the draft that was given before`() async throws {
    let place = try TemporaryWorkspace()
    let mailbox = Mailbox()
    let mail = MailReader(mailbox)
    let drafts = DraftsService(workspace: place.workspace, mailbox: mailbox)
    let documents = DocumentsService(
      workspace: place.workspace, drafts: drafts, author: "ada", mailbox: mailbox)
    for number in 1...50 { drafts.perform(.keep(Self.draft("# Typed \(number)"))) }
    documents.perform(.open("spam"))
    let draft = await mail.firstEvent {
      if case .opened(_, let draft) = $0 { .some(draft) } else { nil }
    }
    #expect(draft??.text == "# Typed 50")
  }

  @Test func `what fails is one sentence, and the next effect is carried out`() async throws {
    let place = try TemporaryWorkspace()
    let mailbox = Mailbox()
    let mail = MailReader(mailbox)
    let drafts = DraftsService(workspace: place.workspace, mailbox: mailbox)
    let documents = DocumentsService(
      workspace: place.workspace, drafts: drafts, author: "ada", mailbox: mailbox)
    documents.perform(.open("nothing"))
    documents.perform(.open("spam"))
    let problem = await mail.firstEvent { if case .failed(let text) = $0 { text } else { nil } }
    #expect(problem?.contains("There is no policy “nothing”") == true)
    let name = await mail.firstEvent {
      if case .opened(let document, _) = $0 { document.name } else { nil }
    }
    #expect(name == "spam")
  }

  @Test func `a case is added, expected and listed`() async throws {
    let place = try TemporaryWorkspace()
    let mailbox = Mailbox()
    let mail = MailReader(mailbox)
    let drafts = DraftsService(workspace: place.workspace, mailbox: mailbox)
    let documents = DocumentsService(
      workspace: place.workspace, drafts: drafts, author: "ada", mailbox: mailbox)
    documents.perform(
      .addCase(
        Case(id: "a", content: .text("Join"), expected: nil, tags: [], note: nil), toSet: "market"))
    documents.perform(.expect(.one("SP1"), ofCase: "a", inSet: "market"))
    let set = await mail.firstEvent { if case .cases(let set, _) = $0 { set } else { nil } }
    #expect(set?.cases.first?.expected == .one("SP1"))
    documents.perform(.listCaseSets)
    let sets = await mail.firstEvent { if case .caseSets(let sets) = $0 { sets } else { nil } }
    #expect(sets == [CaseSetListing(name: "market", count: 1)])
  }
}
