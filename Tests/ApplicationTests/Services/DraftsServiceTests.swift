import Cases
import Foundation
import Testing
import TextEditing
import Workbench
import Workspace

@testable import Application

/// Drafts that other processes have left. A second store on the workspace is another process.
struct DraftsServiceTests {
  let place: TemporaryWorkspace
  let drafts: DraftsService
  let documents: DocumentsService
  let mail: MailReader

  init() throws {
    place = try TemporaryWorkspace(policies: [
      "spam": "# Spam\n- SP1 No spam\n", "chat": "# Chat\n",
    ])
    let mailbox = Mailbox()
    drafts = DraftsService(workspace: place.workspace, mailbox: mailbox)
    documents = DocumentsService(
      workspace: place.workspace, drafts: drafts, author: "ada", mailbox: mailbox)
    mail = MailReader(mailbox)
  }

  static func draft(
    _ text: String, of policy: String = "spam", content: String = "", clean: Bool = false
  ) -> DraftSnapshot {
    DraftSnapshot(
      policy: policy, text: text, content: content, basedOn: 1,
      caret: TextPosition(line: 0, offset: 0), isCleanExit: clean)
  }

  /// As a process does that has ended.
  private func leave(_ draft: DraftSnapshot) throws {
    try DraftStore(place.workspace).keep(Draft(draft))
  }

  private func listed() async -> [DraftListing] {
    drafts.perform(.list)
    return await mail.firstEvent {
      if case .drafts(.listed(let listings)) = $0 { listings } else { nil }
    } ?? []
  }

  private func opened(_ name: String) async -> DraftSnapshot? {
    documents.perform(.open(name))
    return await mail.firstEvent {
      if case .opened(_, let draft) = $0 { .some(draft) } else { nil }
    } ?? nil
  }

  @Test func `what others left is listed with its first words that are not saved`() async throws {
    try leave(Self.draft("# Spam\n- SP1 No spam\n- SP2 And no bait\n"))
    try leave(Self.draft("# Lost\n", of: "gone", clean: true))
    try leave(Self.draft("# Chat\n", of: "chat", content: "typed content"))
    let living = DraftStore(place.workspace)
    try living.keep(Draft(Self.draft("# Typing")))
    let listings = await listed()
    #expect(Set(listings.map(\.policy)) == ["spam", "gone", "chat"])
    let spam = try #require(listings.first { $0.policy == "spam" })
    #expect(spam.firstWords == "- SP2 And no bait")
    #expect(spam.reason == .crash && spam.isPolicyKnown)
    #expect(spam.bytes == 39)
    let gone = try #require(listings.first { $0.policy == "gone" })
    #expect(gone.reason == .quit && !gone.isPolicyKnown)
    let chat = try #require(listings.first { $0.policy == "chat" })
    #expect(chat.firstWords.isEmpty)
    #expect(chat.contentWords == "typed content")
    withExtendedLifetime(living) {}
  }

  @Test func `what was read is taken, and is listed no more`() async throws {
    try leave(Self.draft("# Lost\n", content: "typed"))
    let id = try #require(await listed().first?.id)
    drafts.perform(.read(id))
    let read = await mail.firstEvent {
      if case .drafts(.read(let draft)) = $0 { draft } else { nil }
    }
    #expect(read?.id == id && read?.text == "# Lost\n" && read?.content == "typed")
    drafts.perform(.take(id, as: Self.draft("# Lost\nand more")))
    #expect(await listed().isEmpty)
    #expect(try drafts.store.own("spam")?.text == "# Lost\nand more")
    drafts.perform(.read(id))
    let gone = await mail.firstEvent { if case .drafts(.gone(let id)) = $0 { id } else { nil } }
    #expect(gone == id)
  }

  @Test func `what is discarded is gone, what is set aside is listed`() async throws {
    try leave(Self.draft("# Lost\n"))
    let id = try #require(await listed().first?.id)
    drafts.perform(.discardLeft(id))
    drafts.perform(.setAside(Self.draft("# Aside\n")))
    #expect(await listed().map(\.reason) == [.setAside])
    #expect(await opened("spam") == nil)
  }

  @Test func `a policy opens with what a crash left, and leaves it where it is`() async throws {
    try leave(Self.draft("# Lost\n"))
    let draft = await opened("spam")
    #expect(draft?.text == "# Lost\n" && draft?.isCleanExit == false)
    drafts.perform(.keep(Self.draft("# Typed after declining\n")))
    drafts.perform(.discard(policy: "spam"))
    #expect(await listed().map(\.id) == [draft?.id])
  }

  @Test func `everything of a draft comes back as it was`() async throws {
    var draft = Self.draft("# Spam\nmore\n", content: "typed\nhere", clean: true)
    draft.caret = TextPosition(line: 1, offset: 2)
    draft.contentCaret = TextPosition(line: 1, offset: 3)
    draft.origin = OwnContent.Origin(reference: "market/a", expected: .all(["SP1", "SP2"]))
    draft.earlierContents = [
      OwnContent(
        text: "before", caret: TextPosition(line: 0, offset: 4),
        origin: OwnContent.Origin(reference: "market/b", expected: .one("safe")))
    ]
    try leave(draft)
    var back = try #require(await opened("spam"))
    back.time = nil
    #expect(back == draft)
  }

  @Test func `a draft of a newer Precept is said, and the policy opens`() async throws {
    try leave(Self.draft("# Lost\n"))
    let folder = place.root + "/.precept/drafts"
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".json") })
    try Data("{\"format\":9}".utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    #expect(await opened("spam") == nil)
    drafts.perform(.list)
    let problem = await mail.firstEvent { if case .failed(let text) = $0 { text } else { nil } }
    #expect(problem?.contains("a newer Precept wrote") == true)
  }

  @Test func `a new policy does not take up what was left of an earlier one`() async throws {
    try leave(Self.draft("# Old\n", of: "new", clean: true))
    documents.perform(.create(name: "new", text: "# New\n"))
    let draft = await mail.firstEvent {
      if case .opened(_, let draft) = $0 { .some(draft) } else { nil }
    }
    #expect(draft == .some(nil))
    #expect(await listed().map(\.firstWords) == ["# Old"])
  }

  @Test func `a second Precept is told of the first, and not of a crash`() async throws {
    let other = DraftStore(place.workspace)
    #expect(try other.claim("spam"))
    try other.keep(Draft(Self.draft("# Typing\n")))
    documents.perform(.open("spam"))
    let draft = await mail.firstEvent {
      if case .opened(_, let draft) = $0 { .some(draft) } else { nil }
    }
    #expect(draft == .some(nil))
    let notice = await mail.firstEvent { if case .notice(let text) = $0 { text } else { nil } }
    #expect(notice?.contains("Another Precept has spam open too") == true)
    #expect(await listed().isEmpty)
    withExtendedLifetime(other) {}
  }

  @Test func `the list of policies tells of unsaved text, whoever has it`() async throws {
    try leave(Self.draft("# Lost\n"))
    drafts.perform(.keep(Self.draft("# Chat\n", of: "chat", content: "content alone")))
    documents.perform(.list)
    let listings = await mail.firstEvent {
      if case .policies(let listings) = $0 { listings } else { nil }
    }
    #expect(listings?.filter(\.hasDraft).map(\.name) == ["spam"])
  }
}
