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
    }
  }

  private func judgements(of id: Run.ID) throws -> RecordsEvent {
    .judgements(
      try records.log().judgements(of: id).map {
        HumanVerdict(decision: $0.decision, note: $0.note, author: $0.author, at: $0.at)
      }, of: id)
  }
}
