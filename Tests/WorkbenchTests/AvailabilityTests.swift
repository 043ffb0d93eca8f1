import Policies
import Testing
import Workbench

/// A command that cannot run now says why (product law 5).
struct AvailabilityTests {
  static let empty: [(Command, String)] = [
    (.run, "There is no policy text to run. Ctrl-O opens a policy, Ctrl-N starts one."),
    (.repeat, "There is no policy text to run. Ctrl-O opens a policy, Ctrl-N starts one."),
    (.stop, "Nothing runs."),
    (.runCases, "There is no policy text to run."),
    (.nextCase, "No case set is open. F3 or Ctrl-T c opens one."),
    (.versions, "No policy is open. Ctrl-O opens one."),
    (.effort, "The rule matcher has no effort to set."),
    (.addCase, "There is no content to add."),
    (.discardDraft, "Nothing was changed since the last save."),
    (.pipeline, "Pipeline comes with a later release."),
  ]

  @Test func `each command that cannot run says why, and does nothing`() {
    for (command, reason) in Self.empty {
      var bench = Bench()
      bench.send(.engines(.found([])))
      #expect(bench.state.disabledReason(command) == reason)
      bench.press("ctrl-p")
      bench.type(command.id)
      #expect(bench.screen.contains(reason), "\(command)")
      #expect(bench.press("enter").isEmpty, "\(command)")
      if command != .stop { #expect(bench.notice == reason) }
    }
  }

  @Test func `no content is the second reason not to run`() {
    var bench = Bench()
    bench.send(.engines(.found([])))
    bench.type("policy")
    #expect(
      bench.state.disabledReason(.run)
        == "There is no content to judge. Type or paste some, or press Ctrl-T c for a case.")
  }

  @Test func `what is open enables its commands`() {
    var bench = Bench.ready()
    let commands: [Command] = [
      .run, .repeat, .runCases, .nextCase, .previousCase, .versions, .effort, .addCase, .live,
    ]
    for command in commands {
      #expect(bench.state.disabledReason(command) == nil, "\(command)")
    }
    bench.type("x")
    #expect(bench.state.disabledReason(.discardDraft) == nil)
    bench.press("ctrl-r")
    #expect(bench.state.disabledReason(.stop) == nil)
  }

  @Test func `live mode is never on an engine elsewhere`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "l")
    #expect(bench.state.isLive)
    bench.send(.engines(.found([Sample.model, Sample.remote])))
    bench.press("ctrl-t", "g", "down")
    bench.press("enter")
    #expect(bench.state.engine == Sample.remote)
    #expect(!bench.state.isLive)
    #expect(bench.state.disabledReason(.live) == "gpu-box is not on this machine.")
    bench.press("ctrl-t", "l")
    #expect(!bench.state.isLive)
    #expect(bench.notice == "gpu-box is not on this machine.")
  }
}
