import Foundation

extension Workspace {
  /// Names become parts of paths and of arguments such as `spam@7`, and stand on screens: they have
  /// no separators, and nothing that cannot be seen.
  ///
  /// - Returns: the name in the normalization in which new files get it (NFC).
  @discardableResult
  static func check(name: String, of what: String) throws -> String {
    let name = name.precomposedStringWithCanonicalMapping
    let scalars = name.unicodeScalars
    let isGood =
      scalars.first.map(isLetterOrDigit) == true && name.utf8.count <= 100
      && scalars.allSatisfy {
        isLetterOrDigit($0) || isMark($0) || "-_.".unicodeScalars.contains($0)
      }
    guard isGood else {
      throw WorkspaceError.badName(
        "“\(name)” cannot be the name of a \(what).",
        hint: "Use letters, digits, “-”, “_” and “.”, and begin with a letter or a digit.")
    }
    return name
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    case .decimalNumber, .letterNumber, .otherNumber: return true
    // Some letters are empty space: the fillers of Hangul.
    default: return properties.isAlphabetic && !properties.isDefaultIgnorableCodePoint
    }
  }

  /// Marks that belong to letters, as many scripts need them.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: !scalar.properties.isDefaultIgnorableCodePoint
    default: false
    }
  }

  /// Whether a name can stand in a path as one part of it that is not hidden.
  static func isOnePart(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.first != UInt8(ascii: ".")
      && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }

  /// How a folder spells a name: `é` can be one scalar or two, and a path has only one of them.
  ///
  /// - Parameter ending: of the file, such as `.jsonl`.
  func spelling(of name: String, in folder: String, ending: String = "") -> String {
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
    let wanted = name + ending
    let names = (try? files.names(in: folder)) ?? []
    if names.contains(where: { $0.utf8.elementsEqual(wanted.utf8) }) { return name }
    // Strings are equal where Unicode takes them for the same text.
    if let other = names.first(where: { $0 == wanted }) {
      return String(other.dropLast(ending.count))
    }
    return name.precomposedStringWithCanonicalMapping
  }
}
