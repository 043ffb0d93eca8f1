import Runs
import Testing
import Workbench

/// Engines that Precept starts, and models that it has pulled.
struct ManagedEngineTests {
  static let model = "unsloth/gpt-oss-safeguard-20b-GGUF"

  static func status(
    _ phase: ManagedEngineStatus.Phase, url: String? = "http://127.0.0.1:8080"
  ) -> EnginesEvent {
    .managed(ManagedEngineStatus(phase: phase, model: model, url: url, log: "/tmp/engine.log"))
  }

  static func starting(_ listings: [EngineListing] = []) -> Bench {
    var bench = Bench.onEngines(120, 36, listings)
    bench.press("s")
    bench.type("-hf \(model)")
    bench.press("enter")
    return bench
  }

  // MARK: Starting

  static let answers: [(String, EngineStart.Model?)] = [
    ("/models/safe guard.gguf", .file("/models/safe guard.gguf")),
    ("~/m.GGUF", .file("~/m.GGUF")), ("-hf unsloth/x-GGUF", .repository("unsloth/x-GGUF")),
    ("-hf unsloth/x-GGUF:Q4_K_M", .repository("unsloth/x-GGUF:Q4_K_M")),
    ("--hf-repo=a/b", .repository("a/b")), ("a/b.gguf", .file("a/b.gguf")),
    ("", nil), ("a/b", nil), ("/models/", nil), ("model.bin", nil), ("-hf", nil), ("-hf a", nil),
    ("-hf a/b/c", nil), ("-hf a/b:c:d", nil), ("-hf ../b", nil), ("-m x.gguf", nil),
    ("https://huggingface.co/a/b", nil), ("-hf https://huggingface.co/a/b", nil),
  ]

  @Test func `a GGUF file or a repository is started, and nothing is guessed`() {
    for (text, model) in Self.answers {
      var bench = Bench.onEngines(120, 36, [])
      bench.press("s")
      bench.type(text)
      let effects = bench.press("enter")
      if let model {
        #expect(effects == [.engines(.start(EngineStart(model: model)))], "\(text)")
        #expect(bench.screen.contains("Managed engine · starting"), "\(text)")
      } else {
        #expect(effects.isEmpty, "\(text)")
        guard case .prompt(let prompt)? = bench.state.dialog else {
          Issue.record("“\(text)” was taken")
          continue
        }
        #expect(prompt.problem != nil, "\(text)")
      }
    }
  }

  @Test func `its progress is shown, on the bench too`() {
    var bench = Self.starting()
    for (phase, words) in [
      (ManagedEngineStatus.Phase.downloading(percent: 7), "downloading 7 %"),
      (.downloading(percent: nil), "downloading"), (.loading(percent: 43), "loading 43 %"),
      (.restarting(attempt: 2, afterMilliseconds: 4000), "crashed, start 2 in 4 s"),
    ] {
      bench.engines(Self.status(phase))
      #expect(bench.screen.contains("Managed engine · \(words)"), "\(words)")
    }
    bench.engines(Self.status(.loading(percent: 50)))
    #expect(bench.screen.contains("50 %"))
    bench.press("esc")
    #expect(bench.header.contains("engine loading 50 %: ^T g"))
  }

  @Test func `one that is ready is looked up, and answers if nobody chose another`() {
    var bench = Self.starting()
    #expect(bench.engines(Self.status(.ready)) == [.engines(.find)])
    // What was found before it was ready does not have it.
    bench.engines(.found([]))
    #expect(!bench.state.engine.identity.isModel)
    bench.engines(.found([Sample.exact]))
    #expect(bench.state.engine == Sample.exact)
    #expect(bench.notice == "llama-server is ready; runs go to it from now on.")
  }

  @Test func `one that is ready does not displace what a person chose`() {
    var bench = Bench.onEngines(120, 36, [Sample.ollama])
    bench.press("enter", "f8")
    bench.engines(.found([Sample.ollama]))
    if Self.selected(bench).contains("rule-matcher") { bench.press("k") }
    bench.press("enter", "f8", "s")
    bench.type("m.gguf")
    bench.press("enter")
    bench.engines(Self.status(.ready))
    let before = bench.state.engine
    bench.engines(.found([Sample.exact, Sample.ollama]))
    #expect(bench.state.engine.key == before.key)
    #expect(
      bench.notice == "llama-server is ready. Enter on it in Engines has runs go to it.")
  }

  static func selected(_ bench: Bench) -> String { EnginesScreenTests.selected(bench) }

  @Test func `one that failed says why, until a key is pressed and in its section`() {
    var bench = Self.starting()
    bench.engines(Self.status(.failed("No llama-server is in PATH. Install it, then s.")))
    bench.wait(.seconds(60))
    #expect(bench.notice == "No llama-server is in PATH. Install it, then s.")
    bench.press("j")
    #expect(bench.screen.contains("Managed engine · failed"))
    #expect(bench.screen.contains("No llama-server is in PATH."))
    #expect(bench.state.disabledReason(.startEngine) == nil)
  }

  // MARK: Stopping

  @Test func `only what Precept started is stopped, and it asks`() {
    var bench = Bench.onEngines()
    #expect(bench.press("x").isEmpty)
    #expect(bench.notice == "Precept started no engine, and stops none that others started.")
    bench = Self.starting()
    bench.engines(Self.status(.ready))
    #expect(bench.press("x").isEmpty)
    let words = bench.lines.joined(separator: " ").split(whereSeparator: { " │".contains($0) })
      .joined(separator: " ")
    #expect(words.contains("Engines that others started are never stopped."))
    #expect(bench.press("enter").isEmpty)
    #expect(bench.press("x", "y") == [.engines(.stop)])
    #expect(bench.screen.contains("Managed engine · stopping"))
    #expect(bench.press("x").isEmpty)
    #expect(bench.press("s").isEmpty)
    #expect(bench.notice == "The engine is still being stopped.")
    #expect(bench.engines(Self.status(.stopped)) == [.engines(.find)])
    bench.press("s")
    #expect(bench.state.dialog != nil)
  }

  @Test func `the log is read on demand, from its end`() {
    var bench = Bench.onEngines()
    #expect(bench.press("o").isEmpty)
    #expect(bench.notice == "Precept started no engine, so that there is no log to show.")
    bench = Self.starting()
    bench.engines(Self.status(.loading(percent: 1)))
    #expect(bench.press("o") == [.engines(.readLog)])
    bench.engines(.log((1...200).map { "line \($0)" }))
    #expect(bench.screen.contains("Engine log"))
    #expect(bench.screen.contains("line 200"))
    bench.press("esc")
    // What nobody asked for is not shown.
    bench.engines(.log(["late"]))
    #expect(!bench.screen.contains("late"))
  }

  // MARK: Pulling

  static func pulled(
    _ completed: Int64, of total: Int64? = 13_800_000_000,
    _ phase: PullProgress.Phase = .working("pulling b112e727c6f1")
  ) -> EnginesEvent {
    .pulled(
      PullProgress(
        model: "gpt-oss-safeguard:20b", phase: phase, completed: completed, total: total))
  }

  @Test func `a pull shows how much, how fast and how long`() {
    var bench = Bench.onEngines()
    bench.press("u")
    #expect(bench.screen.contains("gpt-oss-safeguard:20b"))
    #expect(
      bench.press("enter") == [
        .engines(.pull(model: "gpt-oss-safeguard:20b", from: Sample.ollama.identity))
      ])
    bench.engines(Self.pulled(0, of: nil, .working("pulling manifest")))
    #expect(bench.screen.contains("pulling manifest"))
    for step in 0...5 {
      bench.engines(Self.pulled(6_900_000_000 + Int64(step) * 100_000_000))
      bench.wait(.seconds(1))
    }
    #expect(bench.screen.contains("7.4 / 13.8 GB · 100.0 MB/s · 1 min 4 s left"))
    #expect(bench.screen.contains("53 %"))
    #expect(bench.engines(Self.pulled(13_800_000_000, .done)) == [.engines(.find)])
    #expect(bench.notice == "ollama has gpt-oss-safeguard:20b now.")
    #expect(!bench.screen.contains("Pull ·"))
  }

  @Test func `a pull is cancelled with u or x, which ask`() {
    for key in ["u", "x"] {
      var bench = Bench.onEngines()
      bench.press("u", "enter")
      #expect(bench.press(key).isEmpty)
      #expect(bench.screen.contains("Cancel the pull?"))
      #expect(bench.press("esc").isEmpty)
      #expect(bench.press(key, "y") == [.engines(.stopPull)])
      #expect(bench.screen.contains("cancelling…"))
      #expect(bench.press(key).isEmpty)
      bench.engines(Self.pulled(5, .cancelled))
      #expect(bench.state.pull == nil)
      // A late one does not bring it back.
      bench.engines(Self.pulled(6))
      #expect(bench.state.pull == nil)
    }
  }

  @Test func `without an Ollama the reason is said, and a wrong name is refused`() {
    var bench = Bench.onEngines(120, 36, [Sample.exact])
    #expect(bench.press("u").isEmpty)
    #expect(bench.notice.hasPrefix("Only Ollama pulls models, and none answers here."))
    for text in ["", "two words", "-x", "https://ollama.com/x", "a:", "ü"] {
      var bench = Bench.onEngines()
      bench.press("u", "backspace")
      bench.type(text)
      #expect(bench.press("enter").isEmpty, "\(text)")
      #expect(bench.state.dialog != nil, "\(text)")
    }
  }
}
