import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Numbers of an engine, a database, a file and the command line never end the program.
  @Suite struct HostileNumbers {
    /// A shell's status of a process that a signal ended is 128 and more.
    private func run(_ arguments: String, in place: Place, _ expected: ClosedRange<Int32> = 0...10)
      throws
    {
      let done = try Precept.run(arguments, in: place)
      #expect(expected.contains(done.status), "\(arguments): \(done.status) \(done.err)")
    }

    private static let readers = [
      "eval list", "eval list --json", "eval show ID", "eval show ID --json", "eval compare ID",
      "report ID -o page.html", "runs", "runs --json", "coverage marketplace-spam",
      "trace show RUN", "trace show RUN --json", "replay RUN --speed max", "trace diff RUN RUN2",
      "audit verify",
    ]

    private func readAll(_ id: String, _ runs: [String], in place: Place) throws {
      for reader in Self.readers {
        let arguments = reader.replacing("ID", with: id).replacing("RUN2", with: runs[1])
          .replacing("RUN", with: runs[0])
        // One column of figures is compared with nothing, and a changed row is no longer sealed.
        let expected: ClosedRange<Int32> =
          switch reader {
          case "eval compare ID": 2...2
          case "audit verify": 0...10
          default: 0...0
          }
        try run(arguments, in: place, expected)
      }
    }

    private func runs(in place: Place) throws -> [String] {
      try Precept.run("runs --json", in: place).json()["runs"].array?.compactMap {
        $0["run"].string
      }
        ?? []
    }

    @Test(arguments: [
      "9223372036854775807", "-9223372036854775808", "1e400", "9223372036854775808",
    ])
    func whatAnEngineCountsNeverStopsAnEvaluation(number: String) async throws {
      let place = try Place()
      try place.write(
        (0..<4).map { #"{"id":"c\#($0)","content":"x \#($0)","expected":"MK3"}"# + "\n" }.joined(),
        to: "samples/four.jsonl")
      let server = try await ScriptedServer.start { _, request in
        if request.hasPrefix("GET") { return [.reply("404 Not Found", "{}"), .close] }
        let usage =
          #"{"choices":[],"usage":{"prompt_tokens":\#(number),"completion_tokens":\#(number)}}"#
        return [.streamHead, .text("MK3"), .stop, .event(usage), .event("[DONE]"), .close]
      }
      try place.configure(
        """
        [[engine]]
        name = "odd"
        url = "\(server.url)"
        kind = "openai"
        """)
      try run("eval run marketplace-spam four --engine odd --repeats 2", in: place, 0...4)
      let listed = try Precept.run("eval list --json", in: place).json()["evaluations"].array ?? []
      let id = try #require(listed.first?["eval"].string)
      #expect(listed.first?["done"].int == 8)
      try readAll(id, try runs(in: place), in: place)
      await server.stop()
    }

    /// As such rows were stored before numbers were bounded.
    @Test(arguments: [
      "UPDATE run SET completion_tokens = 9223372036854775807, total_ms = 9223372036854775807",
      "UPDATE run SET completion_tokens = -9223372036854775808, total_ms = -9223372036854775808",
      "UPDATE run SET completion_tokens = 'NaN', total_ms = 1e300, started_at = -9223372036854775808",
      "UPDATE trial SET item = 9223372036854775807 WHERE item = 0",
      "UPDATE evaluation SET right = 9223372036854775807, judged = 1, skipped = 9223372036854775807",
      "UPDATE evaluation SET plan = CAST(replace(CAST(plan AS TEXT), '\"repeats\":1', '\"repeats\":9223372036854775807') AS BLOB)",
      "UPDATE text SET body = CAST(replace(CAST(body AS TEXT), '\"total\":', '\"total\":922337203685477') AS BLOB)",
    ])
    func aRowOnceStoredStopsNoReader(sql: String) async throws {
      let place = try Place()
      try run("eval run marketplace-spam@1 marketplace --engine rule-matcher", in: place)
      let id = try #require(
        try Precept.run("eval list --json", in: place).json()["evaluations"].array?.first?["eval"]
          .string)
      let runs = try runs(in: place)
      let database = place.workspace.appending(path: ".precept/runs.sqlite").path
      let changed = try Shell.run(
        [
          "python3", "-c",
          "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
          database, sql,
        ], environment: place.environment())
      #expect(changed.status == 0)
      try readAll(id, runs, in: place)
      try run("eval resume \(id)", in: place)
      try run("eval list", in: place, 0...0)

      let bench = try await TerminalDriver.bench(place)
      for key in [
        Input.function(4), .enter, .escape, .escape, .function(6), .enter, .tab, .escape, .escape,
      ] {
        try bench.type([key])
        try await bench.idle()
      }
      try await bench.quit()
    }

    @Test(arguments: [
      "run marketplace-spam --content x --repeat", "run marketplace-spam --content x --max-tokens",
      "run marketplace-spam --content x --timeout", "run marketplace-spam --content x --seed",
      "run marketplace-spam --content x --temperature", "run marketplace-spam --content x --top-p",
      "eval run marketplace-spam marketplace --repeats",
      "eval run marketplace-spam marketplace --concurrency",
      "eval run marketplace-spam marketplace --limit",
      "eval run marketplace-spam marketplace --enough", "eval resume 0 --concurrency",
      "edge marketplace-spam --content x --variants", "edge marketplace-spam --content x --repeats",
      "edge marketplace-spam --content x --concurrency", "edge marketplace-spam --content x --rate",
      "mutate --content x --rate", "mutate --content x --words", "runs --limit",
      "coverage marketplace-spam --limit", "cases import x.csv --preview --limit",
      "cases import x.csv --preview --header-row", "engine start --model x --context",
      "engine start --model x --slots", "engine start --model x --port", "engine log -n",
      "replay 0 --speed",
    ])
    func anOptionOutOfRangeIsRefused(option: String) throws {
      let place = try Place()
      try place.write("a,b\n1,2\n", to: "x.csv")
      for number in ["9223372036854775807", "-9223372036854775808", "nan", "inf", "1e400", "-1"] {
        let done = try Precept.run("\(option)=\(number)", in: place)
        // A header row beyond the file is a mistake in the file's terms.
        #expect([2, 5].contains(done.status), "\(option)=\(number): \(done.status) \(done.err)")
        #expect(!done.err.isEmpty)
      }
    }

    @Test func daysThatNoCalendarHasAreRefused() throws {
      let place = try Place()
      for day in [
        "9223372036854775807-01-01", "0-0-0", "2026-13-01", "2026-02-31",
        "99999999999999999999-1-1",
        "2026-01-9223372036854775807",
      ] {
        #expect(try Precept.run("runs --since \(day)", in: place).status == 2, "\(day)")
      }
    }
  }
}
