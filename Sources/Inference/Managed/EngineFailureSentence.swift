internal import Runs

/// Why a managed engine is not started again: one sentence, and what to do.
struct EngineFailureSentence {
  var request: EngineStart
  var evidence: EngineEvidence
  var end: ManagedEngineMachine.End

  private static let log = "See precept engine log."

  static func noPort(asked: Int?) -> String {
    guard let asked else {
      return "No port of this machine could be had for llama-server. Name a free one with --port."
    }
    return "Port \(asked) is taken by another program. Choose another with --port, or leave it out."
  }

  /// - Parameter why: in the middle of a sentence.
  static func notStarted(_ why: String) -> String {
    "llama-server could not be started: \(why)."
  }

  static let missing = """
    There is no llama-server on the PATH. Install llama.cpp (brew install llama.cpp, or \
    github.com/ggml-org/llama.cpp/releases), or name the program in config.toml: [managed] \
    llama_server = "/path/to/llama-server".
    """

  /// - Parameter path: as the configuration names it.
  static func notExecutable(_ path: String) -> String {
    "\(path) is no program that can be run. Correct managed.llama_server in config.toml."
  }

  /// Of a process that was never ready.
  var beforeReady: String {
    let model = request.modelName
    switch evidence.reason {
    case .modelMissing: return "There is no model file \(model). Check the path."
    case .notAModel:
      return "\(model) is no GGUF file, or a part of one. Download it again, or name another."
    case .unknownArchitecture:
      return "This llama-server does not know the kind of model that \(model) is. Update llama.cpp."
    case .unknownArgument(let argument):
      return "This llama-server does not know the argument \(argument). Update llama.cpp."
    case .outOfMemory:
      return "There is not enough memory for \(model). Try a smaller --context, or fewer --slots."
    case .repositoryMissing:
      return """
        Hugging Face shows no repository \(model). Check its name; a private one needs HF_TOKEN \
        in the environment.
        """
    case .downloadFailed:
      return "\(model) could not be downloaded. Start again: what has come is kept."
    case nil: break
    }
    if end == .killed(signal: 9) {
      return """
        llama-server was killed while it loaded \(model), as happens when memory runs out. Try a \
        smaller --context, or fewer --slots.
        """
    }
    return
      "llama-server \(manner) before it was ready\(quoting(evidence.firstComplaint)). \(Self.log)"
  }

  func afterCrashes(_ count: Int, within window: Duration) -> String {
    let minutes = max(1, window.milliseconds / 60_000)
    return """
      llama-server crashed \(count) times within \(minutes) minutes; the last time it \
      \(manner)\(quoting(evidence.lastComplaint)). \(Self.log)
      """
  }

  private var manner: String {
    switch end {
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "was killed by signal \(signal)"
    case .lost: "went away with its supervisor"
    }
  }

  private func quoting(_ complaint: String?) -> String {
    guard let complaint, !complaint.isEmpty else { return "" }
    return ", saying “\(complaint)”"
  }
}
