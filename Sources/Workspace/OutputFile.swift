#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that a person names with `--output`.
///
/// A regular file is replaced whole or not at all. What is none, such as `/dev/stdout`, `/dev/null` or
/// a pipe, is written into. A folder, a block device, a saved version of a policy, and Precept's own
/// files are refused, also where a link leads to them; a link that lies in the workspace is not
/// followed out of it.
public struct OutputFile: Sendable {
  public enum Outcome: Sendable {
    case replaced
    /// Written into a pipe, a terminal or another device.
    case passedOn
  }

  /// As the person wrote it.
  public let path: String
  private let workspace: Workspace?
  private let stateFolder: String
  let files: PosixFileSystem

  /// - Parameters:
  ///   - workspace: the one that is open, if one is.
  ///   - stateFolder: the user's, where records may be as well.
  public init(_ path: String, workspace: Workspace?, stateFolder: String = UserFolders.state) {
    self.path = path
    self.workspace = workspace
    self.stateFolder = stateFolder
    files = PosixFileSystem(
      boundaries: Boundaries(
        root: workspace?.root, privateFolders: workspace.map { [$0.root + "/.precept"] } ?? []))
  }

  /// Checks, before the work whose result shall go there, that it can.
  ///
  /// - Throws: ``WorkspaceError``
  public func check() throws {
    _ = try attempt { try destination() }
  }

  /// - Throws: ``WorkspaceError``
  @discardableResult
  public func write(_ bytes: [UInt8]) throws -> Outcome {
    try attempt {
      switch try destination() {
      case .file(let place):
        try files.replace(place, with: bytes, mode: 0o644)
        return .replaced
      case .stream(let place):
        let descriptor = try open(place)
        defer { close(descriptor) }
        try files.write(bytes, to: descriptor)
        return .passedOn
      }
    }
  }

  // MARK: Where to

  enum Destination {
    case file(Place)
    case stream(Place)
  }

  func destination() throws -> Destination {
    let place = try files.place(of: path)
    try checkOwnFiles(place)
    let status: FileStatus
    do {
      status = try files.status(of: place)
    } catch let error as SystemError where error.number == ENOENT && !place.isDescriptor {
      return .file(place)
    }
    switch status.kind {
    case .file: return place.isDescriptor ? .stream(place) : .file(place)
    case .other: return .stream(place)
    case .directory: throw SystemError(number: EISDIR)
    case .blockDevice: throw refusal("is a block device")
    case .socket:
      // A socket that this process was given can be written into; one with a name cannot.
      if place.isDescriptor { return .stream(place) }
      throw refusal("is a socket")
    }
  }

  private func refusal(_ what: String) -> WorkspaceError {
    .badOutput("\(path) \(what).", hint: "Name a file with --output.")
  }

  private func checkOwnFiles(_ place: Place) throws {
    guard !place.isDescriptor else { return }
    let names = Boundaries.components(place.path)
    let isPrivate =
      names.contains { $0.lowercased() == ".precept" }
      || Boundaries.isPath(place.path, at: files.resolveExisting(stateFolder))
    guard !isPrivate else {
      throw WorkspaceError.badOutput(
        "\(path) is one of Precept's own files, with records or drafts.",
        hint: "Name another file with --output.")
    }
    guard !isVersion(names), try !isVersion(place) else {
      throw WorkspaceError.badOutput(
        "\(path) is among the saved versions of a policy, which never change.",
        hint: "Name another file with --output.")
    }
  }

  /// `…/policies/NAME/versions/…` of any workspace.
  private func isVersion(_ names: [String]) -> Bool {
    names.indices.dropLast(3).contains {
      names[$0].lowercased() == "policies" && names[$0 + 2].lowercased() == "versions"
    }
  }

  /// Where a link inside the workspace puts versions into another folder.
  private func isVersion(_ place: Place) throws -> Bool {
    guard let workspace else { return false }
    return try workspace.policyNames().contains { name in
      let folder = try? files.open(directory: workspace.versionsFolder(name)).path
      return folder.map { Boundaries.isPath(place.directory.path, at: $0) } ?? false
    }
  }

  // MARK: Streams

  func open(_ place: Place) throws -> Int32 {
    let descriptor: Int32
    if let own = ownDescriptor(place) {
      // The very stream, at its place in the file: whoever gave it goes on from there.
      descriptor = fcntl(own, F_DUPFD_CLOEXEC, 0)
    } else {
      let noFollow = place.isDescriptor ? 0 : O_NOFOLLOW
      descriptor = openat(
        place.directory.descriptor, place.name, O_WRONLY | O_NOCTTY | O_CLOEXEC | noFollow)
    }
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    // Something else may have come in its place.
    let kind = try? files.status(of: descriptor).kind
    guard kind == .other || place.isDescriptor && (kind == .file || kind == .socket) else {
      close(descriptor)
      throw refusal("is no stream that can be written")
    }
    return descriptor
  }

  /// The number of one of this process's own descriptors.
  private func ownDescriptor(_ place: Place) -> Int32? {
    guard place.isDescriptor else { return nil }
    #if canImport(Darwin)
      return Int32(place.name)
    #else
      let names = Boundaries.components(place.path)
      return names.count > 1 && names[1] == "\(getpid())" ? Int32(place.name) : nil
    #endif
  }

  func attempt<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SystemError where [ENOENT, ENOTDIR].contains(error.number) {
      throw WorkspaceError.badOutput(
        "\(path) could not be written: its folder does not exist.",
        hint: "Name another file, or make the folder.")
    } catch {
      throw WorkspaceError.system(error, path, writing: true)
    }
  }
}
