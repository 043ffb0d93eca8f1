import Workbench

extension StorageDesk {
  func perform(_ order: VersionsOrder) throws -> [WorkspaceEvent] {
  }
}
