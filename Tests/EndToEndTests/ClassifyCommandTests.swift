import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `precept classify`.
  @Suite struct Classifying {
    private static let contents = (1...40).map { number in
      number % 5 == 0 ? "" : "Item \(number): pay the deposit by gift card, \"now\""
    }

    private static func place() throws -> Place {
      let place = try Place()
      let rows = contents.enumerated().map { index, text in
        "r\(index + 1);\(text.isEmpty ? "" : "\"\(text.replacing("\"", with: "\"\""))\"")"
      }
      try place.write("id;text\n" + rows.joined(separator: "\n") + "\n", to: "in.csv")
      return place
    }

    private static let command =
      "classify marketplace-spam in.csv --content-column text --id-column id --engine rule-matcher"

    private func rows(_ text: String) throws -> [JSONValue] {
      try text.split(separator: "\n").map { try JSONValue(String($0)) }
    }

    @Test func everyRowComesOutOnceInOrderAndItsRunIsRecorded() throws {
      let place = try Self.place()
      let done = try Precept.run("\(Self.command) -o out.jsonl", in: place)
      #expect(done.status == 3)
      #expect(done.err.contains("8 skipped"))
      let out = try rows(place.read("out.jsonl"))
      #expect(out.map { $0["id"].string } == (1...40).map { "r\($0)" })
      #expect(out.map { $0["row"].int } == Array(1...40))
      #expect(out[4]["state"].string == "skipped")
      #expect(out[4]["error"].string == "The row has no content.")
      #expect(out[0]["decision"].string != nil)
      #expect(out[0]["rules"].array?.isEmpty == false)
      let run = try #require(out[0]["run"].string)
      let record = try Precept.run("trace show \(run) --json", in: place).json()
      #expect(record["content_text"].string == Self.contents[0])
      #expect(try Precept.run("audit verify", in: place).status == 0)
    }

    /// Whatever was written when it was killed, the end is as if it had not been.
    @Test(arguments: ["jsonl", "csv"]) func aCutOutputIsCompletedByResuming(format: String) throws {
      let place = try Self.place()
      let command = "\(Self.command) -o out.\(format)"
      #expect(try Precept.run(command, in: place).status == 3)
      let whole = try place.read("out.\(format)")
      let ids = { (text: String) in
        text.split(whereSeparator: \.isNewline).map { line in
          line.split(separator: format == "csv" ? "," : " ").prefix(4).joined(separator: " ")
        }
      }
      let refused = try Precept.run(command, in: place)
      #expect(refused.status == 5)
      #expect(refused.err.contains("--resume"))
      let bytes = Array(whole.utf8)
      for length in [0, 30, bytes.count / 3, bytes.count / 2 + 7, bytes.count - 1, bytes.count] {
        try place.write(Data(bytes.prefix(length)), to: "out.\(format)")
        let resumed = try Precept.run("\(command) --resume", in: place)
        #expect([0, 3].contains(resumed.status), "\(length): \(resumed.err)")
        #expect(ids(try place.read("out.\(format)")) == ids(whole), "cut at \(length)")
      }
    }

    @Test func resumingWithOtherRowsOrAnotherPolicyIsRefused() throws {
      let place = try Self.place()
      _ = try Precept.run("\(Self.command) -o out.jsonl", in: place)
      let before = try place.read("out.jsonl")
      let policy = try Precept.run(
        "\(Self.command.replacing("marketplace-spam", with: "game-chat")) -o out.jsonl --resume",
        in: place)
      #expect(policy.status == 2)
      #expect(policy.err.contains("another text of the policy"))
      try place.write("id;text\nother;x\n", to: "in.csv")
      let rows = try Precept.run("\(Self.command) -o out.jsonl --resume", in: place)
      #expect(rows.status == 2)
      try place.write("my own file\n", to: "out.jsonl")
      #expect(try Precept.run("\(Self.command) -o out.jsonl --resume", in: place).status == 5)
      #expect(try place.read("out.jsonl") == "my own file\n")
      #expect(!before.isEmpty)
    }

    @Test func aPipeGivesARowAsSoonAsOneComes() throws {
      let place = try Self.place()
      // The second row is not written before the first has come out.
      let script = """
        mkfifo rows
        ('\(try Precept.binary())' classify marketplace-spam --engine rule-matcher <rows >out.jsonl 2>/dev/null) &
        exec 3>rows
        printf '{"id":"a","content":"pay the deposit by gift card"}\\n' >&3
        n=0; until grep -q '"id": "a"' out.jsonl 2>/dev/null || [ $n -gt 600 ]; do n=$((n+1)); sleep 0.1; done
        grep -c . out.jsonl
        printf '{"id":"b","content":"pay the deposit by gift card"}\\n' >&3
        exec 3>&-
        wait
        grep -c . out.jsonl
        """
      let done = try Shell.run(script, folder: place.workspace, environment: place.environment())
      #expect(done.out == "1\n2\n", "\(done.err)")
    }

    @Test func samplesAgreeAndLinesOfTextAreContents() throws {
      let place = try Self.place()
      let done = try Precept.run(
        "classify marketplace-spam --engine rule-matcher --samples 3",
        input: "pay the deposit by gift card\n\n[deleted]\n", in: place)
      let out = try rows(done.out)
      #expect(out.count == 3)
      #expect(out[0]["samples"].int == 3)
      #expect(out[0]["agreement"].double == 1)
      #expect(out[1]["state"].string == "skipped")
    }

    @Test func anInterruptionLeavesWholeRows() throws {
      let place = try Self.place()
      let many = (1...20_000).map { "item \($0): pay the deposit by gift card" }
      try place.write(many.joined(separator: "\n"), to: "many.txt")
      let script = """
        '\(try Precept.binary())' classify marketplace-spam many.txt --engine rule-matcher -o out.jsonl &
        p=$!
        n=0; until [ -s out.jsonl ] || [ $n -gt 600 ]; do n=$((n+1)); sleep 0.1; done
        kill -INT $p; wait $p; echo $?
        """
      let done = try Shell.run(script, folder: place.workspace, environment: place.environment())
      #expect(done.out == "130\n", "\(done.err)")
      let text = try place.read("out.jsonl")
      #expect(text.hasSuffix("\n"))
      let out = try rows(text)
      #expect(out.map { $0["row"].int } == Array(1...out.count))
    }
  }
}
