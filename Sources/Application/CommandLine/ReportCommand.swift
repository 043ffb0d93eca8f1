import Evaluation
import Reports
import RunLog
import Wording
import Workspace

/// `precept report`: an evaluation as one page.
public struct ReportCommand: Sendable {
  /// An evaluation's id, or its beginning.
  var evaluation: String
  /// `-` is standard output.
  var file: String
  var showsContents: Bool
  /// Precept's.
  var version: String

  public init(evaluation: String, file: String, showsContents: Bool, version: String) {
    self.evaluation = evaluation
    self.file = file
    self.showsContents = showsContents
    self.version = version
  }

  public func run(in context: CommandContext) throws -> ExitStatus {
    let output = file == "-" ? nil : try context.output(file)
    // Before the work: a long one must not end in a refusal.
    try context.onFiles { try output?.check() }
    let log = try context.recordsToRead()
    let (picture, models) = try context.onFiles {
      let id = try log.evaluationID(matching: evaluation)
      let picture = EvaluationPicture(try log.plan(of: id), results: try log.results(of: id))
      return (picture, try log.models(of: id))
    }
    if context.console.errorIsTerminal, picture.plan.count > Self.most {
      context.console.note("Computing intervals over \(picture.plan.count) runs. Ctrl-C stops it.")
    }
    let about = Report.About(
      version: version, evaluatedAt: Self.time(picture.plan.createdAt),
      writtenAt: Self.time(TimeSource.system.now().unixMilliseconds), models: models)
    let page = Report(picture, about: about, showsContents: showsContents).html()
    guard let output else {
      context.console.write(page)
      return .done
    }
    let cases = picture.plan.cases.count
    try context.write(
      page, to: output,
      announcement: "Wrote \(file): \(cases) \(cases == 1 ? "case" : "cases"), "
        + (showsContents ? "with their contents." : "without their contents."))
    return .done
  }

  /// Of more runs than these, intervals of comparisons may take longer than a second.
  private static let most = 50_000

  private static func time(_ unixMilliseconds: Int64) -> String {
    let time = CivilTime(unixMilliseconds: unixMilliseconds)
    return "\(time.date) \(time.timeOfDay.prefix(5)) UTC"
  }
}
