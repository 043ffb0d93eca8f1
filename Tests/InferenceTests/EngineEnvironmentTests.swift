import Foundation
import Testing

@testable import Inference

/// What an engine that Precept starts is told of the user's environment.
struct EngineEnvironmentTests {
  static let needed = [
    "PATH": "/bin", "HOME": "/home/ada", "LANG": "C.UTF-8", "LC_ALL": "C", "TMPDIR": "/tmp",
    "CUDA_VISIBLE_DEVICES": "0", "HIP_VISIBLE_DEVICES": "1", "ROCR_VISIBLE_DEVICES": "2",
    "GGML_CUDA_ENABLE_UNIFIED_MEMORY": "1", "LLAMA_ARG_THREADS": "4", "LD_LIBRARY_PATH": "/opt/lib",
    "OMP_NUM_THREADS": "4", "HF_HOME": "/models", "HF_HUB_OFFLINE": "1", "XDG_CACHE_HOME": "/cache",
    "no_proxy": "localhost",
  ]

  static let secret = [
    "OPENAI_API_KEY", "GPU_KEY", "LLAMA_API_KEY", "LLAMA_ARG_API_KEY", "HF_TOKEN",
    "HF_HUB_TOKEN", "HUGGING_FACE_HUB_TOKEN", "CUDA_SECRET", "AWS_SECRET_ACCESS_KEY",
    "GITHUB_TOKEN", "XDG_PASSWORD", "LC_CREDENTIALS", "SSH_AUTH_SOCK", "llama_api_key",
    "DATABASE_URL", "PRECEPT_SHARE", "LD_PRELOAD", "PYTHONPATH", "BASH_ENV",
  ]

  static var full: [String: String] {
    needed.merging(secret.map { ($0, "hunter2") }) { $1 }
  }

  @Test func `devices, libraries, models and folders pass; keys and the rest do not`() {
    #expect(EngineEnvironment.allowed(of: Self.full) == Self.needed)
  }

  @Test func `a proxy passes without its user and password`() {
    let allowed = EngineEnvironment.allowed(of: [
      "https_proxy": "http://ada:p@ss@proxy.example:3128", "HTTP_PROXY": "ada:pass@proxy:1",
      "all_proxy": "http://proxy:2",
    ])
    #expect(
      allowed == [
        "https_proxy": "http://proxy.example:3128", "HTTP_PROXY": "proxy:1",
        "all_proxy": "http://proxy:2",
      ])
  }

  private func process(_ own: [String: String], log: String = "") -> SupervisedProcess {
    // A shell plays the supervisor, and prints what its engine would get.
    SupervisedProcess(
      supervisor: ["/bin/sh", "-c", "/usr/bin/env > \"$0\""], log: log, command: ["true"], own: own)
  }

  @Test func `settings of our own stand, unless the user has others`() {
    #expect(
      process(["PATH": "/bin"]).environment == [
        "PATH": "/bin", "LLAMA_ARG_LOG_COLORS": "off", "LLAMA_ARG_CORS_ORIGINS": "localhost",
      ])
    let own = process(["LLAMA_ARG_LOG_COLORS": "on"]).environment
    #expect(own["LLAMA_ARG_LOG_COLORS"] == "on")
  }

  @Test func `a process that is started has nothing else`() async throws {
    let log = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).log")
    defer { try? FileManager.default.removeItem(at: log) }
    let (released, _) = AsyncStream.makeStream(of: Void.self)
    try await process(Self.full, log: log.path).run(until: released) { _ in }
    let text = try String(contentsOf: log, encoding: .utf8)
    #expect(!text.contains("hunter2"))
    let names = Set(text.split(separator: "\n").map { String($0.prefix { $0 != "=" }) })
    // A shell sets these by itself.
    #expect(
      names.subtracting(["PWD", "SHLVL", "_", "OLDPWD"])
        == Set(Self.needed.keys).union(["LLAMA_ARG_LOG_COLORS", "LLAMA_ARG_CORS_ORIGINS"]))
  }
}
