import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Evaluations, from the command line and on F6.
  @Suite struct Evaluations {
    /// The figures of `eval run` against another way of counting, from `cases run`.
    @Test func figuresEqualWhatTheRunsSayCountedInAnotherWay() throws {
      let place = try Place()
      let evaluated = try Precept.run(
        "eval run marketplace-spam marketplace --engine rule-matcher --json", in: place)
      #expect(evaluated.status == 0)
      let figures = try evaluated.json()
      let runs =
        try Precept.run(
          "cases run marketplace-spam marketplace --engine rule-matcher --json", in: place
        ).json()["cases"].array ?? []
      let labels = try Precept.run("outline marketplace-spam --json", in: place).json()["answer"][
        "labels"]
      var right = 0
      var found = 0
      var there = 0
      var both = 0
      for run in runs {
        let expected = try #require(run["expected"].string)
        // A label's decision, or the decision itself; finer labels decide as their own.
        let coarse = expected.split(separator: ".").first.map(String.init) ?? expected
        let decision = labels[expected].string ?? labels[coarse].string ?? expected
        let decided = run["decision"].string
        right += decided == decision ? 1 : 0
        found += decided == "violates" || decided == "escalate" ? 1 : 0
        there += decision == "safe" ? 0 : 1
        both += decision != "safe" && decided != nil && decided != "safe" ? 1 : 0
      }
      #expect(figures["cases"].int == runs.count)
      #expect(figures["runs"].int == runs.count)
      let metrics = figures["metrics"]
      #expect(
        abs(try #require(metrics["accuracy"]["value"].double) - Double(right) / Double(runs.count))
          < 1e-9)
      #expect(
        abs(try #require(metrics["precision"]["value"].double) - Double(both) / Double(found))
          < 1e-9)
      #expect(
        abs(try #require(metrics["recall"]["value"].double) - Double(both) / Double(there)) < 1e-9)
      #expect(metrics["accuracy"]["low"].double! < metrics["accuracy"]["value"].double!)
      let states = figures["states"]
      #expect((states["ok"].int ?? 0) + (states["abstained"].int ?? 0) == runs.count)
    }

    @Test func whatCannotBeCountedIsRefusedBeforeItRuns() throws {
      let place = try Place()
      try place.write(#"{"id":"a","content":"x","expected":null}"#, to: "samples/blank.jsonl")
      let blank = try Precept.run(
        "eval run marketplace-spam blank --engine rule-matcher", in: place)
      #expect(blank.status == 2)
      #expect(blank.err.contains("No case of blank says what to expect under marketplace-spam"))
      let unnamed = try Precept.run("eval run marketplace-spam marketplace", in: place)
      #expect(unnamed.status == 2)
      #expect(unnamed.err.contains("needs an engine that is named or configured"))
      #expect(try Precept.run("eval show 01JZZZ", in: place).status == 5)
      #expect(try Precept.run("eval list", in: place).out.isEmpty)
    }

    @Test func aChangeIsComparedAndRulesAreDroppedOneByOne() throws {
      let place = try Place()
      func evaluate(_ arguments: String) throws -> JSONValue {
        try Precept.run("eval run \(arguments) --engine rule-matcher --json", in: place).json()
      }
      let before = try evaluate("marketplace-spam@1 marketplace")
      let after = try evaluate("marketplace-spam@2 marketplace")
      let ids = try [before, after].map { try #require($0["eval"].string) }
      let compared = try Precept.run("eval compare \(ids[0]) \(ids[1]) --json", in: place).json()
      let counts = ["fixed", "broken", "noise", "unchanged"].map { compared[$0].array?.count ?? 0 }
      #expect(counts.reduce(0, +) == before["cases"].int)
      #expect(compared["has_draws"].bool == false)
      let ablation = try evaluate("marketplace-spam marketplace --ablate drop")["ablation"]
      let rows = try #require(ablation.array)
      #expect(rows.contains { !($0["carried"].array ?? []).isEmpty })
      #expect(try Precept.run("eval delete \(ids[0])", in: place).status == 0)
      #expect(try Precept.run("eval show \(ids[0])", in: place).status == 5)
    }

    /// Killed twice in the middle, each case has one result in the end.
    @Test func killedAndResumedEachCaseHasOneResult() async throws {
      let place = try OnARealEngine.place()
      let count = 240
      let lines = (0..<count).map {
        #"{"id":"c\#($0)","content":"You won prize \#($0)","expected":"\#($0 % 2)"}"#
      }
      try place.write(lines.joined(separator: "\n"), to: "samples/many.jsonl")
      let engine = try await ScriptedEngine.start(ScriptedVLLM())
      let id = try begin(
        "eval run shop many --engine \(engine.url) --concurrency 8", in: place, until: 20)
      _ = try begin("eval resume \(id) --concurrency 8", in: place, until: 90)
      let done = try Precept.run("eval resume \(id) --json", in: place)
      await engine.stop()
      #expect(done.status == 0)
      let figures = try done.json()
      #expect(figures["runs"].int == count)
      #expect(figures["states"]["ok"].int == count)
      let runs = try Precept.run("runs --json --limit 1000", in: place).json()["runs"].array ?? []
      #expect(runs.count == count)
      #expect(Set(runs.compactMap { $0["run"].string }).count == count)
      #expect(try Precept.run("audit verify", in: place).status == 0)
    }

    /// Starts the command, waits for so many results, and kills it as nothing can be caught.
    private func begin(_ arguments: String, in place: Place, until done: Int) throws -> String {
      let started = try Shell.run(
        "'\(try Precept.binary())' \(arguments) >/dev/null 2>&1 & echo $!",
        folder: place.workspace, environment: place.environment())
      let process = try #require(
        Int32(started.out.trimmingCharacters(in: .whitespacesAndNewlines)))
      let deadline = ContinuousClock.now + .seconds(60)
      while true {
        let listed = try Precept.run("eval list --json", in: place)
        try #require(listed.status == 0, "\(listed.err)")
        let list = try listed.json()["evaluations"][0]
        if let results = list["done"].int, results >= done {
          kill(process, SIGKILL)
          while Processes.isAlive(process) { try #require(ContinuousClock.now < deadline) }
          return try #require(list["eval"].string)
        }
        try #require(ContinuousClock.now < deadline, "so many results never came")
      }
    }

    @Test func theAuthorMeasuresReadsWhatIsWrongAndComesBack() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy marketplace-spam --engine rule-matcher")
      try await bench.send(.function(6))
      try bench.expect("Nothing was measured yet. n evaluates the policy on a case set.")
      try await bench.send(.text("n"))
      try bench.expect("Without each rule")
      try await bench.send(.enter, .text("marketplace"), .enter)
      try bench.expect("Draws of each case")
      try await bench.send(.text("x"), .enter)
      try bench.expect("“x” is no number of draws")
      try await bench.send(.backspace, .text("1"), .enter)
      try bench.expect("The evaluation is done.")
      try bench.expect("Evaluation · marketplace-spam@2 × marketplace")
      try bench.expect("accuracy")
      try await bench.send(.text("v"))
      try bench.expect("precision               recall")
      try await bench.send(.text("v"))
      try bench.expect("── Confusion")
      try await bench.send(.text("v"))
      try bench.expect("recall → · precision ↑")
      try await bench.send(.text("v"))
      try bench.expect("median")
      try await bench.send(.enter)
      try bench.expect(" Trace")
      try await bench.send(.escape, .escape)
      try bench.expect("Evaluate · 1 evaluation")
      try bench.expect(row: "marketplace-spam@2", "marketplace", "rule-matcher")
      try await bench.quit()
    }
  }
}
