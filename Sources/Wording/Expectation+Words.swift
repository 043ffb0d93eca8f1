public import Cases

extension Case.Expectation {
  /// What a person typed: nothing, a word, or several with commas.
  public init?(words: String) {
    let parts = words.split(separator: ",").map { String($0).trimmingSpaces }.filter { !$0.isEmpty }
    switch parts.count {
    case 0: return nil
    case 1: self = .one(parts[0])
    default: self = .all(parts)
    }
  }

  /// As a person would type it.
  public var text: String { values.joined(separator: ", ") }
}
