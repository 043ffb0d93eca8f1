import Foundation
import Testing

extension EndToEnd {
  /// What somebody does to the records behind Precept's back, and what `audit verify` says of it.
  @Suite struct AuditTampers {
    private static func run(_ content: String, in place: Place) throws {
      let done = try Precept.run(
        "run marketplace-spam --engine rule-matcher --content '\(content)' --json", in: place)
      _ = try #require(try done.json()["run"].string)
    }

    /// Runs SQL on the records, as any SQLite tool would.
    private static func tamper(_ sql: String, in place: Place) throws {
      let program = """
        import hashlib, sqlite3, sys
        database = sqlite3.connect('.precept/runs.sqlite')
        database.create_function('sha256', 1, lambda body: hashlib.sha256(body).digest())
        database.executescript(sys.stdin.read())
        database.close()
        """
      let done = try Shell.run(
        "python3 -c \"\(program)\"", input: sql, folder: place.workspace, environment: [:])
      try #require(done.status == 0, "\(done.err)")
    }

    private static let cut = """
      DELETE FROM chain WHERE number = (SELECT max(number) FROM chain);
      DELETE FROM part WHERE run = (SELECT max(seq) FROM run);
      DELETE FROM text WHERE id NOT IN (SELECT text FROM part WHERE text IS NOT NULL);
      DELETE FROM run WHERE seq = (SELECT max(seq) FROM run);
      UPDATE sqlite_sequence SET seq = seq - 1 WHERE name IN ('chain', 'run');
      INSERT INTO run_search(run_search) VALUES ('rebuild');
      """

    @Test func aCutEndIsFoundAndAcceptedOnlyWhenSomebodySaysSo() throws {
      let place = try Place()
      for number in 1...3 { try Self.run("Send a deposit now, number \(number)", in: place) }
      #expect(try Precept.run("audit verify", in: place).status == 0)
      try Self.tamper(Self.cut, in: place)
      let cut = try Precept.run("audit verify", in: place)
      #expect(cut.status == 5)
      #expect(cut.out.contains("its end was cut off"), "\(cut.out)")
      // What is recorded afterwards does not cover it up.
      for number in 4...6 { try Self.run("Another one, number \(number)", in: place) }
      #expect(try Precept.run("audit verify", in: place).status == 5)
      // Elsewhere nothing was kept, and that is said.
      let elsewhere = try Precept.run(
        "audit verify", in: place, environment: ["XDG_STATE_HOME": place.root.path + "/fresh"])
      #expect(elsewhere.status == 0)
      #expect(elsewhere.err.contains("No seal of these records was kept on this machine"))
      #expect(try Precept.run("audit verify --accept", in: place).status == 0)
      #expect(try Precept.run("audit verify", in: place).status == 0)
    }

    @Test func whatIsChangedInAnEvaluationIsNamed() throws {
      let place = try Place()
      let evaluation = try Precept.run(
        "eval run marketplace-spam marketplace --engine rule-matcher --json", in: place
      ).json()["eval"].string
      let id = try #require(evaluation)
      #expect(try Precept.run("audit verify", in: place).status == 0)
      func expect(_ reason: String, after sql: String, undo: String) throws {
        try Self.tamper(sql, in: place)
        let bad = try Precept.run("audit verify --json", in: place)
        #expect(bad.status == 5, "\(sql)")
        let found = try bad.json()["first_bad"]["reason"].string ?? ""
        #expect(found.contains(reason), "\(sql): \(found)")
        try Self.tamper(undo, in: place)
        #expect(try Precept.run("audit verify", in: place).status == 0, "\(undo)")
      }
      try expect(
        "arm 0, case 0, draw 0 of evaluation \(id)",
        after: "UPDATE trial SET is_reused = 1 WHERE item = 0;",
        undo: "UPDATE trial SET is_reused = 0 WHERE item = 0;")
      try expect(
        "The figures of evaluation \(id)",
        after: "UPDATE evaluation SET right = right + 1;",
        undo: "UPDATE evaluation SET right = right - 1;")
      try expect(
        "The search index has 0 runs",
        after: "INSERT INTO run_search(run_search) VALUES ('delete-all');",
        undo: "INSERT INTO run_search(run_search) VALUES ('rebuild');")
      try Self.tamper(
        "CREATE TABLE was AS SELECT * FROM trial; UPDATE trial SET run = -run;"
          + "UPDATE trial SET run = (SELECT was.run FROM was WHERE was.item ="
          + " CASE trial.item WHEN 0 THEN 1 WHEN 1 THEN 0 ELSE trial.item END);"
          + "DROP TABLE was;", in: place)
      let swapped = try Precept.run("audit verify", in: place)
      #expect(swapped.status == 5)
      #expect(swapped.out.contains("The result of arm 0, case 0, draw 0 of evaluation \(id)"))
    }

    @Test func labelsAreSealedAndOneThatWasMovedElsewhereIsNoted() throws {
      let place = try Place()
      func verify() throws -> JSONValue {
        let done = try Precept.run("audit verify --json", in: place)
        #expect(done.status == 0)
        return try done.json()
      }
      // What the shipped workspace brings was set elsewhere.
      let first = try verify()["notes"].array ?? []
      let arguments = ["@2 mine", "@2 mine --protect", "@1 mine --force", "@1 other"]
      for argument in arguments {
        #expect(try Precept.run("label marketplace-spam\(argument)", in: place).status == 0)
      }
      #expect(try verify()["notes"].array?.count == first.count)
      let file = "policies/marketplace-spam/versions/labels.json"
      let text = try place.read(file)
      try place.write(text.replacing("\"mine\":1", with: "\"mine\":2"), to: file)
      let notes = try verify()["notes"].array ?? []
      #expect(notes.count == first.count + 1)
      let message = notes.first?["message"].string ?? ""
      #expect(
        message.hasPrefix(
          "The label file differs from the last sealed label: mine of marketplace-spam sits on v2"),
        "\(message)")
      #expect(message.hasSuffix("by tester."))
      #expect(try Precept.run("audit verify", in: place).err.contains("differs from the last"))
    }

    @Test func aLongAuditTellsHowFarItIsAndStopsOnControlC() async throws {
      let place = try Place()
      try Self.run("Send a deposit now", in: place)
      // So many texts that hashing them takes a while, whatever the machine.
      try Self.tamper(
        """
        WITH RECURSIVE
          n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000),
          t(body) AS (SELECT CAST('text ' || i AS BLOB) FROM n)
        INSERT INTO text(sha256, body) SELECT sha256(body), body FROM t;
        """, in: place)
      let terminal = try TerminalDriver(place, command: "bash --norc -i")
      try await terminal.wait(until: "bash-")
      try terminal.type([.text("'\(try Precept.binary())' audit verify"), .enter])
      try await terminal.wait(until: "Ctrl-C stops it.")
      try terminal.type([.control("c"), .text("echo status $?"), .enter])
      try await terminal.wait(until: "status 130")
      try terminal.type([.text("exit"), .enter])
      _ = try await terminal.end()
    }
  }
}
