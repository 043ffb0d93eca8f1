import Testing

extension EndToEnd {
  @Suite struct Edge {
    @Test func theEdgeLabFindsWhatDoesNotHoldAndKeepsIt() throws {
      let place = try Place()
      let arguments =
        "edge marketplace-spam --engine rule-matcher --kinds upside-down,markdown,nfc"
        + " --content 'Send a deposit now to reserve it' --keep edges"
      let done = try Precept.run("\(arguments) --json", in: place)
      #expect(done.status == 0)
      #expect(done.err.contains("left out, as they change nothing here: nfc"))
      #expect(done.err.contains("added 1 case to samples/edges.jsonl"))
      let document = try done.json()
      #expect(document["kind"].string == "edge" && document["runs"].int == 3)
      #expect(document["baselines"][0]["outcome"].string == "violates")
      let weakest = document["robustness"][0]
      #expect(weakest["kind"].string == "upside-down" && weakest["held"]["value"].int == 0)
      let divergence = weakest["divergence"][0]
      #expect(divergence["case"].string == "upside-down-1")
      #expect(divergence["left"]["rule"].string?.hasPrefix("MK3") == true)
      #expect(document["robustness"][1]["held"]["value"].int == 1)

      let kept = try Precept.run("cases list edges --json", in: place).json()["cases"][0]
      #expect(kept["tags"].array?.compactMap(\.string) == ["edge", "upside-down"])
      #expect(kept["note"].string == "upside-down of a content: violates became abstained.")

      let id = try #require(document["eval"].string)
      let shown = try Precept.run("eval show \(id)", in: place).out
      #expect(shown.contains("upside-down  must stay  0.000"))
      #expect(shown.contains("upside-down-1 (abstained) parts from the baseline:\n  - MK3"))
    }

    @Test func theEdgeLabRunsVariantsBesideTheContentAsItWas() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(
        .menu("2"), .menu("a"), .text("Send a deposit now to reserve it"), .function(7))
      try bench.expect("as it was")
      try await bench.send(.text("x"), .text("x"), .text("G"), .text(" "))
      try bench.expect("1 chosen")
      try await bench.send(.text("r"))
      try bench.expect("The evaluation is done.")
      try bench.expect(row: "padding-around", "held")
      try await bench.send(.enter)
      try bench.expect("Trace")
      try await bench.quit()
    }

    @Test func withoutABaselineThereIsNothingToHoldTo() throws {
      let place = try Place()
      let none = try Precept.run(
        "edge marketplace-spam --engine rule-matcher --content qwx --kinds hex,json", in: place)
      #expect(none.status == 3)
      #expect(none.err.contains("the content as it was has no verdict"))
      #expect(none.out.contains("baseline    abstained"))

      let set = try Precept.run(
        "edge marketplace-spam --engine rule-matcher --set marketplace --kinds json --json",
        in: place)
      #expect(set.status == 0)
      #expect(try (set.json()["baselines"].array?.count ?? 0) * 2 == set.json()["runs"].int)
      for wrong in [
        "--content x --set marketplace", "--content abc --kinds nfc", "--kinds all --stack",
        "--content x --kinds ,", "--content x --variants 0", "--content x --rate 2",
      ] {
        let done = try Precept.run(
          "edge marketplace-spam --engine rule-matcher \(wrong)", in: place)
        #expect(done.status == 2, "\(wrong)")
      }
      let name = try Precept.run(
        "edge marketplace-spam --engine rule-matcher --content x --keep ../x", in: place)
      #expect(name.status == 5 && name.out.isEmpty)
    }
  }
}
