import Testing

extension TerminalDriver {
  /// Expects the text somewhere on the screen, and shows the screen where it is not.
  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let screen = try self.text()
    guard !screen.contains(text) else { return }
    Issue.record("“\(text)” is not on the screen:\n\(screen)", sourceLocation: sourceLocation)
  }

  func expectNot(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let screen = try self.text()
    guard screen.contains(text) else { return }
    Issue.record("“\(text)” is on the screen:\n\(screen)", sourceLocation: sourceLocation)
  }

  /// Expects one row of the screen with all the texts, in that order.
  func expect(row texts: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
    let screen = try self.screen()
    let found = screen.contains { row in
      var rest = row[...]
      for text in texts {
        guard let range = rest.firstRange(of: text) else { return false }
        rest = rest[range.upperBound...]
      }
      return true
    }
    guard !found else { return }
    Issue.record(
      "No row has \(texts):\n\(screen.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }
}
