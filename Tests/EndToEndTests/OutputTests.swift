import Foundation
import Testing

extension EndToEnd {
  /// Where `--output` may lead, for each command that has it.
  @Suite struct Outputs {
    /// Commands that end in `-o`, with a run and an evaluation to work on.
    private static func commands(_ place: Place) throws -> [String] {
      let run = try Precept.run(
        "run marketplace-spam --engine rule-matcher --content 'Send a deposit now' --json",
        in: place
      ).json()["run"].string
      let evaluation = try Precept.run(
        "eval run marketplace-spam marketplace --engine rule-matcher --json", in: place
      ).json()["eval"].string
      return [
        "trace export \(try #require(run)) -o", "report \(try #require(evaluation)) -o",
      ]
    }

    @Test func nothingOfPreceptsOwnIsEverReplaced() throws {
      let place = try Place()
      let commands = try Self.commands(place)
      let version = "policies/marketplace-spam/versions/0001.md"
      let before = try place.read(version)
      try #require(mkdir(place.workspace.path + "/folder", 0o700) == 0)
      for command in commands {
        for target in [
          version, "policies/marketplace-spam/versions/new.html", ".precept/runs.sqlite",
          ".precept/new.html", "folder", place.home.path + "/state/precept/new.html",
        ] {
          let done = try Precept.run("\(command) \(target)", in: place)
          #expect(done.status == 5, "\(command) \(target): \(done.out)")
          #expect(done.err.contains(target) && done.out.isEmpty, "\(done.err)")
        }
      }
      #expect(try place.read(version) == before)
      #expect(try Precept.run("audit verify", in: place).status == 0)
    }

    @Test func streamsAreWrittenIntoAndFilesReplaced() throws {
      let place = try Place()
      // A fault must not replace the machine's own: these are as /dev/stdout and /dev/null are.
      let stdout = place.home.path + "/stdout"
      try #require(symlink("/proc/self/fd/1", stdout) == 0)
      var null = "/dev/null"
      if geteuid() == 0 {
        null = place.home.path + "/null"
        try #require(mknod(null, S_IFCHR | 0o666, 0x0103) == 0)
      }
      for command in try Self.commands(place) {
        let file = try Precept.run("\(command) new.out", in: place)
        #expect(file.status == 0 && file.out.contains("new.out"), "\(file.err)")
        let whole = try place.read("new.out")
        #expect(whole.utf8.count > 100)

        // Into what stdout is, be it a pipe or a file, with nothing else in it.
        let piped = try Precept.run("\(command) \(stdout) | cat", in: place)
        #expect(piped.status == 0 && piped.out == whole)
        let redirected = try Precept.run("\(command) \(stdout) > redirected.out", in: place)
        #expect(redirected.status == 0 && redirected.out.isEmpty)
        #expect(try place.read("redirected.out") == whole)

        let discarded = try Precept.run("\(command) \(null)", in: place)
        #expect(discarded.status == 0 && discarded.out.isEmpty)
        var status = stat()
        #expect(stat(null, &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)

        let fifo = try Shell.run(
          "mkfifo pipe; cat pipe > piped.out & '\(Precept.binary())' \(command) pipe; wait; "
            + "test -p pipe && rm pipe", folder: place.workspace,
          environment: place.environment())
        #expect(fifo.status == 0, "\(fifo.err)")
        #expect(try place.read("piped.out") == whole)
      }
    }
  }
}
