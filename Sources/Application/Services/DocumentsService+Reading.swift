import Cases
import Foundation
import Policies
import Runs
import Workbench
import Workspace

extension DocumentsService {
  func caseSets() throws -> [CaseSetListing] {
    try workspace.caseSetNames().map {
      CaseSetListing(name: $0, count: (try? workspace.caseSet(named: $0).cases.count) ?? 0)
    }
  }

  func importing(_ effect: Effect.Import) throws -> ImportEvent {
    switch effect {
    case .read(let file, let header):
      let path = path(of: file)
      let chunks = try FileChunks(path, workspace: workspace.root)
      // A screen holds the rows in memory.
      if let size = chunks.size, size > Self.mostBytes {
        throw ImportProblem(
          description: "\(file) is larger than \(Self.mostBytes >> 20) MB. "
            + "Import it with precept cases import.")
      }
      let rows = try ImportRows(
        { try chunks.next() }, file: path, options: ImportOptions(header: header))
      let table = try ImportTable(rows, limit: Self.mostRows + 1)
      guard table.rows.count <= Self.mostRows else {
        throw ImportProblem(
          description: "\(file) has more than \(Self.mostRows) rows. "
            + "Import it with precept cases import.")
      }
      return .table(table, file: file, header: header)
    case .map(let table, let mapping):
      return .mapped(try CaseImport(table, mapping), by: mapping)
    case .write(let table, let mapping, let set):
      let result = try CaseImport(table, mapping)
      try workspace.writeCaseSet(named: set, cases: result.cases)
      return .written(result.report, set: set)
    }
  }

  private static let mostBytes = 64 << 20
  private static let mostRows = 200_000

  private func path(of file: String) -> String {
    let path = (file as NSString).expandingTildeInPath
    return path.hasPrefix("/") ? path : "\(workspace.root)/\(path)"
  }

  func chosen(_ choice: PolicyChoice) throws -> ChosenPolicy {
    let stored = try workspace.policy(named: choice.name)
    let version =
      choice.version.map { number in stored.versions.first { $0.number == number } }
      ?? stored.current
    let text =
      try choice.version == nil
      ? stored.text
      : version.map {
        try workspace.text(of: $0, in: choice.name)
      }
    guard let text else {
      throw ChoiceProblem(
        description: "There is no \(choice.words). F2 lists the versions of a policy.")
    }
    return ChosenPolicy(
      choice: choice,
      reference: .init(
        name: choice.name, version: version?.number,
        basedOn: version?.number ?? stored.versions.last?.number),
      reading: PolicyReading(text, declared: stored.settings.answer))
  }
}

/// A file that is too large for a screen.
private struct ImportProblem: Error, CustomStringConvertible {
  var description: String
}

/// A version that is not there any more.
private struct ChoiceProblem: Error, CustomStringConvertible {
  var description: String
}
