import Evaluation
import Foundation
import Reports
import RunLog
import Workbench

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
    let log = try context.runLog()
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
    guard file != "-" else {
      context.console.write(page)
      return .done
    }
    try write(page)
    let cases = picture.plan.cases.count
    context.console.print(
      "Wrote \(file): \(cases) \(cases == 1 ? "case" : "cases"), "
        + (showsContents ? "with their contents." : "without their contents."))
    return .done
  }

  /// Of more runs than these, intervals of comparisons may take longer than a second.
  private static let most = 50_000

  /// Whole or not at all; a page of the same name gives way, since it can be made again.
  private func write(_ page: String) throws {
    do {
      try Data(page.utf8).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw CommandFailure(
        .files, "\(file) could not be written.", hint: "Check the folder and the disk.")
    }
  }

  private static func time(_ unixMilliseconds: Int64) -> String {
    let time = CivilTime(unixMilliseconds: unixMilliseconds)
    return "\(time.date) \(time.timeOfDay.prefix(5)) UTC"
  }
}
