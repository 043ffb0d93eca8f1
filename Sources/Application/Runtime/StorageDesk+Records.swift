import Foundation
import RunLog
import Runs
import Workbench

extension StorageDesk {
  func perform(_ order: RecordsOrder) throws -> [WorkspaceEvent] {
    switch order {
    case .listJudgements(let id): return [.records(try judgements(of: id))]
    case .judge(let id, let verdict):
      try records.log().append(
        Judgement(
          run: id, decision: verdict.decision, note: verdict.note, author: NSUserName(),
          at: verdict.at))
      return [.records(try judgements(of: id))]
    case .erase(let id):
      let now = Int64(Date().timeIntervalSince1970 * 1000)
      return [.records(.erased(id, count: try records.log().eraseContent(of: id, at: now)))]
    case .loadPair(let left, let right):
      let log = try records.log()
      guard let first = try log.record(left) else { return [.failed("There is no run \(left).")] }
      guard let second = try log.record(right) else {
        return [.failed("There is no run \(right).")]
      }
      return [.records(.pair(first, second))]
    }
  }

  private func judgements(of id: Run.ID) throws -> RecordsEvent {
    .judgements(
      try records.log().judgements(of: id).map {
        HumanVerdict(decision: $0.decision, note: $0.note, author: $0.author, at: $0.at)
      }, of: id)
  }
}
