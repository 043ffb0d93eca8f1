#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file of the workspace or a settings file could not be read or written: one sentence on
/// what happened and where, and one on what to do next.
public struct WorkspaceError: Error, Hashable, Sendable, CustomStringConvertible {
  private enum Code: Hashable {
    case notFound, exists, unreadable, notUTF8, tooLarge, readOnly, diskFull, newerFormat
    case badSettings, badName, conflict, ambiguous, damaged, refused, notYours, system
  }

  private let code: Code
  public let message: String
  public let hint: String

  public var description: String { "\(message) \(hint)" }

  public var isNotFound: Bool { code == .notFound }
  /// The disk or the quota is full, which a person can mend while Precept runs.
  public var isDiskFull: Bool { code == .diskFull }
  public var isReadOnly: Bool { code == .readOnly }
  /// `policy.md` was changed by somebody else since it was read.
  public var isConflict: Bool { code == .conflict }

  /// A link, an owner or a place that Precept does not accept, since somebody else may have put it
  /// there.
  public var isRefused: Bool { code == .refused }

  private init(_ code: Code, _ message: String, hint: String) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

extension WorkspaceError {
  /// What the system refused while reading or writing a file.
  static func system(_ error: any Error, _ path: String, writing: Bool) -> WorkspaceError {
    if let own = error as? WorkspaceError { return own }
    let verb = writing ? "written" : "read"
    if let refusal = error as? FileRefusal {
      return switch refusal {
      case .notAFile: notAFile(path)
      case .tooLarge(let bytes, let limit): tooLarge(path, bytes: bytes, limit: limit)
      }
    }
    guard let error = error as? SystemError else {
      return WorkspaceError(
        .system, "\(path) cannot be \(verb): \(error).", hint: "Check the file and its folder.")
    }
    switch error.number {
    case ENOENT, ENOTDIR:
      return WorkspaceError(
        .notFound, "\(path) does not exist.", hint: "Check the name and the folder.")
    case ENOSPC, EDQUOT:
      return WorkspaceError(
        .diskFull, "The disk is full: \(path) could not be written.",
        hint: "Free some space and save again; nothing that was saved before is lost.")
    case EROFS:
      return WorkspaceError(
        .readOnly, "\(path) cannot be written: it lies on a read-only file system.",
        hint: "Copy the workspace to a place that can be written.")
    case EACCES, EPERM:
      return WorkspaceError(
        writing ? .readOnly : .unreadable, "\(path) cannot be \(verb): permission denied.",
        hint: writing ? "Make the folder writable for you." : "Make the file readable for you.")
    case EEXIST:
      return exists(path)
    case EISDIR:
      return WorkspaceError(
        .unreadable, "\(path) is a folder.", hint: "Name a file in it.")
    default:
      return WorkspaceError(
        .system, "\(path) cannot be \(verb): \(String(cString: strerror(error.number))).",
        hint: "Check the disk and the folder.")
    }
  }

  static func notFound(_ what: String, hint: String) -> WorkspaceError {
    WorkspaceError(.notFound, what, hint: hint)
  }

  static func exists(_ path: String) -> WorkspaceError {
    WorkspaceError(.exists, "\(path) exists already.", hint: "Choose another name.")
  }

  static func notAFile(_ path: String) -> WorkspaceError {
    WorkspaceError(.unreadable, "\(path) is not a file.", hint: "Name a text file.")
  }

  static func notUTF8(_ path: String, offset: Int) -> WorkspaceError {
    WorkspaceError(
      .notUTF8, "\(path) is not UTF-8 text (byte \(offset)).",
      hint: "Convert it to UTF-8; nothing was changed.")
  }

  static func tooLarge(_ path: String, bytes: Int, limit: Int) -> WorkspaceError {
    WorkspaceError(
      .tooLarge, tooLarge(path, bytes, limit), hint: "Use a smaller part of it.")
  }

  static func damagedGzip(_ path: String, _ what: String) -> WorkspaceError {
    WorkspaceError(
      .damaged, "\(path) is compressed with gzip, and \(what).",
      hint: "Check that it is whole: gzip -t tells.")
  }

  /// What would be written could not be read again.
  static func tooLargeToSave(_ path: String, bytes: Int, limit: Int) -> WorkspaceError {
    WorkspaceError(
      .tooLarge, tooLarge(path, bytes, limit),
      hint: "Nothing was saved. Shorten it, then save again.")
  }

  private static func tooLarge(_ path: String, _ bytes: Int, _ limit: Int) -> String {
    // Rounded up, so that what is over the limit reads as more.
    let (size, most) = ((bytes - 1) / 1_048_576 + 1, limit / 1_048_576)
    return "\(path) is too large: \(size) MB, where \(most) MB is the limit."
  }

  // MARK: What somebody else may have put there

  static func linkOut(_ link: String, to target: String) -> WorkspaceError {
    WorkspaceError(
      .refused, "\(link) is a symbolic link to \(target), which is outside the workspace.",
      hint: "Put a copy of the file in its place; Precept follows links only inside a workspace.")
  }

  static func linkIntoPrivate(_ path: String, to target: String) -> WorkspaceError {
    WorkspaceError(
      .refused, "\(path) leads to \(target), one of Precept's private files.",
      hint: "Remove the link; private files are not policies or cases.")
  }

  static func linkInPrivate(_ path: String, to target: String) -> WorkspaceError {
    WorkspaceError(
      .refused, "\(path) is a symbolic link to \(target); Precept follows none there.",
      hint: "Remove the link; Precept makes what it needs itself.")
  }

  static func foreign(_ path: String, owner: UInt32) -> WorkspaceError {
    WorkspaceError(
      .refused, "\(path) belongs to another user (number \(owner)).",
      hint: "Remove it, or make it yours with chown.")
  }

  static func shared(_ path: String) -> WorkspaceError {
    WorkspaceError(
      .refused, "\(path) is a folder that all users share.",
      hint: "Name a folder of your own.")
  }

  static func hardLinked(_ path: String) -> WorkspaceError {
    WorkspaceError(
      .refused, "\(path) has another name elsewhere (a hard link).",
      hint: "Remove it; Precept makes a new one.")
  }

  static func notAFolder(_ path: String) -> WorkspaceError {
    WorkspaceError(
      .refused, "\(path) is not a folder.",
      hint: "Move it away; Precept keeps its private files in a folder of that name.")
  }

  static func badOutput(_ message: String, hint: String) -> WorkspaceError {
    WorkspaceError(.refused, message, hint: hint)
  }

  static func newerFormat(_ path: String, _ format: Int) -> WorkspaceError {
    WorkspaceError(
      .newerFormat, "\(path) has format \(format), which a newer Precept wrote.",
      hint: "Update Precept to use it; it was not changed.")
  }

  /// - Parameter place: the file, with its line where it is known: `config.toml:12`.
  static func badSettings(_ place: String, _ what: String, hint: String) -> WorkspaceError {
    WorkspaceError(.badSettings, "\(place): \(what)", hint: hint)
  }

  static func badName(_ message: String, hint: String) -> WorkspaceError {
    WorkspaceError(.badName, message, hint: hint)
  }

  static func conflict(_ path: String) -> WorkspaceError {
    WorkspaceError(
      .conflict, "\(path) was changed by another program since it was read.",
      hint: "Look at the difference, then reload it or save over it.")
  }

  static func ambiguous(_ message: String, hint: String) -> WorkspaceError {
    WorkspaceError(.ambiguous, message, hint: hint)
  }

  static func damaged(_ message: String, hint: String) -> WorkspaceError {
    WorkspaceError(.damaged, message, hint: hint)
  }

  /// - Parameter path: the folder, or what in it belongs to somebody else.
  static func notYours(_ directory: String, path: String, owner: String) -> WorkspaceError {
    let what = path == directory ? "it" : path
    return WorkspaceError(
      .notYours,
      "The workspace \(directory) is not used: \(what) belongs to \(owner), not to you.",
      hint: "If you trust it, name it with --workspace \(directory).")
  }
}
