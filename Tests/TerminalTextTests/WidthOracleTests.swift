import Foundation
import Testing

@testable import TerminalText

/// 5,593 strings with their columns by Python's wcwidth 0.9.4: an opinion to differ from for a
/// reason only.
struct WidthOracle: Decodable {
  struct Case: Decodable {
    var s: String
    var w: Int
    var src: String
  }
  var cases: [Case]

  static func load() throws -> WidthOracle {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/width_oracle.json"))
    return try JSONDecoder().decode(WidthOracle.self, from: data)
  }
}

@Test("Widths agree with wcwidth wherever a text has nothing to fold, split or reveal")
func widthsAgreeWithTheOracle() throws {
  var unexplained: [String] = []
  for given in try WidthOracle.load().cases where given.w >= 0 {
    let text = DisplayText(given.s)
    guard text.columns != given.w else { continue }
    let scalars = given.s.unicodeScalars
    // Deliberate: see the rules of DisplayText.
    let isExplained =
      text.glyphs.contains { $0.role == .placeholder || $0.text.unicodeScalars.first == "\u{25CC}" }
      || scalars.contains("\u{FE0F}") || scalars.contains("\u{200D}")
      || scalars.contains { $0.properties.generalCategory == .spacingMark }
    if !isExplained {
      let values = scalars.map { String($0.value, radix: 16) }.joined(separator: " ")
      unexplained.append("\(given.s) [\(values)]: \(given.w), here \(text.columns)")
    }
  }
  #expect(unexplained == [])
}
