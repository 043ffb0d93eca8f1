/// A stretch of a content: what is judged, or a message that only gives it context.
///
/// A conversation arrives rendered into one text, as cases write it: a first line that says whose
/// messages are judged, and a label such as `[2/3 user]` before each message. Context counts half
/// rather than nothing, since a hostile text could call its worst part context.
struct ContentPart: Equatable {
  var text: String
  var isContext: Bool

  static func parts(of content: String) -> [ContentPart] {
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
    guard let opening = lines.first, opening.hasPrefix("A conversation of "),
      lines.contains(where: { role(ofLabel: $0) != nil })
    else { return [ContentPart(text: content, isContext: false)] }
    let judged = ["user", "assistant"].first {
      opening.hasSuffix("Judge the messages of the \($0); the others are context.")
    }
    var parts: [ContentPart] = []
    for line in lines.dropFirst() {
      if let role = role(ofLabel: line) {
        parts.append(ContentPart(text: "", isContext: judged.map { $0 != role } ?? false))
      } else if !parts.isEmpty {
        parts[parts.count - 1].text += line + "\n"
      }
    }
    return parts
  }

  /// The role in `[2/3 user]`, or nil where the line is no label.
  private static func role(ofLabel line: Substring) -> String? {
    guard line.hasPrefix("["), line.hasSuffix("]") else { return nil }
    let inner = line.dropFirst().dropLast()
    guard let space = inner.firstIndex(of: " ") else { return nil }
    let numbers = inner[..<space].split(separator: "/", omittingEmptySubsequences: false)
    guard numbers.count == 2, numbers.allSatisfy({ Int($0) != nil }) else { return nil }
    return String(inner[inner.index(after: space)...])
  }
}
