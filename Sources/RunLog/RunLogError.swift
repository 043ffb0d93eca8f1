internal import Evaluation
internal import GRDB

/// Why run records could not be read or written: one sentence on what happened and where, and one
/// on what to do next.
public struct RunLogError: Error, Hashable, Sendable, CustomStringConvertible {
  private enum Code: Hashable {
    case newer, damaged, full, readOnly, ambiguous, unknownRun, alreadySealed, running, database
  }

  private let code: Code
  public let message: String
  public let hint: String

  public var description: String { "\(message) \(hint)" }

  private init(_ code: Code, _ message: String, hint: String) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  static func newer(_ path: String) -> RunLogError {
    RunLogError(
      .newer, "The run records in \(path) were written by a newer Precept.",
      hint: "Update Precept to read them; nothing was changed.")
  }

  static func ambiguous(_ prefix: String) -> RunLogError {
    RunLogError(
      .ambiguous, "More than one run begins with \(prefix).", hint: "Give more of the run's id.")
  }

  public static func unknownRun(_ id: String) -> RunLogError {
    RunLogError(
      .unknownRun, "There is no record of run \(id).", hint: "List the runs with precept runs.")
  }

  static func alreadySealed(_ id: String) -> RunLogError {
    RunLogError(
      .alreadySealed, "The record of run \(id) is sealed and cannot change.",
      hint: "A note or a verdict can be attached to it.")
  }

  static func running(_ id: String) -> RunLogError {
    RunLogError(
      .running, "Run \(id) on the same content is still going on.",
      hint: "Stop it, or wait until it ends, and erase then.")
  }

  static func unknownEvaluation(_ id: String) -> RunLogError {
    RunLogError(
      .unknownRun, "There is no evaluation \(id).",
      hint: "List the evaluations with precept eval list.")
  }

  static func evaluationRuns(_ id: String) -> RunLogError {
    RunLogError(
      .running, "Another Precept works on the evaluation \(id) now.",
      hint: "Stop it there, or wait until it ends.")
  }

  static func tooManyTrials(_ count: Int) -> RunLogError {
    RunLogError(
      .damaged,
      "The evaluation would make \(count) runs, and \(EvaluationPlan.mostTrials) are the most.",
      hint: "Take fewer draws, arms or cases.")
  }

  static func erasedPlan(_ id: String) -> RunLogError {
    RunLogError(
      .damaged, "Contents of the evaluation \(id) were erased, so that it cannot go on.",
      hint: "Its results can still be read; start a new evaluation for the cases that are left.")
  }

  static func badCertificate(_ subject: String) -> RunLogError {
    RunLogError(
      .damaged, "The certificate about \(subject) is not a JSON document.",
      hint: "Give one JSON value; nothing was written.")
  }

  static var noExport: RunLogError {
    RunLogError(
      .damaged, "The file is no exported run record.",
      hint: "precept trace export writes one.")
  }

  static var newerExport: RunLogError {
    RunLogError(
      .newer, "The run record was exported by a newer Precept.",
      hint: "Update Precept to check it.")
  }

  static func damaged(_ what: String) -> RunLogError {
    RunLogError(
      .damaged, "A run record is damaged: \(what).",
      hint: "precept audit verify names the first bad record.")
  }

  /// Whether the record was complete already.
  public var isAlreadySealed: Bool { code == .alreadySealed }
  /// Whether the disk or the quota is full, which a person can mend while Precept runs.
  public var isDiskFull: Bool { code == .full }
  /// Whether records can be read there but not written.
  public var isReadOnly: Bool { code == .readOnly }

  static func database(_ error: any Error, path: String) -> RunLogError {
    if let own = error as? RunLogError { return own }
    guard let error = error as? DatabaseError else {
      return RunLogError(
        .database, "The run records in \(path) cannot be used: \(error).",
        hint: "Check that the folder exists and can be written.")
    }
    return switch error.resultCode {
    case .SQLITE_FULL:
      RunLogError(
        .full, "The disk is full: a run could not be recorded in \(path).",
        hint: "Free some space; the run itself goes on.")
    case .SQLITE_READONLY:
      RunLogError(
        .readOnly, "The run records in \(path) cannot be written.",
        hint: "Make the file and its folder writable.")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      RunLogError(
        .readOnly, "The run records in \(path) cannot be opened.",
        hint: "Check that the folder exists and can be written.")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      RunLogError(
        .damaged, "\(path) is no SQLite database, or a damaged one.",
        hint: "Move the file away to begin anew, or restore it from a backup.")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      RunLogError(
        .database, "Another program keeps the run records in \(path) locked.",
        hint: "Try again when it has finished.")
    default:
      RunLogError(
        .database,
        "The run records in \(path) cannot be used: \(error.message ?? "unknown error").",
        hint: "Check the disk and the file.")
    }
  }
}
