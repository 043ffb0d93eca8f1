import Dispatch
import Synchronization
import Testing

@testable import Workspace

struct PrivateFolderTests {
  /// Several precepts that start at once probe the same folder.
  @Test func `many may look for the private folder at once`() throws {
    let folder = TestFolder()
    try WorkspaceCreation.create(at: folder.path, from: nil)
    let path = folder.path
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 400) { _ in
      do {
        _ = try Workspace(opening: path).privateFolder()
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
  }
}
