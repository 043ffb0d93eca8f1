import Foundation
import Testing

@testable import Workspace

struct LockTests {
  let folder = TestFolder()
  let files = PosixFileSystem()
  var path: String { folder.path + "/lock" }

  @Test func `a lock is seen as long as it is held, and only where its file still is`() throws {
    #expect(try !files.isLocked(path))
    var lock: (any FileLock)? = try files.createLock(path)
    #expect(throws: SystemError(number: EEXIST)) { try files.createLock(path) }
    #expect(try files.isLocked(path))
    #expect(try files.tryLock(path) == nil)
    #expect(lock?.isStill(at: path) == true)
    rename(path, path + "-moved")
    try folder.write("", to: "lock")
    #expect(lock?.isStill(at: path) == false)
    #expect(try !files.isLocked(path))
    lock = nil
    #expect(try !files.isLocked(path + "-moved"))
    #expect(try files.tryLock(path + "-moved") != nil)
  }
}
