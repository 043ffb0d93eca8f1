import Evaluation
import RunLog
import Workbench

extension StorageDesk {
  /// What needs no engine; the rest is ``EvaluationDesk``'s.
  func perform(_ order: EvaluationOrder) throws -> [WorkspaceEvent] {
    switch order {
    case .list: return [.evaluation(.listed(try records.log().evaluations()))]
    case .open(let id): return [.evaluation(.opened(try picture(of: id)))]
    case .loadPair(let first, let second):
      return [.evaluation(.pair(try picture(of: first), try picture(of: second)))]
    case .delete(let id):
      try records.log().delete(id)
      return [
        .evaluation(.listed(try records.log().evaluations())),
        .notice("The evaluation is deleted; the records of its runs stay."),
      ]
    case .start, .resume, .pause, .goOn, .stop: return []
    }
  }

  private func picture(of id: EvaluationID) throws -> EvaluationPicture {
    let log = try records.log()
    return EvaluationPicture(try log.plan(of: id), results: try log.results(of: id))
  }
}
