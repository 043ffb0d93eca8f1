import Workbench

extension StorageDesk {
  func perform(_ order: AuthoringOrder) throws -> [WorkspaceEvent] {
  }
}
