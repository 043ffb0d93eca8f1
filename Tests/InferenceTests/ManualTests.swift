import Foundation
import Runs
import Testing

@testable import Inference

/// The manual's table of engines is the dialects' table.
@Suite struct ManualTests {
  @Test func theReadmeListsEachDialectWithItsPortsAndRoutes() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    for dialect in EngineDialect.all {
      let row = rows.first { $0.count > 4 && $0[1].contains(dialect.title) }
      #expect(
        row?[2] == dialect.ports.map(String.init).joined(separator: ", "), "\(dialect.title)")
      #expect(
        row?[3] == dialect.routes.map(\.name.rawValue).joined(separator: ", "), "\(dialect.title)")
    }
  }
}
