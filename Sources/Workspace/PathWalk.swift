#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Walks along a path under ``Boundaries``.
///
/// Each folder is opened in the one before, without following links; links are read and followed
/// here. So nobody can put a link in a folder's place between the check and the use: there is no time
/// between them. `..` goes back to the folder that the walk came from.
struct PathWalk {
  /// A link that lies in the workspace and was followed.
  private struct Link {
    var path: String
    var target: String
  }

  private static let mostLinks = 40

  private let boundaries: Boundaries
  private let followsLast: Bool
  /// Whether the caller itself names a place in a private folder; nothing else may lead there.
  private let isPrivate: Bool
  private var directories: [OpenDirectory] = []
  /// Names that are still to be walked, the next one last.
  private var rest: [String] = []
  private var links: [Link] = []
  private var linkCount = 0

  static func place(
    of path: String, followingLast: Bool, boundaries: Boundaries
  ) throws -> Place {
    var walk = try PathWalk(path, followsLast: followingLast, boundaries: boundaries)
    return try walk.run()
  }

  private init(_ path: String, followsLast: Bool, boundaries: Boundaries) throws {
    self.boundaries = boundaries
    self.followsLast = followsLast
    guard !path.isEmpty else { throw SystemError(number: ENOENT) }
    guard !path.utf8.contains(0) else { throw SystemError(number: EINVAL) }
    let whole = path.utf8.first == UInt8(ascii: "/") ? path : try Self.currentFolder() + "/" + path
    let names = Boundaries.components(whole)
    isPrivate = boundaries.isPrivate("/" + Self.withoutDots(names).joined(separator: "/"))
    if let root = boundaries.root, root != "/", Boundaries.isPath(whole, at: root) {
      try start(at: root, names.dropFirst(Boundaries.components(root).count))
    } else {
      try start(at: "/", names[...])
    }
  }

  private mutating func start(at folder: String, _ names: ArraySlice<String>) throws {
    let descriptor = open(folder, Self.folderFlags)
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    directories = [OpenDirectory(descriptor, path: folder)]
    rest = names.reversed()
  }

  private var here: OpenDirectory { directories[directories.count - 1] }

  private mutating func run() throws -> Place {
    do {
      let place = try walk()
      try check(place)
      return place
    } catch let error as SystemError {
      // What is missing outside is nobody's business inside.
      if let link = links.first, !boundaries.isInside(here.path) {
        throw WorkspaceError.linkOut(link.path, to: link.target)
      }
      throw error
    }
  }

  private mutating func walk() throws -> Place {
    while let name = rest.popLast() {
      if name == ".." {
        try goUp()
      } else if rest.isEmpty {
        let place = Place(directory: here, name: name, isDescriptor: Self.holdsDescriptors(here))
        guard followsLast, !place.isDescriptor, let target = target(of: name) else { return place }
        try follow(name, to: target)
      } else {
        try enter(name)
      }
    }
    return Place(directory: here, name: ".")
  }

  private func check(_ place: Place) throws {
    if let link = links.first, !boundaries.isInside(place.path) {
      throw WorkspaceError.linkOut(link.path, to: link.target)
    }
    guard isPrivate || !boundaries.isPrivate(place.path) else {
      let link = links.last
      throw WorkspaceError.linkIntoPrivate(
        link?.path ?? place.path, to: link?.target ?? place.path)
    }
  }

  // MARK: Steps

  private mutating func goUp() throws {
    if directories.count > 1 {
      directories.removeLast()
    } else if here.path != "/" {
      // Above the folder that the walk began with.
      let above = Boundaries.components(here.path).dropLast()
      try start(at: "/", above + rest.reversed())
    }
  }

  private mutating func enter(_ name: String) throws {
    let descriptor = openat(here.descriptor, name, Self.folderFlags)
    guard descriptor < 0 else {
      let directory = OpenDirectory(descriptor, path: here.path(of: name))
      if boundaries.isPrivate(directory.path) { try Ownership.secure(directory) }
      directories.append(directory)
      return
    }
    let number = errno
    guard number == ENOTDIR || number == ELOOP, let target = target(of: name) else {
      throw SystemError(number: number)
    }
    try follow(name, to: target)
  }

  private mutating func follow(_ name: String, to target: String) throws {
    let path = here.path(of: name)
    guard !boundaries.isPrivate(path) else {
      throw WorkspaceError.linkInPrivate(path, to: target)
    }
    linkCount += 1
    guard linkCount <= Self.mostLinks else { throw SystemError(number: ELOOP) }
    if boundaries.isInside(path) { links.append(Link(path: path, target: target)) }
    let names = Boundaries.components(target)
    if target.utf8.first == UInt8(ascii: "/") {
      try start(at: "/", (names + rest.reversed())[...])
    } else {
      rest += names.reversed()
    }
  }

  /// nil where the name is no link.
  private func target(of name: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map { readlinkat(here.descriptor, name, $0, characters.count) } ?? -1
      }
    }
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  // MARK: Paths

  /// Opens a folder to look names up in it, which takes no right to list it.
  private static var folderFlags: Int32 {
    #if os(Linux)
      // O_PATH, which Glibc's module lacks.
      0o10_000_000 | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    #else
      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    #endif
  }

  private static func currentFolder() throws -> String {
    guard let path = getcwd(nil, 0) else { throw SystemError(number: errno) }
    defer { free(path) }
    return String(cString: path)
  }

  /// As the text of a path reads, links left aside.
  private static func withoutDots(_ names: [String]) -> [String] {
    names.reduce(into: []) { result, name in
      if name == ".." { _ = result.popLast() } else { result.append(name) }
    }
  }

  /// `/proc/123/fd` and `/proc/123/task/124/fd`, where `/dev/stdout` and `/dev/fd/3` lead; on a Mac
  /// `/dev/fd` itself.
  private static func holdsDescriptors(_ directory: OpenDirectory) -> Bool {
    #if canImport(Darwin)
      return directory.path == "/dev/fd"
    #else
      let names = Boundaries.components(directory.path)
      return names.first == "proc" && names.last == "fd" && (names.count == 3 || names.count == 5)
    #endif
  }
}
