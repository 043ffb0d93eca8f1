internal import Foundation
internal import TestSupport

/// A scripted llama-server that generates so many tokens a second for each stream. Prints its URL, then
/// for each line of input the tokens and the milliseconds from first to last token of each run since the
/// last line, as it has sent them. Ends with its input.
///
/// usage: paced-engine RATE
@main struct PacedEngine {
  static func main() async throws {
    let rate = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 200
    var behaviour = Behaviour()
    behaviour.pace = rate
    let engine = try await ScriptedEngine.start(ScriptedLlamaServer(slots: 64), behaviour)
    say(engine.url)
    var reported = 0
    while readLine() != nil {
      let runs = engine.runs
      let lines = runs[reported...].compactMap { run -> String? in
        guard let first = run.firstToken, let last = run.lastToken else { return nil }
        let span = (last - first) / .milliseconds(1)
        return "\(run.tokens) \(span)"
      }
      reported = runs.count
      say(lines.joined(separator: ","))
    }
  }

  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
