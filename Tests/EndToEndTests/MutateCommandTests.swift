import Testing

extension EndToEnd {
  @Suite struct Mutate {
    private static let text = "Send a deposit now"

    @Test func mutateGivesALineForEachKindWithTheExactText() throws {
      let place = try Place()
      let arguments = "mutate --kinds base64,zero-width,negation --seed 7 --rate 1 --jsonl"
      let done = try Precept.run(arguments, input: Self.text, in: place)
      #expect(done.status == 0)
      let lines = try done.out.split(separator: "\n").map { try JSONValue(String($0)) }
      #expect(lines.map { $0["kind"].string } == ["base64", "zero-width", "negation"])
      #expect(lines.allSatisfy { $0["seed"].int == 7 && $0["rate"].int == 1 })
      #expect(lines[0]["text"].string == "U2VuZCBhIGRlcG9zaXQgbm93")
      #expect(lines[0]["relation"].string == "may_differ")
      #expect(lines[2]["relation"].string == "differs")
      let hidden = try #require(lines[1]["text"].string)
      #expect(hidden.unicodeScalars.contains { ["\u{200B}", "\u{2060}", "\u{FEFF}"].contains($0) })
      #expect(try Precept.run(arguments, input: Self.text, in: place).out == done.out)

      let stack = try Precept.run(
        "mutate --content '\(Self.text)' --kinds dotting,hex --stack --rate 0 --jsonl", in: place)
      #expect(try stack.json()["kind"].string == "dotting+hex")
      #expect(try stack.json()["text"].string?.hasPrefix("53 65 6e 64 20") == true)
    }

    @Test func mutateIsExactInAPipeAndNamesWhatItKnows() throws {
      let place = try Place()
      let plain = try Precept.run("mutate --kinds bidi --rate 1", input: Self.text, in: place)
      #expect(plain.status == 0 && plain.out.contains("dneS"))
      // A pipe gets what the mutation made, byte for byte.
      #expect(plain.out.unicodeScalars.contains("\u{202E}"))
      let all = try Precept.run("mutate --words 20", input: Self.text + "\u{1B}[2J", in: place)
      #expect(all.out.contains("── padding-around"))
      #expect(all.out.contains("\u{1B}[2J"))
      let list = try Precept.run("mutate --list", in: place)
      #expect(list.out.contains("negation") && list.out.contains("differs"))

      let unknown = try Precept.run("mutate --kinds homogliph --content x", in: place)
      #expect(unknown.status == 2)
      #expect(unknown.err.contains("There is no mutation “homogliph”. Near it: homoglyph."))
      for wrong in ["--rate 2", "--kinds ,", "--kinds all --stack", "no-such-file"] {
        #expect(try Precept.run("mutate --content x \(wrong)", in: place).status == 2, "\(wrong)")
      }
    }
  }
}
