import Foundation
import Testing

extension EndToEnd {
  /// Advice, coverage and the chain of seals, as scripts see them.
  @Suite struct AuditCommands {
    private static func record(_ content: String, _ place: Place) throws -> String {
      let done = try Precept.run(
        "run marketplace-spam --engine rule-matcher --content '\(content)' --json", in: place)
      return try #require(try done.json()["run"].string)
    }

    @Test func theChainHoldsUntilARecordIsChangedAndThenTheRunIsNamed() throws {
      let place = try Place()
      #expect(try Precept.run("audit verify", in: place).status == 0)
      let first = try Self.record("Send a deposit now to reserve it", place)
      _ = try Self.record("Is the bike still available?", place)
      let whole = try Precept.run("audit verify --json", in: place).json()
      #expect(whole["ok"].bool == true)
      #expect(whole["records"].int == 2)
      #expect(whole["first_bad"].isNull)
      let seal = try #require(whole["last_seal"].string)
      #expect(try Precept.run("audit verify --seal \(seal)", in: place).status == 0)
      #expect(try Precept.run("audit verify --seal 00", in: place).status == 5)

      let change = "UPDATE run SET decision = 'safe' WHERE id = '\(first)'"
      let python =
        "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()"
      let done = try Shell.run(
        "python3 -c \"\(python)\" .precept/runs.sqlite \"\(change)\"", folder: place.workspace,
        environment: [:])
      try #require(done.status == 0, "\(done.err)")
      let bad = try Precept.run("audit verify --json", in: place)
      #expect(bad.status == 5)
      #expect(try bad.json()["ok"].bool == false)
      #expect(try bad.json()["first_bad"]["run"].string == first)
    }

    @Test func anExportedRecordVerifiesWithoutItsDatabase() throws {
      let place = try Place()
      let run = try Self.record("Send a deposit now to reserve it", place)
      #expect(try Precept.run("trace export \(run) -o run.json", in: place).status == 0)
      let elsewhere = try Place()
      let file = place.workspace.path + "/run.json"
      #expect(try Precept.run("audit verify \(file)", in: elsewhere).status == 0)
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(text.contains("Send a deposit now"))
      try text.replacing("deposit", with: "deposlt").write(
        toFile: file, atomically: true, encoding: .utf8)
      let bad = try Precept.run("audit verify \(file)", in: elsewhere)
      #expect(bad.status == 5)
      #expect(bad.out.contains("is not what was sealed"))
      #expect(try Precept.run("trace export 7ZZZ", in: place).status == 5)
    }

    @Test func lintGivesAdviceAndCoverageCounts() throws {
      let place = try Place()
      try "# Spam\n\nUsually it is spam.\n\nReasoning: high\n".write(
        toFile: place.workspace.path + "/thin.md", atomically: true, encoding: .utf8)
      let lint = try Precept.run("lint thin.md --json", in: place)
      #expect(lint.status == 0)
      let hints = try lint.json()["hints"].array ?? []
      #expect(hints.compactMap { $0["rule"].string }.contains("effort_in_text"))
      #expect(
        hints.allSatisfy { ($0["line"].int ?? 0) > 0 && !($0["message"].string ?? "").isEmpty })
      #expect(
        try Precept.run("lint marketplace-spam --json", in: place).json()["hints"].array?.isEmpty
          == true)

      _ = try Self.record("Send a deposit now to reserve it", place)
      let coverage = try Precept.run("coverage marketplace-spam --json", in: place).json()
      #expect(coverage["runs"].int == 1)
      #expect(coverage["engines"].string == "the rule matcher")
      let rule = coverage["rules"].array?.first { $0["id"].string == "MK3.a" }
      #expect(rule?["decided"].int == 1)
    }
  }
}
