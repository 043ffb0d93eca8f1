import Cases
import Foundation
import Workbench
import Workspace

extension StorageDesk {
  func perform(_ order: ImportOrder) throws -> [WorkspaceEvent] {
    switch order {
    case .read(let file, let header):
      let format = try ImportFormat(fileName: file)
      let text = try TextFile.read(path(of: file))
      let table = try ImportTable(text, format: format, header: format.hasHeader ? header : .row(1))
      return [.importing(.table(table, file: file, header: header))]
    case .map(let table, let mapping):
      return [.importing(.mapped(try CaseImport(table, mapping), by: mapping))]
    case .write(let table, let mapping, let set):
      let result = try CaseImport(table, mapping)
      try workspace.writeCaseSet(named: set, cases: result.cases)
      return [.importing(.written(result.report, set: set))]
    }
  }

  private func path(of file: String) -> String {
    let path = (file as NSString).expandingTildeInPath
    return path.hasPrefix("/") ? path : "\(workspace.root)/\(path)"
  }
}
