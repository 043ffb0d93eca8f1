import Testing
import Workbench

@testable import Application

struct AnalysisServiceTests {
  @Test func `of texts that wait to be read, the newest is read`() async {
    let mailbox = Mailbox()
    let mail = MailReader(mailbox)
    let service = AnalysisService(mailbox: mailbox)
    for revision in 1...200 {
      service.perform(
        .read("# Policy \(revision)\n- SP1 No spam\n", declared: nil, revision: revision))
    }
    var read: [Int] = []
    _ = await mail.first { message -> Bool? in
      guard case .reading(_, _, let revision, _) = message else { return nil }
      read.append(revision)
      return revision == 200 ? true : nil
    }
    #expect(read.last == 200)
    #expect(read == read.sorted())
    #expect(read.count < 200)
  }
}
