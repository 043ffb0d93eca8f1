internal import Runs

extension EngineStart {
  /// llama-server's arguments (tools/server/README.md).
  ///
  /// It divides `-c` among the slots that `-np` asks for, so that the context of one slot is
  /// multiplied. Where the number of slots is its own choice they share one cache, of which each may
  /// take everything.
  func arguments(port: Int) -> [String] {
    var arguments: [String]
    switch model {
    case .file(let path): arguments = ["-m", path]
    case .repository(let name): arguments = ["-hf", name]
    }
    arguments += ["--host", "127.0.0.1", "--port", String(port), "--jinja"]
    if let context { arguments += ["-c", String(context * (slots ?? 1))] }
    if let slots { arguments += ["-np", String(slots)] }
    return arguments
  }

  /// As the person named it.
  var modelName: String {
    switch model {
    case .file(let path): path
    case .repository(let name): name
    }
  }
}
