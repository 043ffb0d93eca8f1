import Policies
import Runs
import TerminalText
import Testing
import TextEditing
import Workbench

/// Where content goes, and whether a workspace may say so.
struct TrustTests {
  static let remote = EngineListing(
    identity: EngineIdentity(
      name: "team", kind: .vllm, url: "https://gpu.example.org:8443/safeguard",
      model: "gpt-oss-safeguard-120b", context: 8192),
    status: .ready, isSafeguard: true, isLocal: false, isPreferred: true)

  static func onRemote(
    _ columns: Int, _ rows: Int, ascii: Bool = false, url: String? = nil, policy: String = "spam"
  ) -> Bench {
    var bench = Bench(columns, rows, ascii: ascii)
    var listing = remote
    if let url { listing.identity.url = url }
    bench.send(.engines(.found([listing, Sample.ollama])))
    var document = Sample.document
    document.name = policy
    bench.workspace(.opened(document, draft: nil))
    return bench
  }

  // MARK: Header

  @Test(arguments: [(80, 24), (100, 30), (120, 36), (200, 60)], [false, true])
  func `the header names the host wherever content leaves this machine`(
    size: (Int, Int), ascii: Bool
  ) {
    let arrow = ascii ? "->" : "→"
    for policy in ["spam", String(repeating: "a-very-long-name-", count: 6)] {
      let bench = Self.onRemote(size.0, size.1, ascii: ascii, policy: policy)
      #expect(bench.lines[0].hasSuffix("\(arrow) gpu.example.org:8443"))
      #expect(bench.lines[0].hasPrefix(" precept"))
    }
  }

  @Test func `every screen from which runs start names it too`() {
    for key in ["f2", "f3", "f4", "f6", "f7", "f8"] {
      var bench = Self.onRemote(80, 24)
      bench.press(key)
      #expect(bench.lines[0].hasSuffix("→ gpu.example.org:8443"), "\(key): \(bench.lines[0])")
    }
  }

  @Test func `of a long host the end is shown, which says whose it is`() {
    let host = "127.0.0.1.localhost." + String(repeating: "a", count: 400) + ".evil.example"
    let bench = Self.onRemote(80, 24, url: "http://\(host)/")
    #expect(bench.lines[0].hasSuffix("aaa.evil.example"))
    #expect(bench.lines[0].contains("→ …a"))
    #expect(!bench.lines[0].contains("localhost"))
  }

  @Test func `nothing is said where content stays here, or nobody gets it`() {
    var bench = Self.onRemote(120, 36)
    bench.press("f8", "down", "enter", "esc")
    #expect(bench.state.engine.identity.name == "ollama")
    #expect(!bench.lines[0].contains("→"))
    let matcher = Bench(120, 36, preferredEngine: EngineIdentity.ruleMatcherName)
    #expect(!matcher.lines[0].contains("→"))
  }

  // MARK: Offers

  static let offer = WorkspaceOffer(
    file: "/home/kim/policies/precept.toml",
    lines: [
      "engine “team” at https://gpu.example.org:8443, model gpt-oss-safeguard-120b",
      "default engine “team”",
    ])

  static func asked(_ columns: Int = 80, _ rows: Int = 24) -> Bench {
    var bench = Bench(columns, rows, offer: offer)
    bench.send(.engines(.found([Sample.exact])))
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.forgetEffects()
    return bench
  }

  @Test func `an offer is asked about with its file, address, model and default`() {
    let bench = Self.asked()
    let text = bench.lines.joined(separator: "\n")
    for part in [
      "Engines of this workspace", "/home/kim/policies/precept.toml", "“team”",
      "https://gpu.example.org:8443", "gpt-oss-safeguard-120b", "default engine “team”",
      "Do not use them", "Use them",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `accepting it takes a choice and Enter, not a letter that was being typed`() {
    var bench = Self.asked()
    bench.type("y")
    #expect(bench.effects == [])
    bench.press("esc")
    bench = Self.asked()
    #expect(bench.press("right", "enter") == [.engines(.answerOffer(accepts: true))])
    #expect(bench.state.dialog == nil)
  }

  @Test func `Enter declines it, and Esc leaves it open`() {
    var bench = Self.asked()
    #expect(bench.press("enter") == [.engines(.answerOffer(accepts: false))])
    #expect(bench.state.dialog == nil)
    #expect(bench.notice.contains("precept trust"))
    bench = Self.asked()
    #expect(bench.press("esc") == [])
    #expect(bench.state.dialog == nil)
    #expect(bench.notice.contains("next start"))
    // Nor does it come back before that.
    bench.wait(.seconds(5))
    #expect(bench.state.dialog == nil)
  }

  @Test func `it waits for a draft that is to be recovered`() {
    var bench = Bench(80, 24, offer: Self.offer)
    let draft = DraftSnapshot(
      policy: "spam", text: "typed", content: "", basedOn: 3, caret: .init(line: 0, offset: 0),
      isCleanExit: false)
    bench.workspace(.opened(Sample.document, draft: draft))
    #expect(bench.lines.joined().contains("Recover draft"))
    bench.press("enter")
    #expect(bench.state.policy.editor.buffer.text == "typed")
    #expect(bench.lines.joined().contains("Engines of this workspace"))
  }

  @Test func `in a window that does not show all of it, it cannot be accepted`() {
    var bench = Self.asked(40, 12)
    #expect(bench.press("right", "enter") == [])
    #expect(bench.notice.contains("too small"))
    bench.resize(80, 24)
    #expect(bench.press("enter") == [.engines(.answerOffer(accepts: true))])
  }

  @Test func `one that is too long to be read is only told`() {
    for lines in [
      Array(repeating: "engine “a” at http://a", count: 5),
      ["engine “\(String(repeating: "a", count: 200))” at http://a"],
    ] {
      let bench = Bench(80, 24, offer: WorkspaceOffer(file: "precept.toml", lines: lines))
      #expect(bench.state.dialog == nil)
      #expect(bench.notice.contains("precept trust --show"))
    }
  }

  @Test func `once it is accepted, its default answers`() {
    var bench = Self.asked()
    bench.press("right", "enter")
    #expect(bench.send(.engines(.offerAccepted(default: "team"))) == [.engines(.find)])
    bench.send(.engines(.found([Self.remote, Sample.exact])))
    #expect(bench.state.engine.identity.name == "team")
    #expect(bench.lines[0].hasSuffix("→ gpu.example.org:8443"))
  }

  // MARK: Settings that cannot be used

  @Test(arguments: [(80, 24), (120, 36)])
  func `a policy whose settings cannot be used opens, and says so for as long as it is so`(
    size: (Int, Int)
  ) {
    var bench = Bench(size.0, size.1)
    var document = Sample.document
    document.settings = PolicySettings()
    document.settingsProblem = "policies/spam/policy.toml:3: “]” is missing after the name."
    bench.workspace(.opened(document, draft: nil))
    bench.type("x")
    bench.wait(.seconds(20))
    let message = bench.lines[size.1 - 2]
    #expect(message.contains("! policies/spam/policy.toml:3: “]” is missing"))
    #expect(bench.lines.contains { $0.contains("policy.toml unusable") })
    document.settingsProblem = nil
    bench.workspace(.opened(document, draft: nil))
    #expect(!bench.lines.joined().contains("unusable"))
  }

  @Test func `a problem of the workspace's own settings stays in sight as well`() {
    var bench = Bench(80, 24, problems: ["precept.toml:7: a value is missing here."])
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.wait(.seconds(20))
    #expect(bench.lines[22].contains("! precept.toml:7: a value is missing here."))
  }
}
