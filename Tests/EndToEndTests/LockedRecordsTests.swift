import Foundation
import Testing

extension EndToEnd {
  /// Another process writes to the records and does not stop: nothing that was typed waits for it.
  @Suite struct LockedRecords {
    /// Holds SQLite's write lock until it is ended.
    private static func lock(_ place: Place) throws -> Process {
      let holder = Process()
      holder.executableURL = URL(filePath: "/usr/bin/env")
      holder.arguments = [
        "python3", "-c",
        """
        import sqlite3, sys
        records = sqlite3.connect(sys.argv[1], isolation_level=None)
        records.execute("BEGIN IMMEDIATE")
        print("locked", flush=True)
        sys.stdin.read()
        """,
        place.workspace.path + "/.precept/runs.sqlite",
      ]
      let (input, output) = (Pipe(), Pipe())
      holder.standardInput = input
      holder.standardOutput = output
      try holder.run()
      try #require(output.fileHandleForReading.availableData.starts(with: "locked".utf8))
      return holder
    }

    @Test func aDraftAndAVersionAreOnTheDiskAndSurviveAKill() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, arguments: "--engine rule-matcher")
      // So that there are records to be locked.
      try await bench.send(.control("r"))
      try await bench.idle(runs: true)
      let holder = try Self.lock(place)
      defer { holder.terminate() }
      // A run whose record has to wait.
      try await bench.send(.control("r"), runs: false)
      try await bench.send(.text("TYPED WHILE LOCKED "), .control("s"), .enter, runs: false)
      try await bench.wait(for: "the version") {
        (try? place.read("policies/marketplace-spam/versions/0003.md").contains("TYPED WHILE"))
          ?? false
      }
      try await bench.send(.text("AND SOME MORE "), runs: false)
      try await bench.wait(for: "the draft") {
        try Shell.run(
          "cat .precept/drafts/*.json", folder: place.workspace, environment: place.environment()
        ).out.contains("AND SOME MORE")
      }
      try bench.signal(SIGKILL)
      #expect(try await bench.end().status == 137)
      #expect(
        try place.read("policies/marketplace-spam/policy.md").contains("TYPED WHILE LOCKED"))
    }
  }
}
