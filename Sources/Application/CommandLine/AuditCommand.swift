import Foundation
import RunLog
import Runs
import Workspace

/// `precept audit verify` and `trace export`.
public enum AuditCommand {
  /// - Parameters:
  ///   - file: an exported record; nil checks the chain.
  ///   - seal: one that was kept elsewhere and must still stand in the chain or file.
  ///   - accepts: whether the end of the chain as it is now becomes the last seal.
  public static func verify(
    file: String?, seal: String?, accepts: Bool, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    var checked =
      if let file { try context.onFiles { try export(file, seal) } } else {
        try chain(seal, accepts: accepts, context)
      }
    if checked.result.isWhole, !checked.holdsSeal {
      checked.result.firstBad = .init(
        run: nil, reason: "The seal that was kept is not in it any more.")
    }
    let (result, console) = (checked.result, context.console)
    if json {
      console.print(document(checked).document)
      return result.isWhole ? .done : .files
    }
    for note in result.notes { console.note("precept: \(note.message)") }
    if let bad = result.firstBad {
      let run = bad.run.map { " It is of run \($0)." } ?? ""
      console.print("\(bad.reason)\(run) \(result.entries) before it hold.")
    } else {
      let what = file == nil ? "All \(result.entries) entries hold. Last" : "The record holds. Its"
      console.print("\(what) seal: \(checked.lastSeal ?? "none")")
    }
    return result.isWhole ? .done : .files
  }

  private struct Checked {
    var result: AuditResult
    var lastSeal: String?
    /// Whether the seal that was given is there; true where none was.
    var holdsSeal: Bool
  }

  private static func export(_ file: String, _ seal: String?) throws -> Checked {
    let data = try bytes(of: file)
    let known = try ExportedSeal(of: data).seal
    return Checked(
      result: try AuditResult.verifying(export: data), lastSeal: known,
      holdsSeal: seal == nil || seal == known)
  }

  private static func chain(
    _ seal: String?, accepts: Bool, _ context: CommandContext
  ) throws -> Checked {
    let log = try context.recordsToRead()
    let workspace = try context.workspaceIfAny()
    var progress = AuditProgressLine(context.console)
    defer { progress.clear() }
    return try context.onFiles {
      if accepts { try log.acceptEnd() }
      let result = try log.verify(
        labels: workspace.map { workspace in
          { try workspace.placedLabels().map { CurrentLabel($0) } }
        }, progress: { progress.show($0) })
      return Checked(
        result: result, lastSeal: try log.lastSeal(),
        holdsSeal: try seal.map { try log.holds(seal: $0) } ?? true)
    }
  }

  private static func document(_ checked: Checked) -> JSON {
    let result = checked.result
    let bad: JSON =
      result.firstBad.map { ["run": JSON($0.run), "reason": .string($0.reason)] } ?? .null
    let notes = result.notes.map { note -> JSON in
      ["kind": .string(note.kind.rawValue), "message": .string(note.message)]
    }
    return .object([
      ("schema", 1), ("ok", .bool(result.isWhole)), ("records", .int(result.records)),
      ("first_bad", bad), ("last_seal", JSON(checked.lastSeal)), ("entries", .int(result.entries)),
      ("notes", .array(notes)),
    ])
  }

  /// Of an exported record; far more than any run has.
  private static let largestExport = 256 * 1_048_576

  private static func bytes(of file: String) throws -> Data {
    Data(try TextFile.bytes(of: file, limit: largestExport))
  }

  /// - Parameter id: a run's id, or its beginning where only one run has it.
  public static func export(
    _ id: String, to file: String?, in context: CommandContext
  ) throws -> ExitStatus {
    let output = try file.map(context.output)
    try context.onFiles { try output?.check() }
    let log = try context.recordsToRead()
    let data = try context.onFiles {
      guard let run = try log.id(matching: id) else { throw RunLogError.unknownRun(id) }
      return try log.export(run)
    }
    let text = String(decoding: data, as: UTF8.self)
    guard let output else {
      context.console.write(text)
      return .done
    }
    try context.write(text, to: output, announcement: "Exported to \(output.path).")
    return .done
  }
}

/// How far an audit is, on a terminal and after its first second.
private struct AuditProgressLine {
  private var line: ProgressLine
  private let isShown: Bool
  private let start = ContinuousClock.now

  init(_ console: Console) {
    line = ProgressLine(console)
    isShown = console.errorIsTerminal
  }

  mutating func show(_ progress: AuditProgress) {
    guard isShown, start.duration(to: .now) >= .seconds(1) else { return }
    let text =
      switch progress.step {
      case .chain: "Checking entry \(progress.done) of \(progress.total). Ctrl-C stops it."
      case .texts: "Checking text \(progress.done) of \(progress.total). Ctrl-C stops it."
      case .index: "Checking the search index. Ctrl-C stops it."
      }
    line.show(text, word: text)
  }

  mutating func clear() { line.clear() }
}
