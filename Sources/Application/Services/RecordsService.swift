import Foundation
import RunLog
import Runs
import Synchronization
import Wording
import Workbench
import Workspace

/// Records of runs that ended: lists, traces, verdicts of people, figures. Whatever takes long has a
/// lane apart from what a person waits for.
final class RecordsService: Sendable {
  let workspace: Workspace
  let store: RecordStore
  private let mailbox: Mailbox
  private let reading: Lane
  private let counting: Lane
  private let judging: Lane
  private let erasing: Lane
  private let isErasingStopped = Atomic(false)

  init(workspace: Workspace, store: RecordStore, mailbox: Mailbox) {
    self.workspace = workspace
    self.store = store
    self.mailbox = mailbox
    reading = Lane("records.reading", whenDone: mailbox.ring)
    counting = Lane("records.counting", whenDone: mailbox.ring)
    judging = Lane("records.judging", whenDone: mailbox.ring)
    erasing = Lane("records.erasing", whenDone: mailbox.ring)
    store.whenOpened { [weak self] in self?.finishErasures(in: $0) }
  }

  /// What a crash has interrupted.
  private func finishErasures(in log: RunLog) {
    erasing.run { [workspace, mailbox] in
      do {
        let outcome = try ContentEraser(log: log, workspace: workspace).finish()
        for remark in outcome?.remarks ?? [] { mailbox.post(.workspace(.notice(remark))) }
      } catch {
        mailbox.post(.workspace(.failed("\(error)")))
      }
    }
  }

  var isIdle: Bool {
    [reading, counting, judging, erasing].allSatisfy(\.isIdle)
  }

  func finish() async {
    await judging.drain()
    await erasing.drain()
  }

  func perform(_ effect: Effect.Records) {
    switch effect {
    case .list(let filter):
      on(reading) {
        [.runs(try $0.recent(limit: RunsScreen.page, filter: filter), filter: filter)]
      }
    case .more(let filter, let id):
      on(reading) {
        let older = try $0.recent(limit: RunsScreen.page, before: id, filter: filter)
        return [.moreRuns(older, filter: filter, before: id)]
      }
    case .load(let id):
      on(reading) { [.record(try $0.known(id))] }
    case .loadPair(let left, let right):
      on(reading) { [.records(.pair(try $0.known(left), try $0.known(right)))] }
    case .listJudgements(let id):
      on(reading) { [.records(try $0.humanVerdicts(of: id))] }
    case .judge(let id, let verdict):
      on(judging, writing: true) { log in
        try log.append(
          Judgement(
            run: id, decision: verdict.decision, note: verdict.note, author: NSUserName(),
            at: verdict.at))
        return [.records(try log.humanVerdicts(of: id))]
      }
    case .erase(let id):
      isErasingStopped.store(false, ordering: .relaxed)
      on(erasing, writing: true) { [self] log in try erase(id, in: log) }
    case .stopErasing: isErasingStopped.store(true, ordering: .relaxed)
    case .baseline(let policy, let version, let set):
      on(counting) { [self] _ in
        [.baseline(version: version, decisions: try baseline(policy, version, set))]
      }
    case .score(let name, let sets, let engine):
      on(counting) { [self] _ in
        [.versions(.scores(try scores(of: name, sets, by: engine), by: engine, of: name))]
      }
    case .coverage(let order):
      on(counting) { [self] _ in [.authoring(.coverage(try coverage(order), of: order))] }
    }
  }

  private func erase(_ id: Run.ID, in log: RunLog) throws -> [WorkspaceEvent] {
    defer { mailbox.post(.workspace(.records(.erasing(nil)))) }
    var eraser = ContentEraser(log: log, workspace: workspace)
    eraser.isCancelled = { [self] in isErasingStopped.load(ordering: .relaxed) }
    let told = Mutex("")
    eraser.progress = { [mailbox] step in
      let words = step.line.text
      let isNew = told.withLock { told in
        defer { told = words }
        return told != words
      }
      if isNew { mailbox.post(.workspace(.records(.erasing(words)))) }
    }
    let outcome = try eraser.erase(id, at: TimeSource.system.now().unixMilliseconds)
    return [.records(.erased(id, count: outcome.erasure.runs))]
      + outcome.remarks.map { .notice($0) }
  }

  /// Seals what was done to a label, once the records are free. Returns at once. What cannot be sealed
  /// now is told once and tried again.
  func seal(_ change: LabelChange) {
    let now = TimeSource.system.now().unixMilliseconds
    judging.run { [self] in attemptToSeal(change, at: now, isFirst: true) }
  }

  private func attemptToSeal(_ change: LabelChange, at now: Int64, isFirst: Bool) {
    do {
      try store.log().append(change, at: now)
    } catch {
      if isFirst {
        mailbox.post(
          .workspace(.failed("The label is changed, but the change is not sealed yet: \(error)")))
      }
      judging.run(after: .seconds(2)) { [weak self] in
        self?.attemptToSeal(change, at: now, isFirst: false)
      }
    }
  }

  private func on(
    _ lane: Lane, writing: Bool = false,
    _ work: @escaping @Sendable (RunLog) throws -> [WorkspaceEvent]
  ) {
    lane.run { [self] in
      do {
        let log = try writing ? store.log() : store.reader()
        for event in try work(log) { mailbox.post(.workspace(event)) }
      } catch {
        mailbox.post(.workspace(.failed("\(error)")))
      }
    }
  }
}

extension RunLog {
  /// - Throws: ``RunLogError`` when there is no such run.
  fileprivate func known(_ id: Run.ID) throws -> RunRecord {
    guard let record = try record(id) else { throw RunLogError.unknownRun(id.text) }
    return record
  }

  fileprivate func humanVerdicts(of id: Run.ID) throws -> RecordsEvent {
    .judgements(
      try judgements(of: id).map {
        HumanVerdict(decision: $0.decision, note: $0.note, author: $0.author, at: $0.at)
      }, of: id)
  }
}
