import Foundation
import Policies
import Testing

/// Policies in the styles of many hands and languages. Each line that holds a rule or example says
/// so at its end: `⟪R HS-2 violates⟫`, `⟪E ALLOW safe⟫`; `-` is no decision, `?` any.
@Suite struct OutlineFixtureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/Outlines")

  static let names: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []

  private struct Item: Hashable, CustomStringConvertible {
    var kind: String
    var line: Int
    var name: String
    var decision: String

    var description: String { "\(line) \(kind) \(name) \(decision)" }
  }

  private static func read(_ marked: String) -> (text: String, expected: [Item]) {
    var expected: [Item] = []
    var lines: [String] = []
    for (index, line) in marked.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let parts = line.split(separator: "⟪")
      for part in parts.dropFirst() {
        let words = part.prefix { $0 != "⟫" }.split(separator: " ")
        expected.append(
          Item(
            kind: String(words[0]), line: index + 1,
            name: words[1..<(words.count - 1)].joined(separator: " "), decision: String(words.last!)
          ))
      }
      let text = parts.first.map(String.init) ?? ""
      lines.append(
        parts.count > 1 && text.last == " " ? String(text.dropLast()) : text)
    }
    return (lines.joined(separator: "\n"), expected)
  }

  @Test func fixturesAreThere() {
    #expect(Self.names.count > 30)
  }

  @Test(arguments: names)
  func rulesAndExamplesAreFoundOnTheirLines(_ name: String) throws {
    let whole = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    for (number, marked) in whole.components(separatedBy: "\n%%%%\n").enumerated() {
      let (text, expected) = Self.read(marked)
      let outline = PolicyReading(text).outline
      let anyDecision = Set(expected.filter { $0.decision == "?" }.map(\.line))
      var found = outline.rules.filter { !$0.isDerived }.map {
        Item(kind: "R", line: $0.line, name: $0.id, decision: $0.decision?.rawValue ?? "-")
      }
      found += outline.examples.map {
        Item(
          kind: "E", line: $0.line, name: $0.label ?? "-",
          decision: anyDecision.contains($0.line) ? "?" : $0.decision?.rawValue ?? "-")
      }
      let (missing, extra) = (
        Set(expected).subtracting(found).sorted { $0.line < $1.line },
        Set(found).subtracting(expected).sorted { $0.line < $1.line }
      )
      #expect(missing == [] && extra == [], "policy \(number) of \(name)")
    }
  }
}
