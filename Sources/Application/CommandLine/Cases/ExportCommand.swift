public import Cases
import Workspace

/// `precept cases export`: a case set for other programs, case by case.
public struct ExportCommand: Sendable {
  public var set: String
  public var format: CaseExport.Format
  /// nil writes to stdout.
  public var output: String?

  public init(set: String, format: CaseExport.Format, output: String?) {
    self.set = set
    self.format = format
    self.output = output
  }

  public func run(in context: CommandContext) throws -> ExitStatus {
    let workspace = try context.workspace()
    let chunks = try context.onFiles { try workspace.caseSetChunks(named: set) }
    guard let output else {
      _ = try write(chunks, in: context) { context.console.write($0) }
      return .done
    }
    let file = try context.output(output)
    var count = 0
    do {
      let outcome = try file.stream { put in
        count = try write(chunks, in: context) { try put(Array($0.utf8)) }
      }
      let announcement = "Wrote \(count) \(count == 1 ? "case" : "cases") to \(output)."
      if case .replaced = outcome {
        context.console.print(announcement)
      } else {
        context.console.note(announcement)
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
    return .done
  }

  /// - Returns: how many cases were written.
  private func write(
    _ chunks: FileChunks, in context: CommandContext, _ put: (String) throws -> Void
  ) throws -> Int {
    let reader = CaseSetReader { try chunks.next() }
    var export = CaseExport(format)
    var progress = RowProgress(context.console, verb: "exporting")
    defer { progress.clear() }
    var count = 0
    var part = export.opening
    while let line = try context.onFiles({ try reader.next() }) {
      try Task.checkCancellation()
      guard let item = line.case else {
        let problem = line.problem ?? ""
        context.console.note(
          "precept: \(set), line \(line.number): \(problem) It is left out.")
        continue
      }
      part += export.text(of: item)
      count += 1
      if part.utf8.count > 1 << 18 {
        try put(part)
        part = ""
      }
      let share = chunks.size.map { Double(chunks.position) / Double(max(1, $0)) }
      progress.show(count, share: share)
    }
    try put(part + export.closing)
    return count
  }
}
