#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Workspace {
  /// Why a folder that was not named is not used as a workspace; nil where it may be.
  ///
  /// As with git's `safe.directory`: a workspace that somebody else made in a folder above, such as
  /// /tmp, must not be entered by accident. It is the user's if the folder and what decides in it
  /// are. That root may read everything changes nothing.
  public static func stranger(at directory: String) -> WorkspaceError? {
    stranger(at: directory, user: geteuid(), owner: owner)
  }

  static func stranger(
    at directory: String, user: UInt32, owner: (String) -> UInt32?
  ) -> WorkspaceError? {
    for path in [directory]
      + ["policies", "precept.toml", ".precept"].map({ "\(directory)/\($0)" })
    {
      guard let uid = owner(path), uid != user else { continue }
      return .notYours(directory, path: path, owner: name(of: uid))
    }
    return nil
  }

  /// Of what is there, behind links; nil where nothing is.
  private static func owner(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_uid) : nil
  }

  private static func name(of user: UInt32) -> String {
    guard let entry = getpwuid(user) else { return "user \(user)" }
    return String(cString: entry.pointee.pw_name)
  }
}
