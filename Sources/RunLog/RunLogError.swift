internal import Evaluation
import Foundation
internal import GRDB

/// Why run records could not be read or written: one sentence on what happened and where, and one
/// on what to do next.
public struct RunLogError: Error, Hashable, Sendable, CustomStringConvertible {
  private enum Code: Hashable {
    case newer, older, damaged, full, readOnly, ambiguous, unknownRun, alreadySealed, running
    case database, foreign
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

  static var erasureGoesOn: RunLogError {
    RunLogError(
      .running, "Another Precept is erasing from these records now.",
      hint: "Wait until it has finished; it can be stopped with Ctrl-C.")
  }

  static func damaged(_ what: String) -> RunLogError {
    RunLogError(
      .damaged, "A run record is damaged: \(what).",
      hint: "precept audit verify names the first bad record.")
  }

  // MARK: Files that cannot be opened

  static func older(_ path: String) -> RunLogError {
    RunLogError(
      .older, "The run records in \(path) have an older form.",
      hint: "A command that writes records brings them to the newest form, such as precept run.")
  }

  static func foreignFile(_ path: String) -> RunLogError {
    RunLogError(
      .foreign, "\(path) is not a regular file of this user, so it is not opened.",
      hint: "Move it away; Precept then makes a new one.")
  }

  static func rollbackJournal(_ path: String) -> RunLogError {
    RunLogError(
      .foreign, "\(path) is a rollback journal, which Precept does not write.",
      hint: "Move it away if the records beside it are complete without it.")
  }

  static func foreignSchema(_ path: String, _ object: String) -> RunLogError {
    RunLogError(
      .foreign,
      "The run records in \(path) do not have the form that Precept gives them: \(object).",
      hint: "Another program made or changed them. Move the file away to begin a new one.")
  }

  static func tooSlow(_ path: String, seconds: Int64) -> RunLogError {
    RunLogError(
      .database,
      "Reading the run records in \(path) took longer than \(seconds) s and was stopped.",
      hint: "precept audit verify says whether the file is damaged.")
  }

  static func lockFile(_ path: String, _ reason: String) -> RunLogError {
    RunLogError(
      .readOnly, "The lock file \(path) cannot be used: \(reason).",
      hint: "Check that the folder exists and can be written.")
  }

  static func unreadable(_ path: String, _ reason: String) -> RunLogError {
    RunLogError(
      .readOnly, "\(path) cannot be examined: \(reason).",
      hint: "Check the folder and the disk.")
  }

  static func creating(_ path: String, _ error: Int32) -> RunLogError {
    switch error {
    case ENOSPC, EDQUOT: database(DatabaseError(resultCode: .SQLITE_FULL), path: path)
    default: database(DatabaseError(resultCode: .SQLITE_CANTOPEN), path: path)
    }
  }

  static func readingOnly(_ path: String) -> RunLogError {
    RunLogError(
      .readOnly, "The run records in \(path) are open for reading only.",
      hint: "This is a mistake in Precept; please report it.")
  }

  /// Whether the record was complete already.
  public var isAlreadySealed: Bool { code == .alreadySealed }
  /// Whether the disk or the quota is full, which a person can mend while Precept runs.
  public var isDiskFull: Bool { code == .full }
  /// Whether records can be read there but not written.
  public var isReadOnly: Bool { code == .readOnly }
  /// Whether the records must be opened for writing once before they can be read.
  public var isOutdated: Bool { code == .older }

  static func database(_ error: any Error, path: String) -> RunLogError {
    if let own = error as? RunLogError { return own }
    if error is RowDecodingError {
      return RunLogError(
        .damaged, "The run records in \(path) hold a value of another type than Precept writes.",
        hint: "precept audit verify names the first bad record.")
    }
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
