import Cases
import Evaluation
import Foundation
import Harmony
import Policies
import RunLog
import Runs
import Testing
import Workbench
import Workspace

@testable import Application

struct EvaluationsServiceTests {
  struct Fixture {
    let place: TemporaryWorkspace
    let store: RecordStore
    let engine = PacedEngine()
    let mailbox = Mailbox()
    let mail: MailReader
    let service: EvaluationsService

    init() throws {
      place = try TemporaryWorkspace()
      let workspace = place.workspace
      store = RecordStore { try workspace.privateFolder() + "/runs.sqlite" }
      mail = MailReader(mailbox)
      service = EvaluationsService(
        workspace: workspace, store: store, engines: engine, mailbox: mailbox)
      let set = ["a", "b"].map {
        Case(id: $0, content: .text("Join \($0)"), expected: .one("SP1"), tags: [], note: nil)
      }
      try workspace.writeCaseSet(named: "market", cases: set)
    }

    var start: EvaluationStart {
      let request = sampleRequest()
      let subject = Question.Subject(
        name: "spam@1", policy: request.policy, text: request.conversation.policy,
        format: request.format, targets: [])
      return EvaluationStart(
        id: EvaluationID(sampleRequest(9).id), createdAt: 1,
        question: Question(
          .policies, of: [subject], on: [.init(name: "paced", model: "m")], request.parameters,
          label: nil),
        set: "market", repeats: 1, engine: engine.identity)
    }

    func ending() async -> String? {
      await mail.firstEvent { event in
        if case .evaluation(.ended(_, let words, _)) = event { words } else { nil }
      }
    }
  }

  @Test func `an evaluation is begun, carried out, listed and deleted`() async throws {
    let fixture = try Fixture()
    fixture.service.perform(.start(fixture.start))
    await fixture.engine.answer(2)
    #expect(await fixture.ending() == "The evaluation is done.")
    fixture.service.perform(.list)
    let listed = await fixture.mail.firstEvent { event in
      if case .evaluation(.listed(let rows)) = event { rows } else { nil }
    }
    #expect(listed?.map(\.done) == [2])
    #expect(listed?.map(\.right) == [2])
    fixture.service.perform(.delete(fixture.start.id))
    let left = await fixture.mail.firstEvent { event in
      if case .evaluation(.listed(let rows)) = event { rows.count } else { nil }
    }
    #expect(left == 0)
    await fixture.service.finish()
  }

  @Test func `leaving stops it, and it goes on from what is recorded`() async throws {
    let fixture = try Fixture()
    fixture.service.perform(.start(fixture.start))
    for await id in fixture.engine.started {
      fixture.engine.say(.text(.final, "SP1"), .finished(.stop), to: id)
      break
    }
    _ = await fixture.mail.firstEvent { event -> Bool? in
      if case .evaluation(.progress(_, let results, _)) = event, !results.isEmpty {
        true
      } else {
        nil
      }
    }
    await fixture.service.finish()
    #expect(fixture.service.isIdle)
    #expect(await fixture.ending() == "The evaluation is stopped. Press r to resume.")
    #expect(try fixture.store.log().results(of: fixture.start.id).count == 1)
    fixture.service.perform(
      .resume(fixture.start.id, on: fixture.engine.identity, redoing: []))
    let answering = Task { [engine = fixture.engine] in await engine.answer(2) }
    #expect(await fixture.ending() == "The evaluation is done.")
    answering.cancel()
    #expect(try fixture.store.log().results(of: fixture.start.id).count == 2)
    await fixture.service.finish()
  }

  @Test func `an evaluation of nothing is refused in a sentence`() async throws {
    let fixture = try Fixture()
    var start = fixture.start
    start.contents = []
    fixture.service.perform(.start(start))
    let problem = await fixture.mail.firstEvent {
      if case .failed(let text) = $0 { text } else { nil }
    }
    #expect(problem == "There is nothing to evaluate in market.")
  }
}
