internal import Runs

/// llama-server's own measure of a run; on the finish frame where no usage frame follows.
struct LlamaTimings: Decodable {
  var cached: Int?
  var prompt: Int?
  var predicted: Int?

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
  var total: Int
  var processed: Int

  var wait: RunEvent.Wait? {
    total > 0 ? .prompt(read: min(max(processed, 0), total), of: total) : nil
  }
}
