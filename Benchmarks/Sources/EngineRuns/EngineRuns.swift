internal import Foundation
internal import Harmony
internal import Inference
internal import Policies
internal import Runs

/// Runs against an engine as the workbench makes them: `HTTPEngine`, folded by `RunMachine`. For each run
/// prints the milliseconds that it took, its state and its tokens; what was sent goes to a folder.
///
/// usage: engine-runs URL RUNS AT-A-TIME FOLDER POLICY CONTENT
///
/// `{n}` in the content is the run's number.
@main struct EngineRuns {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count == 6, let count = Int(words[1]), let width = Int(words[2]) else {
      print("usage: engine-runs URL RUNS AT-A-TIME FOLDER POLICY CONTENT")
      exit(2)
    }
    let client = EngineClient()
    let engine = HTTPEngine(
      configuration: try EngineConfiguration(name: words[0], url: words[0]), client: client)
    let folder = URL(filePath: words[3])
    // What the engine is, is asked once, and not measured.
    _ = await run(request(0, policy: words[4], content: "hello"), engine)
    await withTaskGroup(of: Void.self) { group in
      var next = 0
      func add() {
        guard next < count else { return }
        let number = next
        next += 1
        group.addTask {
          let begin = ContinuousClock.now
          let record = await run(
            request(number, policy: words[4], content: words[5]), engine)
          let elapsed = (ContinuousClock.now - begin) / .milliseconds(1)
          let state = record.state?.rawValue ?? "none"
          print(elapsed, state, record.usage?.completionTokens ?? 0, record.deltas.count)
          let body = Data((record.requestBody ?? "").utf8)
          try? body.write(to: folder.appending(path: "\(number).json"))
        }
      }
      for _ in 0..<width { add() }
      for await _ in group { add() }
    }
    await client.close()
  }

  private static func run(_ request: RunRequest, _ engine: HTTPEngine) async -> RunRecord {
    var machine = RunMachine(request)
    for await event in engine.run(request) { machine.apply(event) }
    return machine.record
  }

  private static func request(_ number: Int, policy: String, content: String) -> RunRequest {
    let text = content.replacing("{n}", with: String(number))
    return RunRequest(
      id: Run.ID(milliseconds: 1, high: 2, low: UInt64(number)), startedAt: 1,
      policy: .init(name: "figures"), conversation: .init(policy: policy, content: text),
      format: AnswerFormat.undetermined,
      parameters: RunParameters(effort: .low, temperature: 0, seed: 7, date: "2026-11-23"))
  }
}
