import Foundation
import Testing

extension EndToEnd {
  /// One clear sentence, the documented exit code, and nothing lost.
  @Suite struct BadInput {
    @Test func withoutAWorkspaceAndATerminalItSaysHowToMakeOne() throws {
      let place = try Place(workspace: false)
      let done = try Precept.run("", in: place)
      #expect(done.status == 5)
      #expect(done.err.contains("precept init"))
      #expect(done.out.isEmpty)
      #expect(try Precept.run("versions anything", in: place).status == 5)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.workspace.path).isEmpty)
    }

    @Test func withoutAWorkspaceAPersonIsAskedAndGetsTheShippedPolicies() async throws {
      let place = try Place(workspace: false)
      let bench = try TerminalDriver(place, arguments: "--engine rule-matcher")
      try await bench.wait(until: "[Y/n]")
      try bench.type([.enter])
      try await bench.wait(for: "the bench") { try bench.tmux.ask("#{alternate_on}") == "1" }
      try await bench.idle()
      try bench.expect("precept  age-restricted")
      try await bench.quit()
      #expect(try place.read("policies/marketplace-spam/policy.md").contains("MK3.c"))
    }

    @Test func aRefusedWorkspaceIsNotMade() async throws {
      let place = try Place(workspace: false)
      let bench = try TerminalDriver(place)
      try await bench.wait(until: "[Y/n]")
      try bench.type([.text("n"), .enter])
      #expect(try await bench.end().status == 5)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.workspace.path).isEmpty)
    }

    @Test func theBenchNeedsATerminal() throws {
      let place = try Place()
      let done = try Precept.run("", in: place)
      #expect(done.status == 2)
      #expect(done.err.contains("terminal"))
      #expect(done.err.split(separator: "\n").count <= 2)
    }

    @Test func aTerminalWithoutAnEntryIsDrawnAsXtermAndThatIsSaid() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, environment: ["TERM": "xterm-nowhere"])
      try bench.expect("terminfo has no entry for TERM=xterm-nowhere")
      try bench.expect("Policy")
      try await bench.quit()
    }

    @Test func aDumbTerminalIsRefusedInOneSentence() async throws {
      let place = try Place()
      let bench = try TerminalDriver(place, environment: ["TERM": "dumb"])
      let end = try await bench.end()
      #expect(end.status == 2)
      #expect(end.screen.joined(separator: "\n").contains("dumb"))
      #expect(end.modes.before == end.modes.after)
    }

    @Test(arguments: [
      "not UTF-8", "too large", "a folder", "not readable",
    ])
    func aPolicyThatCannotBeReadIsNamedAndTheBenchStillOpens(_ kind: String) async throws {
      let place = try Place()
      let file = "policies/marketplace-spam/policy.md"
      try FileManager.default.removeItem(at: place.workspace.appending(path: file))
      switch kind {
      case "not UTF-8": try place.write(Data([0x23, 0x20, 0xFF, 0xFE, 0x0A]), to: file)
      case "too large": try place.write(Data(repeating: 0x61, count: 50 << 20), to: file)
      case "a folder": try place.write("", to: file + "/inner")
      default:
        try place.write("# Secret\n", to: file)
        chmod(place.workspace.appending(path: file).path, 0)
      }
      // Root reads everything, unless it lays that down.
      let wrapper =
        getuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search" : ""
      let done = try Shell.run(
        "\(wrapper) '\(Precept.binary())' run marketplace-spam --engine rule-matcher --content x",
        folder: place.workspace, environment: place.environment())
      #expect(done.status == 5, "\(done.err)")
      #expect(done.err.contains("marketplace-spam"), "\(done.err)")
      let bench = try await TerminalDriver.bench(place, wrapper: wrapper)
      try bench.expect("policy.md")
      try await bench.send(.control("o"))
      try await bench.send(.text("personal"), .enter)
      try bench.expect("personal-data · v2")
      try await bench.quit()
    }

    @Test(arguments: ["answer = [", "colour = \"red\"", "cases = 7"])
    func brokenPolicySettingsNameFileAndLine(_ toml: String) async throws {
      let place = try Place()
      try place.write("# a comment\n" + toml + "\n", to: "policies/marketplace-spam/policy.toml")
      let done = try Precept.run(
        "run marketplace-spam --engine rule-matcher --content x", in: place)
      #expect(done.status == 5)
      #expect(done.err.contains("policy.toml:"), "\(done.err)")
      let bench = try await TerminalDriver.bench(place)
      try bench.expect("policy.toml:")
      try await bench.quit()
    }

    @Test(arguments: [
      "mouse = \"yes\"", "unknown_setting = 1", "[[engine]\n", "[keys]\nrun = \"ctrl-h\"",
      "[keys]\n\"no.command\" = \"ctrl-d\"", "format = 99",
    ])
    func aBrokenConfigurationIsNamed(_ toml: String) async throws {
      let place = try Place()
      try place.configure(toml + "\n")
      let bench = try TerminalDriver(place, arguments: "--engine rule-matcher")
      let end = try await bench.end()
      #expect(end.status == 5)
      // A long path is cut into rows.
      #expect(end.screen.joined().contains("config.toml"), "\(end.screen)")
      #expect(!end.screen.joined().contains("Fatal"))
    }

    @Test func unknownFlagsAndEnginesAreToldWithWhatThereIs() throws {
      let place = try Place()
      let flag = try Precept.run("--colour", in: place)
      #expect(flag.status == 2)
      #expect(flag.err.contains("--colour"))
      let engine = try Precept.run("--engine nobody", in: place)
      #expect(engine.status == 4)
      #expect(engine.err.contains("nobody") && engine.err.contains("rule-matcher"))
      let policy = try Precept.run("outline nothing", in: place)
      #expect(policy.status == 5 && policy.err.contains("nothing"))
    }

    @Test func anEngineThatIsDownFailsTheRunOnTheBenchWithASentence() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy marketplace-spam --engine http://127.0.0.1:1")
      try await bench.send(.control("r"))
      try bench.expect("Reasoning ─ failed")
      try bench.expect("? NO VERDICT (failed)")
      try bench.expect("127.0.0.1:1")
      try await bench.quit()
    }

    @Test func aBrokenLineOfACaseSetIsNamedAndTheOthersStay() async throws {
      let place = try Place()
      let cases = try place.read("samples/marketplace.jsonl").split(separator: "\n")
      try place.write(
        ([cases[0], "{broken", cases[1]]).joined(separator: "\n") + "\n",
        to: "samples/marketplace.jsonl")
      let bench = try await TerminalDriver.bench(place)
      try bench.expect("marketplace, line 2:")
      try await bench.send(.function(3))
      try bench.expect("2 cases")
      try await bench.quit()
    }

    @Test(.enabled(if: SmallDisk.isPossible, "It needs unshare(1) with a user name space."))
    func aFullDiskLosesNothing() async throws {
      let place = try Place()
      let disk = SmallDisk(place)
      let bench = try await TerminalDriver.bench(place, wrapper: try disk.wrapper())
      try await bench.send(.text("TYPED BEFORE "))
      try disk.fill(for: bench.pid())
      try await bench.send(.text("AND AFTER IT WAS FULL "), .control("s"), .enter)
      try bench.expect("disk is full")
      try bench.expect("TYPED BEFORE AND AFTER IT WAS FULL")
      #expect(try bench.screen()[0].contains("editing v2 ●"))
      try disk.makeRoom(for: bench.pid())
      try await bench.send(.control("s"), .enter)
      try bench.expect("Saved v3")
      try await bench.quit()
    }
  }
}

/// A disk of two megabytes over the workspace, in a name space of the product's own.
private struct SmallDisk {
  static let isPossible =
    (try? Shell.run(["unshare", "-rm", "true"], environment: Place().environment()).status) == 0

  let place: Place

  init(_ place: Place) { self.place = place }

  func wrapper() throws -> String {
    let script = place.root.appending(path: "small-disk.sh")
    let (workspace, copy) = (place.workspace.path, place.root.path + "/copy")
    let text = """
      cp -r '\(workspace)' '\(copy)'
      mount -t tmpfs -o size=2M none '\(workspace)'
      cp -r '\(copy)/.' '\(workspace)'
      cd '\(workspace)'
      exec "$@"
      """
    try Data(text.utf8).write(to: script)
    return "unshare -rm sh '\(script.path)'"
  }

  func fill(for pid: pid_t) throws { try run("cat /dev/zero > filler; true", for: pid) }
  func makeRoom(for pid: pid_t) throws { try run("rm filler", for: pid) }

  private func run(_ line: String, for pid: pid_t) throws {
    let done = try Shell.run(
      ["nsenter", "-t", "\(pid)", "-U", "-m", "sh", "-c", "cd '\(place.workspace.path)'; \(line)"],
      environment: place.environment())
    guard done.status == 0 else { throw ChildProcess.Failure(description: done.err) }
  }
}
