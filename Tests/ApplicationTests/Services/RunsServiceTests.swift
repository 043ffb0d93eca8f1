import Harmony
import Policies
import RunLog
import Runs
import Testing
import Workbench

@testable import Application

struct RunsServiceTests {
  struct Fixture {
    let engine = PacedEngine()
    let records = ScriptedRecords()
    let news = News()
    let mailbox = Mailbox()
    let mail: MailReader
    let service: RunsService

    init() {
      let (records, news) = (records, news)
      mail = MailReader(mailbox)
      service = RunsService(
        engines: engine,
        recorder: Recorder(
          lane: Lane("test"), unrecorded: nil, retryDelay: .milliseconds(5), open: { records },
          tell: { news.add($0) }),
        mailbox: mailbox, silence: nil)
    }

    func start() async -> RunRequest {
      let request = sampleRequest()
      service.perform(.start(request, on: engine.identity))
      for await _ in engine.started { break }
      return request
    }
  }

  @Test func `what the engine says comes while the records wait`() async {
    let fixture = Fixture()
    fixture.records.hold()
    let request = await fixture.start()
    fixture.engine.say(
      .text(.analysis, "one"), .text(.final, "SP1"), .finished(.stop), to: request.id)
    var said: [String] = []
    _ = await fixture.mail.first { message -> Bool? in
      guard case .run(_, let event) = message else { return nil }
      if case .text(_, let text) = event.kind { said.append(text) }
      if case .finished = event.kind { return true }
      return nil
    }
    #expect(said == ["one", "SP1"])
    fixture.records.letGo()
    fixture.service.perform(.seal(sampleRecord()))
    await fixture.service.finish()
    #expect(fixture.records.calls == ["begin", "seal ok"])
  }

  @Test func `a run that is cancelled leaves its engine at once, whatever it still says`() async {
    let fixture = Fixture()
    let request = await fixture.start()
    fixture.engine.say(.text(.analysis, "one"), to: request.id)
    fixture.service.perform(.cancel(request.id))
    for await id in fixture.engine.ended {
      #expect(id == request.id)
      break
    }
    await fixture.service.finish()
    #expect(fixture.service.isIdle)
  }

  @Test func `an engine that floods waits for the loop, and its run can be cancelled meanwhile`()
    async
  {
    let fixture = Fixture()
    let request = await fixture.start()
    for _ in 0..<(2 * Mailbox.capacity.events) {
      fixture.engine.say(.text(.analysis, "x"), to: request.id)
    }
    fixture.service.perform(.cancel(request.id))
    await fixture.service.finish()
    var waiting = 0
    while !fixture.mailbox.isEmpty { waiting += fixture.mailbox.drain().count }
    #expect(waiting <= Mailbox.capacity.events + 1)
  }

  @Test func `an engine that is not known any more fails the run, which is recorded`() async {
    let fixture = Fixture()
    var unknown = fixture.engine.identity
    unknown.name = "gone"
    fixture.service.perform(.start(sampleRequest(), on: unknown))
    let failure = await fixture.mail.first { message -> RunFailure? in
      if case .run(_, let event) = message, case .failed(let failure) = event.kind {
        failure
      } else {
        nil
      }
    }
    #expect(failure?.message == "The engine gone is not known any more.")
    await fixture.service.finish()
    #expect(fixture.records.calls == ["begin"])
  }
}
