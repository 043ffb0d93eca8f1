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
    case badSettings, badName, conflict, ambiguous, damaged, system
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
    let size = "\(bytes / 1_048_576) MB"
    return WorkspaceError(
      .tooLarge, "\(path) is too large: \(size), where \(limit / 1_048_576) MB is the limit.",
      hint: "Use a smaller part of it.")
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
}
