import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// What figures say of the cases that they do not count, and how a command ends then.
  @Suite struct EvaluationFigures {
    private func evaluate(
      _ arguments: String, in place: Place, status: Int32 = 0
    ) throws -> JSONValue {
      let run = try Precept.run("eval run \(arguments) --json", in: place)
      #expect(run.status == status, "\(run.err)")
      return try run.json()
    }

    /// The contents stay and so do the answers; four of eight cases get another label.
    @Test func changedLabelsAreAListOfTheirOwn() throws {
      let place = try Place()
      func write(_ label: String) throws {
        let lines = (0..<8).map { number in
          #"{"id":"c\#(number)","content":"Send a deposit now to reserve it, \#(number)","expected":"\#(number < 4 ? label : "violates")"}"#
        }
        try place.write(lines.joined(separator: "\n"), to: "samples/turned.jsonl")
      }
      try write("violates")
      let arguments = "marketplace-spam turned --engine rule-matcher"
      let before = try #require(try evaluate(arguments, in: place)["eval"].string)
      try write("safe")
      let after = try #require(try evaluate(arguments, in: place)["eval"].string)
      for (first, second, later) in [(before, after, "after"), (after, before, "before")] {
        let compared = try Precept.run("eval compare \(first) \(second) --json", in: place)
        #expect(compared.status == 0)
        let document = try compared.json()
        #expect(document["broken"].array?.isEmpty == true)
        #expect(document["fixed"].array?.isEmpty == true)
        #expect(document["relabeled"].array?.compactMap(\.string) == ["c0", "c1", "c2", "c3"])
        #expect(document["labels_of"].string == later)
        #expect(document["test"]["standing"].string == "nothing_changed")
        #expect(document["difference"]["value"].double == 0)
        let low = try #require(document["difference"]["low"].double)
        #expect(low < -0.2)
      }
      let said = try Precept.run("eval compare \(before) \(after)", in: place).out
      #expect(said.contains("4 relabeled"))
      #expect(said.contains("expected violates → safe"))
      #expect(said.contains("Both evaluations are held to the later labels."))
    }

    /// Two of eight contents are longer than the engine's context.
    @Test func whatTheEngineFailedOnIsNamedAndNotJudged() async throws {
      let place = try OnARealEngine.place()
      let long = String(repeating: "very ", count: 3000)
      let lines = (0..<8).map { number in
        #"{"id":"c\#(number)","content":"You won prize \#(number) \#(number % 4 == 1 ? long : "")","expected":"1"}"#
      }
      try place.write(lines.joined(separator: "\n"), to: "samples/some.jsonl")
      let small = try await ScriptedEngine.start(ScriptedVLLM(context: 2500))
      let large = try await ScriptedEngine.start(ScriptedVLLM())
      let run = try Precept.run(
        "eval run shop some --engine \(small.url) --max-tokens 400", in: place)
      #expect(run.status == 3, "\(run.out)\(run.err)")
      #expect(run.out.contains("n 6 of 8: 2 failed"))
      #expect(run.out.contains("2 cases not judged"))
      #expect(run.out.contains("c1: ") && run.out.contains("c5: "))
      #expect(run.err.contains("The engine failed in 2 runs, so 2 cases are not judged."))
      #expect(run.err.contains("--failures runs them again."))
      let whole = try evaluate("shop some --engine \(large.url) --max-tokens 400", in: place)
      let list = try Precept.run("eval list --json", in: place).json()["evaluations"]
      let partial = try #require(list[1]["eval"].string)
      let all = try #require(whole["eval"].string)
      #expect(list[1]["judged"].int == 6 && list[0]["judged"].int == 8)

      let shown = try Precept.run("eval show \(partial) --json", in: place)
      #expect(shown.status == 0)
      let figures = try shown.json()
      let counts = figures["case_counts"]
      #expect(counts["failed"].int == 2 && counts["counted"].int == 6)
      #expect(figures["failures"].array?.compactMap { $0["case"].string } == ["c1", "c5"])
      #expect(figures["failures"][0]["message"].string?.contains("context") == true)
      #expect(figures["metrics"]["accuracy"]["n"].int == 6)
      #expect(figures["metrics"]["accuracy"]["of"].int == 8)

      let compared = try Precept.run("eval compare \(all) \(partial) --json", in: place)
      #expect(compared.status == 3)
      #expect(compared.err.contains("precept eval resume \(partial) --failures"))
      #expect(!compared.err.contains(all))
      let document = try compared.json()
      #expect(document["broken"].array?.isEmpty == true)
      #expect(document["failed"].array?.compactMap(\.string) == ["c1", "c5"])
      #expect(document["failures"][0]["message"].string?.contains("context") == true)

      let again = try Precept.run("eval resume \(partial) --failures", in: place)
      #expect(again.status == 3)
      #expect(again.err.contains("The engine failed in 2 runs"))
      await small.stop()
      await large.stop()
    }

    /// The labels of the set are words that the policy does not have, but for one.
    @Test func whatThePolicyDoesNotKnowStandsInTheLine() throws {
      let place = try Place()
      let lines = (0..<40).map { number in
        #"{"id":"c\#(number)","content":"Send a deposit now, \#(number)","expected":"\#(number == 0 ? "violates" : "zorgle")"}"#
      }
      try place.write(lines.joined(separator: "\n"), to: "samples/words.jsonl")
      let run = try Precept.run(
        "eval run marketplace-spam words --engine rule-matcher", in: place)
      #expect(run.status == 0)
      let line = run.out.split(separator: "\n").first { $0.contains("accuracy") }
      #expect(
        line?.contains("n 1 of 40: 39 expectations are not known to the policy") == true)
      #expect(run.out.contains("zorgle (39)"))
    }
  }
}
