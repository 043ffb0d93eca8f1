internal import Runs

/// llama-server's own measure of a run; on the finish frame where no usage frame follows.
struct LlamaTimings: Decodable {
  @BoundedCount var cached: Int?
  @BoundedCount var prompt: Int?
  @BoundedCount var predicted: Int?

  private enum CodingKeys: String, CodingKey {
    case cached = "cache_n"
    case prompt = "prompt_n"
    case predicted = "predicted_n"
  }

  /// `prompt_n` counts what was read, without what the cache served.
  var promptTokens: Int? { prompt.map { $0 + (cached ?? 0) } }
}

/// llama-server's `return_progress`.
struct LlamaProgress: Decodable {
  @BoundedCount var total: Int?
  @BoundedCount var processed: Int?

  var wait: RunEvent.Wait? {
    guard let total, let processed, total > 0 else { return nil }
    return .prompt(read: min(processed, total), of: total)
  }
}
