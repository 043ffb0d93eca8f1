import Runs
import Synchronization
import Testing

@testable import Application

@Suite struct EngineProgressTests {
  @Test func `what was there before the pull counts for no speed`() {
    var rate = TransferRate()
    rate.add(1_000_000_000, at: 0)
    #expect(rate.bytesPerSecond == nil)
    #expect(rate.secondsLeft(of: 2_000_000_000) == nil)
    rate.add(1_010_000_000, at: 2)
    #expect(rate.bytesPerSecond == 5_000_000)
    #expect(rate.secondsLeft(of: 1_020_000_000) == 2)
    #expect(rate.secondsLeft(of: 5) == 0)
  }

  @Test func `the speed is that of the last seconds, however many samples come`() throws {
    var rate = TransferRate()
    for tick in 0..<10_000 {
      // 60 ms apart, as Ollama tells; ten times as fast in the second half.
      let bytes = tick < 5000 ? tick * 1000 : 5_000_000 + (tick - 5000) * 10_000
      rate.add(Int64(bytes), at: Double(tick) * 0.06)
    }
    let speed = try #require(rate.bytesPerSecond)
    #expect(abs(speed - 10_000 / 0.06) < 1000)
  }

  @Test func `a transfer that stands still has no end`() {
    var rate = TransferRate()
    rate.add(5, at: 0)
    rate.add(5, at: 30)
    #expect(rate.bytesPerSecond == 0)
    #expect(rate.secondsLeft(of: 10) == nil)
  }

  @Test func `sizes and times are short`() {
    let sizes: [(Double, String)] = [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (99_940, "99.9 kB"), (99_960, "100 kB"),
      (999_400, "999 kB"), (999_600, "1.0 MB"), (13_800_000_000, "13.8 GB"),
      (5e15, "5000 TB"),
    ]
    for (bytes, text) in sizes { #expect(TransferRate.size(bytes) == text) }
    let times: [(Int, String)] = [
      (0, "0 s"), (99, "99 s"), (100, "2 min"), (3600, "60 min"), (6001, "2 h"),
    ]
    for (seconds, text) in times { #expect(TransferRate.time(seconds) == text) }
  }

  @Test func `a pull's line fits a terminal of 80 columns`() {
    var rate = TransferRate()
    rate.add(0, at: 0)
    rate.add(5_250_000_000, at: 1000)
    let progress = PullProgress(
      model: "m", phase: .working("pulling e7b273f96360"), completed: 5_250_000_000,
      total: 13_800_000_000)
    let line = EnginePullCommand.text(progress, "pulling e7b273f96360", rate)
    #expect(
      line
        == "pulling e7b273f96360 [###.......] 5.3 GB / 13.8 GB · 5.3 MB/s · 28 min left")
    #expect(line.count < 80)
    #expect(
      EnginePullCommand.text(
        PullProgress(model: "m", phase: .working("pulling manifest")), "pulling manifest", rate)
        == "pulling manifest")
  }

  @Test func `a state survives its file, and one of another version is not read`() throws {
    var status = ManagedEngineStatus(
      phase: .downloading(percent: 7), model: "o/n", url: "http://127.0.0.1:1", log: "/l")
    for phase: ManagedEngineStatus.Phase in [
      .starting, .downloading(percent: 7), .loading(percent: nil), .ready,
      .restarting(attempt: 1, afterMilliseconds: 5), .stopping, .stopped, .failed("No."),
    ] {
      status.phase = phase
      let state = EngineState(status)
      #expect(!state.json.contains("\n"))
      #expect(EngineState(json: state.json.utf8) == state)
    }
    let newer = EngineState(status).json.replacing("\"format\":1", with: "\"format\":2")
    #expect(newer.contains("\"format\":2"))
    #expect(EngineState(json: newer.utf8) == nil)
    #expect(EngineState(json: "".utf8) == nil)
  }

  @Test func `without a terminal a word is told once`() {
    let told = Told()
    var line = ProgressLine(Console(write: { _ in }, tell: { told.add($0) }))
    line.show("pulling x 1 %", word: "pulling x")
    line.show("pulling x 2 %", word: "pulling x")
    line.show("success", word: "success")
    line.clear()
    #expect(told.text == "pulling x\nsuccess\n")
  }

  @Test func `on a terminal a line is drawn over, and nothing of others reaches it raw`() {
    let told = Told()
    var line = ProgressLine(
      Console(write: { _ in }, tell: { told.add($0) }, errorIsTerminal: true))
    line.show("a\u{1B}[2J\nb", word: "")
    line.show("a\u{1B}[2J\nb", word: "")
    line.clear()
    #expect(told.text.hasPrefix("\r"))
    #expect(told.text.count { $0 == "\r" } == 2)
    #expect(!told.text.contains("\u{1B}[2J"))
    #expect(!told.text.contains("\n"))
  }
}

/// What a console was told.
private final class Told: Sendable {
  private let parts = Mutex("")
  var text: String { parts.withLock { $0 } }
  func add(_ text: String) { parts.withLock { $0 += text } }
}
