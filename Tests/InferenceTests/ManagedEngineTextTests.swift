import Foundation
import Runs
import TestSupport
import Testing

@testable import Inference

@Suite struct ManagedEngineTextTests {
  @Test("the context of a slot is multiplied, since llama-server divides it")
  func arguments() {
    let start = EngineStart(model: .file("/m.gguf"), context: 4096, slots: 3)
    #expect(
      start.arguments(port: 9931) == [
        "-m", "/m.gguf", "--host", "127.0.0.1", "--port", "9931", "--jinja", "-c", "12288", "-np",
        "3",
      ])
    #expect(
      EngineStart(model: .repository("o/n:Q4"), context: 4096).arguments(port: 1) == [
        "-hf", "o/n:Q4", "--host", "127.0.0.1", "--port", "1", "--jinja", "-c", "4096",
      ])
  }

  @Test("a log comes apart into the same lines at any portions")
  func tail() {
    let text =
      "one\r\n\u{1B}[1A\rDownloading x ── 12%\u{1B}[K\rDownloading x ── 100%\u{1B}[K\r\n…é\nend"
    let bytes = Array(text.utf8)
    let whole = EngineLogTail.lines(of: bytes)
    for size in 1...bytes.count {
      var tail = EngineLogTail()
      var lines: [String] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        lines += tail.add(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(lines + [tail.unfinished] == whole)
    }
    #expect(
      EngineLogText.lastLines(9, of: bytes) == ["one", "Downloading x ── 100%", "…é", "end"])
    #expect(EngineLogText.lastLines(1, of: bytes) == ["end"])
  }

  @Test("what moves a cursor or sets a colour is no part of a line's text")
  func plain() {
    #expect(EngineLogText.plain("\u{1B}[34m0.0\u{1B}[0m E  x \u{1B}[") == "0.0 E  x")
    #expect(EngineLogText.plain(" \t ") == "")
    #expect(EngineLogText.message("0.00.004 E srv  load: failed") == "srv  load: failed")
    #expect(EngineLogText.message(String(repeating: "x", count: 500)).count == 200)
  }

  @Test("no line of anything ends the program")
  func hostile() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "Downloading ", "%", "9999999999999999999999%", "...", "\u{1B}[", "error: invalid argument: ",
      " E ", "0.0", "\u{202E}", "exited ", "killed 9", "failed x 99999999999",
    ]
    for _ in 0..<5000 {
      let line = (0..<Int.random(in: 0...6, using: &random))
        .map { _ in pieces.randomElement(using: &random)! }.joined()
      _ = EngineLogLine(line)
      _ = SupervisorLine(line)
      _ = EngineLogText.message(line)
    }
  }

  @Test("the supervisor's lines")
  func supervisor() {
    #expect(SupervisorLine("started 42") == .started(pid: 42))
    #expect(SupervisorLine("exited 1") == .exited(1))
    #expect(SupervisorLine("killed 15") == .killed(signal: 15))
    #expect(SupervisorLine("failed exec 2") == .failed(what: "exec", error: 2))
    for other in ["", "started", "failed 2", "exited x", "started 1 2"] {
      #expect(SupervisorLine(other) == nil)
    }
  }

  @Test("llama-server is the configured one, else the first of whole paths")
  func program() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "a/llama-server"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "b"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.path + "/b/llama-server"
    #expect(
      FileManager.default.createFile(
        atPath: program, contents: Data(), attributes: [.posixPermissions: 0o755]))
    let path = ".:relative:\(folder.path)/a:\(folder.path)/b"
    #expect(try LlamaServerProgram.find(configured: nil, path: path) == program)
    #expect(try LlamaServerProgram.find(configured: program, path: nil) == program)
    #expect(throws: ManagedEngineError.self) {
      try LlamaServerProgram.find(configured: nil, path: "\(folder.path)/a")
    }
    do {
      _ = try LlamaServerProgram.find(configured: folder.path, path: path)
      Issue.record("a folder is no program")
    } catch {
      #expect(
        error.description
          == "\(folder.path) is no program that can be run. Correct managed.llama_server in config.toml."
      )
    }
  }

  @Test("a port on which somebody listens is not free")
  func ports() async throws {
    var isFree = false
    // Another test may take the port as soon as it is free.
    for _ in 0..<5 where !isFree {
      let server = try await ScriptedServer.start { _, _ in [] }
      #expect(LoopbackPorts.find(.exactly(server.port)) == nil)
      let found = LoopbackPorts.find(.preferring([server.port], except: []))
      #expect(found != nil && found != server.port)
      await server.stop()
      isFree = LoopbackPorts.find(.exactly(server.port)) == server.port
      #expect(LoopbackPorts.find(.preferring([server.port], except: [server.port])) != server.port)
    }
    #expect(isFree)
  }
}
