/// What one line of llama-server's log tells about its start.
///
/// The spellings are those of llama.cpp (tools/server, common/arg.cpp, common/download.cpp,
/// src/llama-model-loader.cpp), of today's build and of those of a year before. A line that is not
/// known tells nothing; no decision rests on an unknown line.
enum EngineLogLine: Hashable, Sendable {
  case downloading(percent: Int?)
  case loading(percent: Int?)
  /// Another program listens on its port.
  case portTaken
  /// Why a start cannot succeed, however often it is repeated.
  case hopeless(Reason)
  /// An error that is worth quoting.
  case complaint(String)

  enum Reason: Hashable, Sendable {
    case modelMissing
    case notAModel
    case unknownArchitecture
    case unknownArgument(String)
    case outOfMemory
    case repositoryMissing
    case downloadFailed
  }

  init?(_ line: String) {
    let line = EngineLogText.plain(line)
    if let percent = Self.downloaded(line) {
      self = .downloading(percent: percent)
    } else if let percent = Self.dots(line) {
      self = .loading(percent: percent)
    } else if line.contains("couldn't bind HTTP server socket") {
      self = .portTaken
    } else if let reason = Self.reason(line) {
      self = .hopeless(reason)
    } else if line.contains("loading model '") || line.hasSuffix(": loading model") {
      self = .loading(percent: nil)
    } else if Self.isComplaint(line) {
      self = .complaint(line)
    } else {
      return nil
    }
  }

  /// `Downloading NAME ─────     12%`, which llama-server draws on a terminal (common/download.cpp,
  /// `ProgressBar::on_update`).
  private static func downloaded(_ line: String) -> Int? {
    guard line.hasPrefix("Downloading "), line.hasSuffix("%") else { return nil }
    let digits = line.dropLast().reversed().prefix { $0.isASCII && $0.isNumber }
    guard let percent = Int(String(digits.reversed())), 0...100 ~= percent else { return nil }
    return percent
  }

  /// One dot a per cent of a model that is being read (src/llama.cpp, the default progress
  /// callback), at verbosities that show it.
  private static func dots(_ line: String) -> Int? {
    let dots = line.count { $0 == "." }
    return dots >= 3 && dots == line.count ? min(dots, 100) : nil
  }

  private static func reason(_ line: String) -> Reason? {
    if line.contains("failed to open GGUF file") { return .modelMissing }
    if line.contains("invalid magic characters") || line.contains("failed to read magic") {
      return .notAModel
    }
    if line.contains("unknown model architecture") { return .unknownArchitecture }
    if let found = line.firstRange(of: "error: invalid argument: ") {
      return .unknownArgument(String(line[found.upperBound...]))
    }
    if ["failed to allocate", "unable to allocate", "out of memory", "cudaMalloc failed"]
      .contains(where: line.contains)
    {
      return .outOfMemory
    }
    if line.contains("GET failed (404)") || line.contains("GET failed (401)")
      || line.contains("invalid HF repo format")
    {
      return .repositoryMissing
    }
    if line.contains("download failed after") || line.contains("cannot make GET request") {
      return .downloadFailed
    }
    return nil
  }

  /// Severity E of the log's prefix, `0.00.004.446 E gguf_init…`, or a word that says the same.
  private static func isComplaint(_ line: String) -> Bool {
    let words = line.split(separator: " ", maxSplits: 2)
    if words.count == 3, words[1] == "E", words[0].allSatisfy({ $0.isNumber || $0 == "." }) {
      return true
    }
    return ["error", "Error", "failed", "abort", "assert", "ASSERT", "exception"]
      .contains(where: line.contains)
  }
}
