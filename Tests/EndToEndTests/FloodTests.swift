import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// An engine that never stops, under the real program.
  @Suite struct Floods {
    private static func flood(_ text: String) async throws -> ScriptedServer {
      let frame =
        #"data: {"choices":[{"index":0,"delta":{"reasoning_content":"\#(text)"}}]}"# + "\n\n"
      return try await ScriptedServer.start { _, request in
        request.hasPrefix("GET")
          ? [
            .reply("200 OK", #"{"data":[{"id":"gpt-oss-safeguard-20b","owned_by":"x"}]}"#), .close,
          ] : [.streamHead, .flood(frame)]
      }
    }

    @Test(arguments: ["flooding ", String(repeating: "flooding ", count: 5000)])
    func escStopsARunOnTheBenchAtOnce(_ text: String) async throws {
      let server = try await Self.flood(text)
      let place = try Place()
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy marketplace-spam --engine \(server.url)")
      try bench.type([.control("r")])
      try await bench.wait(until: "flooding")
      let pressed = ContinuousClock.now
      try bench.type([.escape])
      try await bench.wait(until: "stopped")
      // A lone Esc waits 50 ms for the rest of a sequence; the rest is a busy machine's.
      #expect(pressed.duration(to: .now) < .seconds(3))
      try await bench.quit()
      await server.stop()
    }

    private static let interrupt = """
      import os, signal, subprocess, sys, time
      child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
      seen = b""
      while len(seen) < 100_000:
          piece = os.read(child.stderr.fileno(), 65536)
          if not piece:
              break
          seen += piece
      # Its stderr is full now, and stays so.
      time.sleep(1)
      memory = [line for line in open(f"/proc/{child.pid}/status") if line.startswith("VmHWM")]
      print("modest", int(memory[0].split()[1]) < 600_000)
      child.send_signal(signal.SIGINT)
      try:
          print("status", child.wait(timeout=20))
      except subprocess.TimeoutExpired:
          print("hangs")
          child.kill()
      """

    @Test func ctrlCEndsAHeadlessRunAlsoWhereNobodyReadsItsChain() async throws {
      let server = try await Self.flood(String(repeating: "flooding ", count: 500))
      let place = try Place()
      let done = try Shell.run(
        [
          "python3", "-c", Self.interrupt, try Precept.binary(), "run", "marketplace-spam",
          "--workspace", place.workspace.path, "--content", "x", "--engine", server.url,
        ], environment: place.environment())
      #expect(done.out == "modest True\nstatus 130\n", "\(done.err)")
      let runs = try Precept.run("runs --json", in: place).json()
      #expect(runs["runs"][0]["state"].string == "cancelled")
      #expect(try Precept.run("audit verify", in: place).status == 0)
      await server.stop()
    }

    @Test func anEngineThatNeverStopsFailsTheRunWithASentenceAndItsRecord() async throws {
      // 16 MB of text in few frames, which a debug build reads quickly.
      let server = try await Self.flood(String(repeating: "flooding ", count: 100_000))
      let place = try Place()
      let done = try Precept.run(
        "run marketplace-spam --content x --json --engine \(server.url) 2>chain", in: place)
      #expect(done.status == 4)
      let document = try done.json()
      #expect(document["error"]["kind"].string == "oversized")
      #expect(document["error"]["message"].string?.contains("16 MB of text") == true)
      #expect(document["reasoning"].string?.utf8.count == 16 << 20)
      #expect(document["recorded"].bool == true)
      await server.stop()
    }
  }
}
