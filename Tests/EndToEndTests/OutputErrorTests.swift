import Foundation
import Testing

extension EndToEnd {
  /// Output that cannot be written is an error, and never looks like success.
  @Suite struct OutputErrors {
    private static let run =
      "run marketplace-spam --engine rule-matcher --content 'Send a deposit now to reserve it'"

    @Test(arguments: [
      run, run + " --json", "versions marketplace-spam --json", "show marketplace-spam", "--help",
      "cases list marketplace", "mutate --content 'some words here'", "outline marketplace-spam",
      "lint marketplace-spam", "config show", "runs --json",
    ])
    func aFullDiskUnderStandardOutputIsExitFiveAndASentence(_ command: String) throws {
      let place = try Place()
      let done = try Precept.run("\(command) > /dev/full", in: place)
      #expect(done.status == 5, "\(done.err)")
      #expect(
        done.err.contains("Standard output could not be written: No space left on device"),
        "\(done.err)")
    }

    @Test func aClosedStandardOutputIsExitFiveAndNoFileIsWrittenInItsPlace() throws {
      let place = try Place()
      let done = try Precept.run("\(Self.run) --json >&-", in: place)
      #expect(done.status == 5, "\(done.err)")
      #expect(done.err.contains("Standard output could not be written: It is closed"))
      // What was to be printed did not go into the first file that was opened.
      let records = place.workspace.appending(path: ".precept/runs.sqlite")
      #expect(try Data(contentsOf: records).starts(with: Data("SQLite format 3".utf8)))
      #expect(try Precept.run("runs --json", in: place).json()["runs"].array?.count == 1)
      #expect(try Precept.run("audit verify", in: place).status == 0)
    }

    @Test func aReaderThatHasGoneIsTheUsualStatusAndNoWord() throws {
      let place = try Place()
      let done = try Precept.run(
        "\(Self.run) 2>chain; echo $? >status; } | { exec <&-; true", in: place)
      #expect(done.err.isEmpty)
      // Not where the command was faster than its reader's end.
      let status = try place.read("status").trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(["141", "0"].contains(status))
      let many = try Precept.run(
        "mutate --words 2000 --content 'word' 2>err; echo $? >status; } | { head -c 1 >first",
        in: place)
      #expect(many.status == 0)
      let second = try place.read("status").trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(["141", "0"].contains(second))
      #expect(try place.read("err").isEmpty)
    }

    @Test func workForAReaderThatHasGoneEndsWithItsRecordsWhole() throws {
      let place = try Place()
      _ = try Precept.run(
        "cases run marketplace-spam --engine rule-matcher 2>err; echo $? >status; } | { head -n 1 >first",
        in: place)
      #expect(
        try place.read("status").trimmingCharacters(in: .whitespacesAndNewlines) == "141")
      #expect(try Precept.run("audit verify", in: place).status == 0)
    }

    @Test func aRunThatIsNotRecordedSaysSoAndStillDecides() throws {
      let place = try Place()
      let recorded = try Precept.run("\(Self.run) --json", in: place).json()
      #expect(recorded["recorded"].bool == true)
      // Something else stands where the records are.
      try FileManager.default.removeItem(at: place.workspace.appending(path: ".precept"))
      try place.write("no database\n", to: ".precept/runs.sqlite")
      chmod(place.workspace.appending(path: ".precept").path, 0o700)
      let done = try Precept.run("\(Self.run) --json", in: place)
      #expect(done.status == 0)
      #expect(done.err.lowercased().contains("not recorded"), "\(done.err)")
      let document = try done.json()
      #expect(document["recorded"].bool == false)
      #expect(document["verdict"]["decision"].string == "violates")
      let cases = try Precept.run(
        "cases run marketplace-spam --engine rule-matcher --json", in: place)
      #expect(try cases.json()["cases"][0]["recorded"].bool == false)
    }

    private static let canMount =
      (try? Shell.run(["unshare", "-rm", "true"], environment: Place().environment()).status) == 0

    @Test(.enabled(if: canMount, "It needs unshare(1) with a user name space."))
    func aFullDiskLeavesNoHalfOfAnExportOrAReport() throws {
      let place = try Place()
      let run = try #require(try Precept.run("\(Self.run) --json", in: place).json()["run"].string)
      let evaluation = try Precept.run(
        "eval run marketplace-spam marketplace --repeats 1 --engine rule-matcher --json", in: place)
      let id = try #require(try evaluation.json()["eval"].string)
      for (command, file) in [("trace export \(run)", "run.json"), ("report \(id)", "page.html")] {
        let script = """
          mkdir -p small && mount -t tmpfs -o size=8k none small && echo old > small/\(file)
          '\(try Precept.binary())' \(command) -o small/\(file)
          echo "status $?: $(ls -A small): $(cat small/\(file))"
          """
        let done = try Shell.run(
          ["unshare", "-rm", "sh", "-c", "cd '\(place.workspace.path)' && { \(script)\n}"],
          environment: place.environment())
        #expect(done.out.hasSuffix("status 5: \(file): old\n"), "\(done.out)\(done.err)")
        #expect(done.err.contains(file), "\(done.err)")
      }
    }

    @Test func standardInputThatIsClosedIsASentence() throws {
      let place = try Place()
      let done = try Precept.run(
        "run marketplace-spam --engine rule-matcher <&-", in: place)
      #expect(done.status == 5)
      #expect(done.err.contains("Standard input cannot be read."), "\(done.err)")
    }
  }
}
