/// The text of one channel as it came in pieces, and the whole texts that engines repeat at the end:
/// tells what a whole text adds, or that it says something else.
///
/// Whole texts count up to blanks at their ends, since some engines trim them.
///
/// Complexity: amortized linear in the text, for any number of parts.
struct TextLedger: Sendable {
  enum Addition: Hashable, Sendable {
    case nothing
    case text(String)
    /// What the pieces said.
    case contradiction(String)
  }

  private struct Part {
    var text: String
    var isClosed = false
  }

  /// Everything, in the order in which it came.
  private(set) var said = ""
  private var parts: [Part] = []
  private var named: [String: Int] = [:]
  private var closed: Set<String> = []
  private var firstOpen = 0

  /// - Parameter name: of the part that the piece belongs to; nil goes on with the last one.
  mutating func append(_ piece: String, to name: String?) {
    said += piece
    let index: Int
    if let name, let known = named[name] {
      index = known
    } else if let last = parts.indices.last, !parts[last].isClosed, name == nil || named.isEmpty {
      index = last
    } else {
      index = parts.count
      parts.append(Part(text: ""))
    }
    if let name { named[name] = index }
    parts[index].text += piece
  }

  /// The whole text of one part.
  mutating func close(_ whole: String, _ name: String?) -> Addition {
    if let name, let index = named[name] {
      return close(index, whole)
    }
    if closed.contains(whole.trimmed) { return .nothing }
    while firstOpen < parts.count, parts[firstOpen].isClosed { firstOpen += 1 }
    if firstOpen < parts.count {
      if let name { named[name] = firstOpen }
      return close(firstOpen, whole)
    }
    guard !whole.isEmpty else { return .nothing }
    append(whole, to: name)
    parts[parts.count - 1].isClosed = true
    closed.insert(whole.trimmed)
    return .text(whole)
  }

  private mutating func close(_ index: Int, _ whole: String) -> Addition {
    let addition = Self.addition(of: whole, to: parts[index].text)
    if case .text(let text) = addition {
      said += text
      parts[index].text += text
    }
    parts[index].isClosed = true
    closed.insert(parts[index].text.trimmed)
    return addition
  }

  /// The whole text of the channel.
  mutating func settle(_ whole: String) -> Addition {
    let addition = Self.addition(of: whole, to: said)
    if case .text(let text) = addition { append(text, to: nil) }
    return addition
  }

  private static func addition(of whole: String, to said: String) -> Addition {
    if whole.utf8.starts(with: said.utf8) {
      let rest = whole.utf8.dropFirst(said.utf8.count)
      return rest.isEmpty ? .nothing : .text(String(decoding: rest, as: UTF8.self))
    }
    // An engine that leaves it out says nothing else.
    if whole.isBlank { return .nothing }
    return said.trimmed == whole.trimmed ? .nothing : .contradiction(said)
  }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// Without white space at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
