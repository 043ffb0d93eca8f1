import Foundation
import Testing

extension EndToEnd {
  /// Records that another process holds, and contents that are erased for good.
  @Suite struct SharedRecords {
    static let content = "The quixotic zeppelin moors here / \"today\""

    private func recorded(_ place: Place, _ content: String = content) throws -> String {
      let done = try Precept.run(
        "run marketplace-spam --engine rule-matcher --json", input: content, in: place)
      return try #require(try done.json()["run"].string)
    }

    /// A python that prints `held` and keeps what it holds until it is killed.
    private func holder(_ script: String, in place: Place) throws -> ChildProcess {
      let out = place.root.appending(path: "held-\(UUID().uuidString)")
      try Data().write(to: out)
      let file = try FileHandle(forUpdating: out)
      let nothing = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
      let child = try ChildProcess(
        ["python3", "-c", script + "\nprint('held', flush=True)\nimport signal; signal.pause()"],
        environment: place.environment(),
        streams: [nothing, file, file].map(\.fileDescriptor))
      let deadline = ContinuousClock.now + .seconds(20)
      while try String(contentsOf: out, encoding: .utf8) != "held\n" {
        try #require(ContinuousClock.now < deadline)
        usleep(2000)
      }
      return child
    }

    private var readers: [String] {
      ["runs", "audit verify", "eval list", "coverage marketplace-spam"]
    }

    @Test func whatReadsWaitsForNoWriter() throws {
      let place = try Place()
      let id = try recorded(place)
      let database = place.workspace.path + "/.precept/runs.sqlite"
      let writer = try holder(
        """
        from sqlite3 import connect; import fcntl
        lock = open('\(database).lock', 'a'); fcntl.flock(lock, fcntl.LOCK_EX)
        db = connect('\(database)', isolation_level=None)
        db.execute('BEGIN IMMEDIATE'); db.execute("UPDATE run SET engine = 'x'")
        """, in: place)
      defer { kill(writer.pid, SIGKILL) }
      for command in readers + ["trace show \(id)", "trace export \(id)"] {
        let start = ContinuousClock.now
        let done = try Precept.run(command, in: place)
        #expect(done.status == 0, "\(command): \(done.err)")
        #expect(start.duration(to: .now) < .seconds(8), "\(command)")
      }
    }

    @Test func whatReadsMakesNothing() throws {
      let place = try Place()
      for command in readers {
        let done = try Precept.run(command, in: place)
        #expect(done.status == 0, "\(command): \(done.err)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: place.workspace.path)
      #expect(names.sorted() == ["policies", "samples"])
      #expect(!FileManager.default.fileExists(atPath: place.home.path + "/state"))
    }

    @Test func anEvaluationThatAnotherWorksOnIsNeitherDeletedNorMadeAnew() throws {
      let place = try Place()
      let figures = try Precept.run(
        "eval run marketplace-spam marketplace --engine rule-matcher --json", in: place
      ).json()
      let id = try #require(figures["eval"].string)
      func done() throws -> Int? {
        try Precept.run("eval list --json", in: place).json()["evaluations"][0]["done"].int
      }
      let before = try done()
      let lock = place.workspace.path + "/.precept/runs.sqlite.evaluation-\(id)"
      let worker = try holder(
        "import fcntl\nlock = open('\(lock)', 'a'); fcntl.flock(lock, fcntl.LOCK_EX)", in: place)
      for command in ["delete \(id)", "resume \(id) --redo ok", "resume \(id) --failures"] {
        let refused = try Precept.run("eval \(command)", in: place)
        #expect(refused.status == 5)
        #expect(refused.err.contains("Another Precept works on the evaluation \(id)"))
        #expect(try done() == before)
      }
      kill(worker.pid, SIGKILL)
      _ = try worker.wait()
      #expect(try Precept.run("eval resume \(id) --redo ok", in: place).status == 0)
      #expect(try Precept.run("eval delete \(id)", in: place).status == 0)
    }

    @Test func erasingReachesSessionAndDraftsAndNamesWhatItLeaves() throws {
      let place = try Place()
      let id = try recorded(place)
      _ = try recorded(place, "Is the bike still available?")
      let spelled = Self.content.replacing("\"", with: "\\\"")
      func draft(_ content: String) -> String {
        """
        {"format":1,"key":"marketplace-spam","text":"# P","content":"\(content)","caret":0,\
        "contentCaret":7,"pid":1,"cleanExit":true,"time":"2026-11-23T10:00:00Z"}
        """
      }
      try place.write(#"{"format":1,"content":"\#(spelled)"}"#, to: ".precept/session.json")
      try place.write(draft(spelled), to: ".precept/drafts/0123456789abcdef.json")
      try place.write(
        draft("More than this: \(spelled)"), to: ".precept/drafts/fedcba9876543210.json")
      try place.write(#"{"id":"a","content":"\#(spelled)"}"#, to: "samples/mine.jsonl")
      let done = try Precept.run("trace erase \(id) --yes", in: place)
      #expect(done.status == 0, "\(done.err)")
      #expect(done.out == "Erased the content of 1 run.\n")
      #expect(try !place.read(".precept/session.json").contains("zeppelin"))
      let cleaned = try place.read(".precept/drafts/0123456789abcdef.json")
      #expect(!cleaned.contains("zeppelin") && cleaned.contains("# P"))
      // What a person wrote around it is theirs.
      #expect(try place.read(".precept/drafts/fedcba9876543210.json").contains("More than this"))
      for name in ["fedcba9876543210.json", "mine.jsonl"] {
        #expect(done.err.contains("\(name) still holds the content"))
      }
      let found = try Shell.run(
        "grep -rlaF 'quixotic zeppelin moors' .precept", folder: place.workspace,
        environment: place.environment())
      #expect(found.out == ".precept/drafts/fedcba9876543210.json\n")
      #expect(try Precept.run("audit verify", in: place).status == 0)
    }

    @Test func ctrlCStopsAnErasureAndTheRestStays() throws {
      let place = try Place()
      try place.write(
        #"{"id":"a","content":"Send a deposit now to reserve it","expected":"violates"}"#,
        to: "samples/one.jsonl")
      let count = 400
      #expect(
        try Precept.run(
          "eval run marketplace-spam one --engine rule-matcher --repeats \(count)", in: place
        ).status == 0)
      let id = try #require(
        try Precept.run("runs --json --limit 1", in: place).json()["runs"][0]["run"].string)
      let log = place.root.appending(path: "erase.log")
      try Data().write(to: log)
      let file = try FileHandle(forUpdating: log)
      let nothing = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
      let child = try ChildProcess(
        [
          Precept.binary(), "trace", "erase", id, "--yes", "--workspace", place.workspace.path,
        ], environment: place.environment(), streams: [nothing, file, file].map(\.fileDescriptor))
      let deadline = ContinuousClock.now + .seconds(30)
      while try Data(contentsOf: log).isEmpty {
        try #require(ContinuousClock.now < deadline)
        usleep(1000)
      }
      kill(child.pid, SIGINT)
      #expect(try child.wait() == 130)
      let said = try String(contentsOf: log, encoding: .utf8)
      #expect(said.contains("Stopped:"), "\(said)")
      let runs = try Precept.run("runs --json --limit 1000", in: place).json()["runs"].array ?? []
      let erased = runs.count { $0["erased"].bool == true }
      #expect(runs.count == count && erased < count)
      #expect(try Precept.run("audit verify", in: place).status == 0)
      // The next that writes cleans the index.
      let next = try Precept.run(
        "run marketplace-spam --engine rule-matcher --content x", in: place)
      #expect(next.err.contains("finishing an erasure that was interrupted"))
      let rest = try Precept.run(
        "trace erase \(try #require(runs.first { $0["erased"].bool == false }?["run"].string)) --yes",
        in: place)
      #expect(rest.out == "Erased the content of \(count - erased) runs.\n")
    }
  }
}
