import Evaluation
import Foundation
import GRDB
import Policies
import Runs
import Testing

@testable import RunLog

/// What the chain holds beside runs, human verdicts and erasures.
struct EventTests {
  let log: RunLog

  init() throws {
    log = try RunLog()
  }

  private func types() throws -> [String] {
    try log.database.read { try String.fetchAll($0, sql: "SELECT type FROM event ORDER BY seq") }
  }

  @Test func `plans, results, reopenings, figures, deletions and erasures are entries that hold`()
    throws
  {
    try EvaluationSamples.fill(log)
    #expect(
      try types() == [
        "plan", "trials", "reopened", "trials", "figures", "plan", "trials", "deleted", "plan",
        "trials", "erased",
      ])
    let result = try log.verify()
    #expect(result.firstBad == nil)
    #expect(result.events == 11)
    // Five runs, and two erasures: the first run and the second on the erased content.
    #expect(result.records == 7)
    #expect(result.entries == 18)
  }

  @Test func `results that come together are one entry`() throws {
    let plan = EvaluationSamples.plan((0..<50).map { "content \($0)" }, repeats: 1)
    try log.create(plan)
    let trials = (0..<50).map { Trial(arm: 0, item: $0, draw: 0) }
    try log.record(
      trials.map { (EvaluationSamples.finished($0, of: plan, number: $0.item), $0) }, of: plan.id)
    #expect(try types() == ["plan", "trials"])
    #expect(try log.verify().isWhole)
  }

  @Test func `what changes nothing is no entry`() throws {
    let plan = EvaluationSamples.plan()
    try log.create(plan)
    let trial = Trial(arm: 0, item: 0, draw: 0)
    try log.record([(EvaluationSamples.finished(trial, of: plan, number: 1), trial)], of: plan.id)
    try log.record([(EvaluationSamples.finished(trial, of: plan, number: 2), trial)], of: plan.id)
    try log.reopen(log.claim(plan.id), endedIn: [.failed])
    try log.note(plan.id, right: 0, judged: 0, skipped: 0)
    #expect(try types() == ["plan", "trials"])
  }

  @Test func `labels and certificates are sealed as they were given`() throws {
    let set = LabelChange(
      policy: "spam", label: "production", action: .set, version: 7, sha256: "ab", author: "ada")
    try log.append(set, at: 30)
    let certificate = Certificate(subject: "spam", json: "{\"holds\":true}")
    try log.append(certificate, at: 40)
    #expect(try log.certificates(about: "spam") == [certificate])
    #expect(try log.certificates(about: "other").isEmpty)
    #expect(throws: RunLogError.self) {
      try log.append(Certificate(subject: "spam", json: "{holds"), at: 50)
    }
    #expect(try types() == ["label", "certificate"])
    #expect(try log.verify().isWhole)
    for change in [
      "body = replace(body, '7', '8')", "body = replace(body, 'ada', 'bob')", "at = 31",
    ] {
      let other = try RunLog()
      try other.append(set, at: 30)
      try other.tamper("UPDATE event SET \(change)")
      #expect(try !other.verify().isWhole, "\(change)")
    }
  }

  @Test func `every kind of event comes back from its body`() throws {
    let place = SealedTrial.Place(draw: 1, arm: 2, item: 3)
    let trials = SealedTrials(
      id: "E", evaluation: 1, trials: [SealedTrial(place: place, run: 4, isReused: true)])
    let plan = SealedPlan(id: "E", evaluation: 1, createdAt: 5, plan: "p", texts: "t")
    let erased = ErasedTexts.Place(evaluation: 1, kind: "content", place: 2)
    let events: [ChainEvent] = [
      .plan(plan), .trials(trials), .reopened(trials),
      .deleted(DeletedEvaluation(id: "E", evaluation: 1, results: 3)),
      .figures(SealedFigures(id: "E", evaluation: 1, figures: .init(right: 1, judged: 2))),
      .erased(ErasedTexts(places: [erased])),
      .label(
        LabelChange(
          policy: "spam", label: "x", action: .removed, version: nil, sha256: nil, author: "a")),
      .settings(SettingsInUse(policy: "spam", files: SettingsDigests(policy: "d"))),
      .certificate(Certificate(subject: "s", json: "[]")),
      .adopted(
        AdoptedEvaluations(evaluations: [
          .init(plan: plan, figures: .init(), trials: trials.trials, erased: [erased])
        ])),
    ]
    #expect(Set(events.map(\.kind)) == Set(ChainEvent.Kind.allCases))
    for event in events {
      #expect(try ChainEvent(kind: event.kind, body: event.body()) == event)
    }
  }

  @Test func `settings are an entry when they differ from the last that were sealed`() throws {
    let files = SettingsFiles()
    let log = try RunLog(outside: RunLogOutside(settings: { files[$0] }))
    func sealed() throws -> [SettingsDigests] {
      try log.database.read { db in
        try String.fetchAll(db, sql: "SELECT body FROM event WHERE type = 'settings' ORDER BY seq")
          .map { try JSONDecoder().decode(SettingsInUse.self, from: Data($0.utf8)).files }
      }
    }
    // Nothing is said of a policy that never had settings.
    try log.seal(RunSamples.finished(RunSamples.request(1)))
    #expect(try sealed().isEmpty)
    let first = SettingsDigests(policy: "p1", workspace: "w1")
    files["spam"] = first
    for number in 2...4 {
      try log.begin(RunSamples.request(number))
      try log.seal(RunSamples.finished(RunSamples.request(number)))
    }
    #expect(try sealed() == [first])
    let second = SettingsDigests(policy: "p2", workspace: "w1")
    files["spam"] = second
    try log.create(EvaluationSamples.plan())
    #expect(try sealed() == [first, second])
    files["spam"] = first
    try log.append(
      LabelChange(
        policy: "spam", label: "l", action: .set, version: 1, sha256: nil, author: "a"), at: 9)
    files["spam"] = SettingsDigests()
    try log.begin(RunSamples.request(5))
    #expect(try sealed() == [first, second, first, SettingsDigests()])
    #expect(try log.verify().firstBad == nil)
  }

  @Test func `labels that were moved elsewhere are noted, and break nothing`() throws {
    func change(_ action: LabelChange.Action, _ label: String, _ version: Int) throws {
      try log.append(
        LabelChange(
          policy: "spam", label: label, action: action, version: version, sha256: "hash\(version)",
          author: "ada"), at: 9)
    }
    try change(.set, "production", 6)
    try change(.set, "production", 7)
    try change(.protected, "production", 7)
    try change(.set, "old", 3)
    try change(.removed, "old", 3)
    func label(_ name: String, _ version: Int, _ hash: String?, _ isProtected: Bool = false)
      -> CurrentLabel
    {
      CurrentLabel(
        policy: "spam", label: name, version: version, sha256: hash, isProtected: isProtected)
    }
    func notes(_ labels: [CurrentLabel]) throws -> [String] {
      let result = try log.verify(labels: { labels })
      #expect(result.isWhole)
      #expect(result.notes.allSatisfy { $0.kind == .label })
      return result.notes.map(\.message)
    }
    #expect(try notes([label("production", 7, "hash7", true)]).isEmpty)
    #expect(try notes([label("production", 7, nil, true)]).isEmpty)
    for moved in [
      label("production", 8, "hash8", true), label("production", 7, "other", true),
    ] {
      let found = try notes([moved])
      #expect(found.count == 1)
      #expect(
        found.first?.hasPrefix(
          "The label file differs from the last sealed label: production of spam") == true)
    }
    #expect(try notes([label("production", 7, "hash7", false)]).count == 1)
    #expect(try notes([]).count == 1)
    let back = try notes([label("production", 7, "hash7", true), label("old", 3, "hash3")])
    #expect(back.count == 1 && back.first?.contains("taken off v3 by ada") == true)
    let new = try notes([label("production", 7, "hash7", true), label("new", 1, nil)])
    #expect(
      new.count == 1 && new.first?.hasPrefix("No entry of the chain is about spam@new") == true)
  }
}

extension RunLog {
  convenience init(outside: RunLogOutside) throws {
    try self.init(inMemorySalt: RunLog.randomSalt, outside: outside)
  }
}

/// Settings files by policy.
private final class SettingsFiles: Sendable {
  private let files = Synchronized<[String: SettingsDigests]>([:])

  subscript(policy: String) -> SettingsDigests? {
    get { files.value[policy] }
    set { files.change { $0[policy] = newValue } }
  }
}
