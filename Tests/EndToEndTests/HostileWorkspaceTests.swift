import Foundation
import Testing

extension EndToEnd {
  /// A workspace that somebody else has made, such as a cloned repository.
  @Suite struct HostileWorkspaces {
    private static let secret = "the secret of the person"

    /// A place with a secret outside of the workspace.
    private static func place() throws -> Place {
      let place = try Place()
      try Data(secret.utf8).write(to: place.home.appending(path: "secret.md"))
      return place
    }

    private static func link(_ name: String, to target: String, in place: Place) throws {
      let path = place.workspace.path + "/" + name
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    /// No command shows what the link leads to, and none writes there.
    private static func expectRefused(
      _ commands: [String], _ name: String, in place: Place,
      _ location: SourceLocation = #_sourceLocation
    ) throws {
      for command in commands {
        let done = try Precept.run(command, in: place)
        #expect(done.status == 5, "\(command): \(done.out)", sourceLocation: location)
        #expect(
          done.err.contains("\(name) is a symbolic link to "), "\(command): \(done.err)",
          sourceLocation: location)
        #expect(!(done.out + done.err).contains(secret), sourceLocation: location)
      }
      let file = place.home.appending(path: "secret.md")
      #expect(try String(contentsOf: file, encoding: .utf8) == secret, sourceLocation: location)
    }

    @Test func aPolicyThatIsALinkToAPersonsFileIsNeitherShownNorSaved() throws {
      let place = try Self.place()
      let name = "policies/marketplace-spam/policy.md"
      try Self.link(name, to: "../../../home/secret.md", in: place)
      try Self.expectRefused(
        [
          "show marketplace-spam", "save marketplace-spam -m x", "lint marketplace-spam",
          "run marketplace-spam --engine rule-matcher --content x", "outline \(name)",
          "save marketplace-spam samples/marketplace.jsonl",
        ], name, in: place)
    }

    @Test func samplesAndSettingsAreNotReadThroughALinkEither() throws {
      let place = try Self.place()
      let target = place.home.path + "/secret.md"
      let set = "samples/marketplace.jsonl"
      try Self.link(set, to: target, in: place)
      try place.write("id,content\n1,Buy now\n", to: "new.csv")
      try Self.expectRefused(
        [
          "cases list marketplace",
          "cases import new.csv --content-column content -o marketplace --force",
          "cases import new.csv --content-column content -o marketplace --append",
        ], set, in: place)
      try Self.link("precept.toml", to: target, in: place)
      try Self.expectRefused(["versions marketplace-spam"], "precept.toml", in: place)
    }

    @Test func aPrivateFolderThatIsALinkIsRefusedByEveryCommandThatOpensTheWorkspace() throws {
      let place = try Self.place()
      let elsewhere = place.home.path + "/elsewhere"
      try #require(mkdir(elsewhere, 0o700) == 0)
      try Self.link(".precept", to: elsewhere, in: place)
      try Self.expectRefused(
        [
          "versions marketplace-spam", "runs", "restore marketplace-spam@1", "audit verify",
          "run marketplace-spam --engine rule-matcher --content x",
        ], ".precept", in: place)
      #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
      // Nor are the records put elsewhere in silence.
      #expect(!FileManager.default.fileExists(atPath: place.home.path + "/state/precept"))
    }

    @Test func aPrivateFolderThatAllMayReadBecomesPrivate() throws {
      let place = try Place()
      let path = place.workspace.path + "/.precept"
      try #require(mkdir(path, 0o777) == 0 && chmod(path, 0o777) == 0)
      let done = try Precept.run(
        "run marketplace-spam --engine rule-matcher --content x", in: place)
      #expect(done.err.isEmpty == false && FileManager.default.fileExists(atPath: path))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o700)
    }

    @Test func aPolicyThatIsAPipeDoesNotHoldAnybodyUp() throws {
      let place = try Place()
      let name = "policies/marketplace-spam/policy.md"
      try FileManager.default.removeItem(atPath: place.workspace.path + "/" + name)
      try #require(mkfifo(place.workspace.path + "/" + name, 0o600) == 0)
      for command in ["show marketplace-spam", "save marketplace-spam", "outline \(name)"] {
        let done = try Precept.run(command, in: place)
        #expect(done.status == 5 && done.err.contains("\(name) is not a file."), "\(done.err)")
      }
      let verified = try Precept.run("audit verify \(name)", in: place)
      #expect(verified.status == 5 && verified.err.contains("\(name) is not a file."))
    }

    @Test func theLogOfAManagedEngineIsNoLinkAndNoPipe() throws {
      let place = try Self.place()
      try Self.link("engine.log", to: place.home.path + "/secret.md", in: place)
      try #require(mkfifo(place.workspace.path + "/pipe", 0o600) == 0)
      for log in ["engine.log", "pipe"] {
        let done = try Precept.run("supervise-engine \(log) -- /bin/echo hello", in: place)
        #expect(done.status == 1 && done.out.hasPrefix("failed log "), "\(log): \(done.out)")
      }
      let file = place.home.appending(path: "secret.md")
      #expect(try String(contentsOf: file, encoding: .utf8) == Self.secret)
      #expect(try Precept.run("supervise-engine new.log -- /bin/true", in: place).status == 0)
    }

    @Test func theWorkbenchSaysWhyItDoesNotOpen() async throws {
      let place = try Self.place()
      try Self.link(".precept", to: place.home.path, in: place)
      let python =
        "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
      let done = try Shell.run(
        "python3 -c '\(python)' '\(Precept.binary())'", folder: place.workspace,
        environment: place.environment())
      #expect(done.status == 5)
      #expect(done.out.contains(".precept is a symbolic link to \(place.home.path)"))
    }

    @Test func whatIsTooLargeToBeOpenedAgainIsNotSaved() throws {
      let place = try Place()
      let large = String(repeating: "word ", count: 18 * 1_048_576 / 5)
      try place.write(large, to: "large.md")
      for (command, input) in [("large.md", ""), ("-", large)] {
        let done = try Precept.run("save marketplace-spam \(command)", input: input, in: place)
        #expect(done.status == 5)
        #expect(done.err.contains("16 MB"), "\(done.err)")
      }
      #expect(try Precept.run("show marketplace-spam", in: place).status == 0)
    }
  }
}
