import Foundation
import RunLog
import Runs

/// `precept audit verify` and `trace export`.
public enum AuditCommand {
  /// - Parameters:
  ///   - file: an exported record; nil checks the chain.
  ///   - seal: one that was kept elsewhere and must still stand in the chain or file.
  public static func verify(
    file: String?, seal: String?, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let console = context.console
    var result: AuditResult
    let known: String?
    let holdsSeal: Bool
    if let file {
      let data = try context.onFiles { try bytes(of: file) }
      result = try context.onFiles { try AuditResult.verifying(export: data) }
      known = try context.onFiles { try ExportedSeal(of: data).seal }
      holdsSeal = seal == nil || seal == known
    } else {
      let log = try context.runLog()
      if console.errorIsTerminal, !json { console.note("Checking every record…") }
      result = try context.onFiles { try log.verify() }
      known = try context.onFiles { try log.lastSeal() }
      holdsSeal = try seal.map { seal in try context.onFiles { try log.holds(seal: seal) } } ?? true
    }
    if result.isWhole, !holdsSeal {
      result.firstBad = .init(run: nil, reason: "The seal that was kept is not in it any more.")
    }
    if json {
      console.print(document(result, known).document)
    } else if let bad = result.firstBad {
      let run = bad.run.map { " It is of run \($0)." } ?? ""
      console.print("\(bad.reason)\(run) \(result.records) before it hold.")
    } else {
      let what = file == nil ? "All \(result.records) entries hold. Last" : "The record holds. Its"
      console.print("\(what) seal: \(known ?? "none")")
    }
    return result.isWhole ? .done : .files
  }

  private static func document(_ result: AuditResult, _ seal: String?) -> JSON {
    let bad: JSON =
      result.firstBad.map { ["run": JSON($0.run), "reason": .string($0.reason)] } ?? .null
    return .object([
      ("schema", 1), ("ok", .bool(result.isWhole)), ("records", .int(result.records)),
      ("first_bad", bad), ("last_seal", JSON(seal)),
    ])
  }

  private static func bytes(of file: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFailure(
        .files, "\(file) cannot be read.", hint: "Give a file that precept trace export wrote.")
    }
    return data
  }

  /// - Parameter id: a run's id, or its beginning where only one run has it.
  public static func export(
    _ id: String, to file: String?, in context: CommandContext
  ) throws -> ExitStatus {
    let log = try context.runLog()
    let data = try context.onFiles {
      guard let run = try log.id(matching: id) else { throw RunLogError.unknownRun(id) }
      return try log.export(run)
    }
    guard let file else {
      context.console.write(String(decoding: data, as: UTF8.self))
      return .done
    }
    try context.onFiles {
      do {
        try data.write(to: URL(filePath: file), options: .atomic)
      } catch {
        throw CommandFailure(
          .files, "\(file) could not be written.", hint: "Check the folder and the disk.")
      }
    }
    context.console.print("Exported to \(file).")
    return .done
  }
}
