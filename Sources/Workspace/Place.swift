#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A directory that is held open: what is done in it is done there, whatever becomes of its path.
final class OpenDirectory: Sendable {
  /// For the calls that end in `at`. On Linux it cannot be read or synchronized itself.
  let descriptor: Int32
  /// As it was opened: absolute and without symbolic links.
  let path: String

  /// - Parameter descriptor: is closed with the value.
  init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    close(descriptor)
  }

  func path(of name: String) -> String {
    path == "/" ? "/" + name : path + "/" + name
  }
}

/// A name in an open directory, where something is or could be made.
struct Place: Sendable {
  let directory: OpenDirectory
  /// `.` is the directory itself.
  let name: String
  /// Whether it is one of a process's open descriptors (`/proc/…/fd/1`), which the kernel shows as
  /// links that no walk can follow.
  var isDescriptor = false

  /// Absolute and without symbolic links.
  var path: String { name == "." ? directory.path : directory.path(of: name) }

  func sibling(_ name: String) -> Place { Place(directory: directory, name: name) }
}
