import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Case files as the world has them, through the commands.
  @Suite struct CaseFiles {
    @Test func aFileOfAnyDialectIsImportedAndTheWayItWasReadIsTold() throws {
      let place = try Place()
      try place.write("sep=;\r\nid;text;label\r\n1;a, b;violates\r\n2;c;Safe\r\n", to: "s.csv")
      let semicolons = try Precept.run(
        "cases import s.csv --content-column text --expected-column label --id-column id -o s",
        in: place)
      #expect(semicolons.status == 0)
      #expect(semicolons.out.contains("semicolons between fields"))
      let utf16 = Data("text\tlabel\nhé\tx\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
      try place.write(utf16, to: "u.csv")
      let packed = try Shell.run(
        "gzip -k u.csv && '\(try Precept.binary())' cases import u.csv.gz --content-column text --preview --json",
        folder: place.workspace, environment: place.environment())
      let read = try packed.json()
      #expect(read["cases"][0]["content"].string == "hé")
      #expect(read["format"]["encoding"].string == "utf-16le")
      #expect(read["format"]["compression"].string == "gzip")
      #expect(read["format"]["delimiter"].string == "\t")
      let listed = try Precept.run("cases list s --json", in: place).json()
      #expect(listed["cases"].array?.map { $0["expected"].string } == ["violates", "safe"])
    }

    @Test func votesAreKeptCountedAndExportedAndComeBack() throws {
      let place = try Place()
      try place.write(
        "item,rater,text,q\n1,a,hello,Yes\n1,b,hello,Yes\n1,c,hello,No\n2,a,bye,No\n2,b,bye,Yes\n",
        to: "r.csv")
      let done = try Precept.run(
        "cases import r.csv --content-column text --expected-column q --id-column item --rater-column rater --map Yes=violates --map No=safe -o r --json",
        in: place
      ).json()
      #expect(done["imported"].int == 2)
      #expect(done["ties"].int == 1)
      #expect(done["raters"]["expected"]["votes"].int == 5)
      for format in ["jsonl", "csv"] {
        let out = try Precept.run("cases export r --format \(format) -o r.\(format)", in: place)
        #expect(out.status == 0, "\(out.err)")
        let back = try Precept.run("cases import r.\(format) -o back-\(format)", in: place)
        #expect(back.status == 0, "\(back.err)")
        let sets = ["r", "back-\(format)"].map {
          try? String(
            contentsOf: place.workspace.appending(path: "samples/\($0).jsonl"), encoding: .utf8)
        }
        #expect(sets[0] == sets[1])
      }
      let evaluated = try Precept.run(
        "eval run marketplace-spam r --engine rule-matcher --json", in: place)
      #expect(try evaluated.json()["raters"]["cases"].int == 2)
    }

    /// trials/29
    @Test func labelsOfCasesFoldAndUnknownOnesAreSaidLoudly() throws {
      let place = try Place()
      let lines = [
        #"{"id":"a","content":"Send the deposit by gift card today","expected":"violates"}"#,
        #"{"id":"b","content":"Send the deposit by gift card now","expected":" VIOLATES"}"#,
        #"{"id":"c","content":"Please send a deposit by gift card","expected":"Violates"}"#,
        #"{"id":"d","content":"Just a chair","expected":"valid"}"#,
      ]
      try place.write(lines.joined(separator: "\n"), to: "samples/case.jsonl")
      let run = try Precept.run(
        "eval run marketplace-spam case --engine rule-matcher --json", in: place)
      let document = try run.json()
      #expect(document["metrics"]["accuracy"]["n"].int == 3)
      #expect(document["unknown_labels"]["valid"]["count"].int == 1)
      #expect(document["unknown_labels"]["valid"]["nearest"].string != nil)
      #expect(run.err.contains("1 case expects “valid”, which marketplace-spam"))
      let cases = try Precept.run(
        "cases run marketplace-spam case --engine rule-matcher", in: place)
      #expect(cases.err.contains("“valid”"))
      let again = try Precept.run(
        "cases import samples/case.jsonl --preview --policy marketplace-spam", in: place)
      #expect(again.out.contains("“valid”"))
    }

    @Test func contentIsStandardInputWhereItIsADash() throws {
      let place = try Place()
      let run = try Precept.run(
        "run marketplace-spam --content - --engine rule-matcher --json",
        input: "Send the deposit by gift card", in: place)
      #expect(try run.json()["content"]["bytes"].int == 29, "\(run.err)")
    }

    @Test func whatCannotBeReadOnlyGivesTheNextStep() throws {
      let place = try Place()
      try place.write("tests:\n- vars: {}\n", to: "t.yaml")
      let yaml = try Precept.run("cases import t.yaml -o t", in: place)
      #expect(yaml.status == 5)
      #expect(yaml.err.contains("is YAML"))
      let odd = try Precept.run("cases import t.yaml -o t --encoding shift_jis", in: place)
      #expect(odd.status == 2)
      #expect(odd.err.contains("iconv"))
    }
  }
}
