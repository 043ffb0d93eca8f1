import Workbench

extension StorageDesk {
  func perform(_ order: RecordsOrder) throws -> [WorkspaceEvent] {
  }
}
