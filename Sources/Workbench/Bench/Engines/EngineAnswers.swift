import Runs
import Wording

/// What a person typed where an engine is to be started or a model pulled.
enum EngineAnswer<Value: Hashable>: Hashable {
  case value(Value)
  /// Why it cannot be used.
  case refused(String)
}

extension EngineStart.Model {
  /// As it is typed.
  var text: String {
    switch self {
    case .file(let path): path
    case .repository(let name): "-hf \(name)"
    }
  }

  /// A path that ends in `.gguf`, or `-hf` and a repository. What could be either is refused rather
  /// than guessed.
  static func reading(_ text: String) -> EngineAnswer<EngineStart.Model> {
    guard !text.isEmpty else {
      return .refused("Type the path of a GGUF file, or -hf and a repository.")
    }
    for flag in ["-hfr", "--hf-repo", "-hf"] {
      guard text.hasPrefix(flag), let next = text.dropFirst(flag.count).first else { continue }
      if next == " " || next == "=" {
        return repository(String(text.dropFirst(flag.count + 1)).trimmingSpaces)
      }
    }
    if text.hasPrefix("-hf") || text.hasPrefix("--hf-repo") {
      return .refused("-hf takes a repository, such as -hf unsloth/gpt-oss-safeguard-20b-GGUF.")
    }
    if text.hasPrefix("-") {
      return .refused("Of llama-server's flags only -hf can be given here.")
    }
    if text.contains("://") {
      return .refused("That is an address. Give a file on this machine, or -hf and a repository.")
    }
    if text.lowercased().hasSuffix(".gguf") { return .value(.file(text)) }
    if case .value = repository(text), !text.hasPrefix("."), !text.hasPrefix("~") {
      return .refused("If that is a repository, write -hf \(text). A file's path ends in .gguf.")
    }
    return .refused("“\(text)” does not end in .gguf, which is what llama-server loads.")
  }

  private static func repository(_ text: String) -> EngineAnswer<EngineStart.Model> {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let name = parts.last?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, name.count <= 2, isName(parts[0]), name.allSatisfy(isName) else {
      return .refused(
        "“\(text)” is no repository: it is written USER/NAME, or USER/NAME:QUANT.")
    }
    return .value(.repository(text))
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, first != 0x2D, first != 0x2E else { return false }
    return text.utf8.allSatisfy(\.isModelNameByte)
  }
}

/// The name of a model in Ollama's library, such as `gpt-oss-safeguard:20b`.
enum OllamaModel {
  static let suggestion = "gpt-oss-safeguard:20b"

  /// `NAME`, `NAME:TAG`, with a registry and a user before it where they are named
  /// (ollama `types/model/name.go`).
  static func reading(_ text: String) -> EngineAnswer<String> {
    guard !text.isEmpty else { return .refused("Type a model's name, such as \(suggestion).") }
    let isName =
      !text.hasPrefix("-") && !text.contains("://")
      && text.utf8.allSatisfy { $0.isModelNameByte || $0 == 0x3A || $0 == 0x2F }
      && text.split(omittingEmptySubsequences: false, whereSeparator: { ":/".contains($0) })
        .allSatisfy { !$0.isEmpty }
    return isName
      ? .value(text)
      : .refused("“\(text)” is no model's name: it is written NAME:TAG, such as \(suggestion).")
  }
}

extension UInt8 {
  /// Letters, digits, hyphen, point and underscore.
  fileprivate var isModelNameByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
