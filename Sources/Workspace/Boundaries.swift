#if canImport(Darwin)
  import Foundation
#endif

/// What walking along a path must not do, since what lies there may have been put there by somebody
/// else: a workspace can be a cloned repository.
struct Boundaries: Hashable, Sendable {
  /// A folder's path without symbolic links. A link below it must lead to a place below it.
  var root: String?
  /// Folders of this user alone. Nothing in them is reached through a link, not even the folder
  /// itself, and whatever is opened in them must belong to this user.
  var privateFolders: [String] = []

  static let none = Boundaries()

  func isInside(_ path: String) -> Bool {
    root.map { Self.isPath(path, at: $0) } ?? false
  }

  func isPrivate(_ path: String) -> Bool {
    privateFolders.contains { Self.isPath(path, at: $0) }
  }

  /// Whether a path is the folder or lies below it. By bytes: in the eyes of Unicode a combining mark
  /// after a slash makes it another character.
  static func isPath(_ path: String, at folder: String) -> Bool {
    guard folder != "/" else { return path.utf8.first == UInt8(ascii: "/") }
    let (path, folder) = (folded(path).utf8, folded(folder).utf8)
    guard path.starts(with: folder) else { return false }
    let rest = path.dropFirst(folder.count)
    return rest.isEmpty || rest.first == UInt8(ascii: "/")
  }

  /// File systems of a Mac take names for the same that differ in case or normalization.
  private static func folded(_ path: String) -> String {
    #if canImport(Darwin)
      path.lowercased().decomposedStringWithCanonicalMapping
    #else
      path
    #endif
  }

  /// The names in a path, without empty ones and `.`.
  static func components(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).compactMap { bytes in
      bytes.elementsEqual(".".utf8) ? nil : String(Substring(bytes))
    }
  }
}
