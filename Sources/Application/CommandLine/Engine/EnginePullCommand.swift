import Inference
import Runs

/// `precept engine pull`: has Ollama fetch a model.
public enum EnginePullCommand {
  public static func run(
    _ model: String, json: Bool, in context: CommandContext
  ) async throws -> ExitStatus {
    let client = EngineClient()
    do {
      let status = try await pull(model, json: json, client: client, in: context)
      await client.close()
      return status
    } catch {
      await client.close()
      throw error
    }
  }

  private static func pull(
    _ model: String, json: Bool, client: EngineClient, in context: CommandContext
  ) async throws -> ExitStatus {
    let configuration = context.tuned(try await ollama(client, in: context))
    let pull: OllamaPull
    do {
      pull = try OllamaPull(model: model, configuration: configuration, client: client)
    } catch {
      throw CommandFailure(.engine, error.message, hint: error.hint)
    }
    var line = ProgressLine(context.console)
    var rate = TransferRate()
    let begin = ContinuousClock.now
    var last: PullProgress?
    for await progress in pull.progress() {
      last = progress
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      if progress.total != nil { rate.add(progress.completed, at: seconds) }
      if case .working(let word) = progress.phase {
        line.show(text(progress, word, rate), word: "precept: \(word)")
      }
    }
    line.clear()
    guard !Task.isCancelled, let last else { return .interrupted }
    if json { context.console.print(document(last)) }
    switch last.phase {
    case .done:
      if !json { context.console.note("precept: \(model) is there.") }
      return .done
    case .failed(let sentence): throw CommandFailure(.engine, sentence)
    case .working, .cancelled: return .interrupted
    }
  }

  /// The engine that is named, else the Ollama of this machine.
  private static func ollama(
    _ client: EngineClient, in context: CommandContext
  ) async throws -> EngineConfiguration {
    if let name = context.options.engine {
      let configuration = try await context.engineConfiguration(name, client: client)
      if let kind = configuration.kind, kind != .ollama {
        throw CommandFailure(
          .usage, "“\(name)” is \(kind.rawValue), and only Ollama pulls models.",
          hint: "Name an Ollama with --engine.")
      }
      return configuration
    }
    let configured = context.configuredEngines.first { $0.kind == .ollama }
    return configured
      ?? EngineConfiguration(
        name: "ollama", url: EngineURL(loopbackPort: EngineDialect.of(.ollama).ports[0]))
  }

  static func text(_ progress: PullProgress, _ word: String, _ rate: TransferRate) -> String {
    guard let total = progress.total, total > 0 else { return word }
    let size = TransferRate.size
    var parts = ["\(size(Double(progress.completed))) / \(size(Double(total)))"]
    if progress.completed < total, let speed = rate.bytesPerSecond, speed > 0 {
      parts.append("\(size(speed))/s")
      if let left = rate.secondsLeft(of: total) { parts.append("\(TransferRate.time(left)) left") }
    }
    let tenths = (Double(progress.completed) / Double(total) * 10).rounded(.down)
    let share = min(max(Int(clamping: tenths), 0), 10)
    // ASCII: stderr may be any terminal, and no setting of the workbench counts here.
    let bar =
      "[" + String(repeating: "#", count: share)
      + String(repeating: ".", count: 10 - share) + "]"
    return "\(word) \(bar) \(parts.joined(separator: " · "))"
  }

  private static func document(_ progress: PullProgress) -> JSON.Text {
    var state = "done"
    var problem: String?
    if case .failed(let sentence) = progress.phase { (state, problem) = ("failed", sentence) }
    return JSON.object([
      ("schema", 1), ("model", .string(progress.model)), ("state", .string(state)),
      ("completed", .int(Int(progress.completed))), ("total", JSON(progress.total.map { Int($0) })),
      ("problem", JSON(problem)),
    ]).document
  }
}
