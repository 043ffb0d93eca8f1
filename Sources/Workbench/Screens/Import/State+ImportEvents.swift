extension State {
  mutating func handle(_ event: ImportEvent) -> [Effect] {
    switch event {
    case .table(let table, let file, let header):
      return showImport(of: table, file: file, header: header)
    case .mapped(let result, let mapping): return take(result, by: mapping)
    case .written(let report, let set): return imported(report, into: set)
    }
  }
}
