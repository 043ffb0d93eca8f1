import Evaluation
import Foundation
import Harmony
import Policies
import Runs
import TerminalText
import Testing
import TextEditing
import Workbench

/// Frames as text, at the sizes of product.md. `RECORD_SNAPSHOTS=1 swift test --filter SnapshotTests`
/// writes them anew; read the difference before you commit it.
struct SnapshotTests {
  enum Scene: String, CaseIterable, Sendable {
    case idle, thinking, done, failed, versions, cases, runs, trace, tracePrompt, replay,
      comparison,
      draws,
      diff, menu, palette, help
    case prompt, recover, empty
    case beside, recoverDifference, outside, templates
    case masked, runsFound
    case engines, enginesEmpty, enginesLoading, enginesPulling, finding
    case importing, importingEmpty
    case evaluations, evaluationsEmpty, evaluation, evaluationLive, categories, confusion
    case recallPrecision, latency, changes, twoEvaluations, evaluationQuestion
    case edge, edgeBefore, classification
    case outline, citation, hint, hints, coverage, heat, policies, policiesPicker
  }

  static let sizes = [(80, 24), (120, 36), (200, 60), (40, 12)].map {
    Size(columns: $0.0, rows: $0.1)
  }

  @Test(arguments: Scene.allCases, sizes)
  func `the frame is the recorded one`(scene: Scene, size: Size) throws {
    let bench = scene.bench(size.columns, size.rows)
    try Self.compare(bench.lines, "\(scene.rawValue)-\(size.columns)x\(size.rows)")
  }

  @Test func `the colours of the bench are the recorded ones`() throws {
    let lines = view(Scene.done.bench(120, 36).state).styledText
    try Self.compare(lines, "done-120x36-styled")
  }

  @Test func `the bench in ASCII is the recorded one`() throws {
    try Self.compare(Scene.done.bench(120, 36, ascii: true).lines, "done-120x36-ascii")
  }

  @Test func `the colours of the engines are the recorded ones`() throws {
    let lines = view(Scene.engines.bench(120, 36).state).styledText
    try Self.compare(lines, "engines-120x36-styled")
  }

  @Test func `the engines in ASCII are the recorded ones`() throws {
    try Self.compare(Scene.engines.bench(120, 36, ascii: true).lines, "engines-120x36-ascii")
    try Self.compare(
      Scene.enginesPulling.bench(80, 24, ascii: true).lines, "enginesPulling-80x24-ascii")
  }

  private static func compare(_ lines: [String], _ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Snapshots")
    let file = folder.appending(path: name + ".txt")
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    guard let data = try? Data(contentsOf: file) else {
      Issue.record("\(name) is not recorded")
      return
    }
    let recorded = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let drawn = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(recorded.count == drawn.count, "\(name)")
    for (row, (old, new)) in zip(recorded, drawn).enumerated() where old != new {
      Issue.record("\(name), row \(row):\n  recorded \(old)\n  drawn    \(new)")
    }
  }
}

extension SnapshotTests.Scene {
  func bench(_ columns: Int, _ rows: Int, ascii: Bool = false) -> Bench {
    if self == .empty {
      var bench = Bench(columns, rows, ascii: ascii)
      bench.send(.engines(.found([])))
      return bench
    }
    if let bench = enginesBench(columns, rows, ascii: ascii) { return bench }
    var bench = Bench.ready(columns, rows, ascii: ascii)
    switch self {
    case .empty, .idle, .engines, .enginesEmpty, .enginesLoading, .enginesPulling, .finding: break
    case .thinking:
      bench.press("ctrl-r")
      think(&bench)
    case .done:
      finish(&bench)
    case .masked:
      finish(&bench)
      bench.press("ctrl-t", "M", "alt-2")
    case .failed:
      bench.press("ctrl-r")
      bench.engine(.accepted(Sample.model.identity), .text(.analysis, "The content promotes"))
      bench.wait(.milliseconds(1200))
      bench.engine(
        .failed(
          RunFailure(
            .interrupted, "llama-server at http://127.0.0.1:8080 closed the stream early.",
            hint: "Look at its log, then run again.")))
    case .outline, .citation, .hint, .hints, .coverage, .heat, .policies, .policiesPicker:
      author(&bench)
    case .evaluations, .evaluationsEmpty, .evaluation, .evaluationLive, .categories, .confusion,
      .recallPrecision, .latency, .changes, .twoEvaluations, .evaluationQuestion:
      evaluate(&bench)
    case .edgeBefore: bench.press("f7")
    case .edge: tryEdges(&bench)
    case .classification: ClassificationTests.show(&bench)
    case .versions:
      bench.press("f2", "down", "space", "up")
      bench.workspace(.versions(.changes(Sample.changes, of: "spam")))
      bench.workspace(
        .versions(
          .scores(
            [1: .init(agree: 2, count: 4), 2: .init(agree: 4, count: 4)],
            by: ScoredEngine(model: "gpt-oss-safeguard-20b"), of: "spam")))
    case .beside:
      bench.press("f2", "o")
      bench.workspace(
        .versionText(
          Sample.longerText, of: Sample.versions[1], use: .compare(with: .workingText)))
      bench.press("n", "w")
    case .outside:
      bench.type("Mine. ")
      bench.wait(.seconds(2))
      var theirs = Sample.document
      theirs.text = Sample.policyText + "\n- \"Theirs\" -> SP0.a"
      theirs.version = nil
      bench.workspace(.versions(.looked(FileStamp("2"), document: theirs, cases: nil, of: "spam")))
      bench.wait(.seconds(7))
    case .templates:
      bench.press("ctrl-n")
      bench.type("harassment")
      bench.press("enter")
      bench.workspace(.versions(.templates(PolicyTemplate.builtIn)))
    case .cases:
      finish(&bench)
      bench.press("f3", "down")
    case .importing, .importingEmpty:
      bench.press("f3")
      bench.openImport()
      if self == .importing {
        bench.press("c", "down", "e")
        bench.answerImport()
        bench.answerImport()
      }
    case .runs:
      bench.press("f4")
      var rows = (1...12).map { number in
        Sample.summary(
          number, [.violates, .safe, .escalate, nil][number % 4],
          state: number % 4 == 3 ? .truncated : .ok)
      }
      rows[2].humanDecision = .violates
      rows[4].humanDecision = rows[4].decision
      rows[5].isErased = true
      rows[5].preview = ""
      bench.workspace(.runs(rows, filter: RunFilter()))
      bench.press("down")
    case .runsFound:
      bench.press("f4", "/")
      bench.type("members")
      bench.press("enter")
      bench.workspace(
        .runs(RunsScreenTests.page(1...500), filter: RunFilter(search: "members")))
      bench.press("j", "space", "j")
    case .trace:
      finish(&bench)
      let record = bench.state.bench.current!.record
      bench.press("f4")
      bench.workspace(.record(record))
      bench.workspace(.records(.judgements([Sample.judgement], of: record.id)))
      bench.press("j")
    case .replay:
      bench.workspace(.record(Sample.record))
      bench.press("p", "+")
      bench.wait(.milliseconds(620))
    case .comparison:
      bench.workspace(.record(Sample.record))
      bench.press("c", "esc")
      bench.workspace(.record(Sample.otherRecord))
      bench.press("c")
    case .draws:
      bench.press("ctrl-t", "5")
      for index in 0..<5 {
        if index % 2 == 0 {
          bench.answer("SP3.b")
        } else {
          bench.answer("SP0.a", chain: Sample.otherChain)
        }
      }
      bench.press("ctrl-t", "D")
      bench.wait(.seconds(7))
    case .tracePrompt:
      var record = Sample.record
      record.prompt = PromptRecord(
        kind: .exact,
        segments: HarmonyPrompt(
          Sample.request.conversation, effort: .medium, date: "2026-11-23", layout: .developer
        ).segments)
      bench.workspace(.record(record))
      bench.press("v", "v", "j", "j")
    case .diff:
      bench.press("f2", "d")
      let old = Sample.policyText
        .replacing("Pyramid or affiliate bait", with: "Pyramid schemes")
        .replacing("SP3 takes precedence over SP0.\n", with: "")
      bench.workspace(
        .versionText(old, of: Sample.versions[1], use: .compare(with: .workingText)))
    case .menu: bench.press("ctrl-t")
    case .palette:
      bench.press("ctrl-p")
      bench.type("run")
    case .help: bench.press("f1")
    case .prompt:
      bench.type("# ")
      bench.press("ctrl-s")
      bench.type("Say what spam is")
    case .recover, .recoverDifference:
      bench = Bench(columns, rows, ascii: ascii)
      bench.send(.engines(.found([Sample.model])))
      bench.workspace(
        .opened(
          Sample.document,
          draft: DraftSnapshot(
            policy: "spam", text: Sample.policyText + "\n- SP3.c New", content: "", basedOn: 3,
            caret: .start, isCleanExit: false)))
      bench.workspace(.cases(Sample.cases, show: .first))
      if self == .recoverDifference { bench.press("d") }
    }
    return bench
  }

  private func enginesBench(_ columns: Int, _ rows: Int, ascii: Bool) -> Bench? {
    var bench = Bench.onEngines(columns, rows, ascii: ascii)
    switch self {
    case .engines:
      bench.examine(Sample.exact)
      bench.press("p", "enter")
      bench.type("0.7")
      bench.press("enter", "tab", "down")
      bench.wait(.seconds(7))
    case .enginesEmpty:
      bench = .onEngines(columns, rows, ascii: ascii, [])
    case .enginesLoading:
      bench = .onEngines(columns, rows, ascii: ascii, [])
      bench.press("s")
      bench.type("-hf unsloth/gpt-oss-safeguard-20b-GGUF")
      bench.press("enter")
      bench.engines(
        .managed(
          ManagedEngineStatus(
            phase: .loading(percent: 43), model: "unsloth/gpt-oss-safeguard-20b-GGUF",
            url: "http://127.0.0.1:9931", log: "/home/kim/policies/.precept/engine.log")))
    case .enginesPulling:
      bench.examine(Sample.exact)
      bench.press("down", "u", "enter")
      bench.wait(.seconds(7))
      for step in 0..<6 {
        bench.engines(
          .pulled(
            PullProgress(
              model: "gpt-oss-safeguard:20b", phase: .working("pulling b112e727c6f1"),
              completed: 5_400_000_000 + Int64(step) * 42_000_000, total: 13_780_000_000)))
        bench.wait(.seconds(1))
      }
    case .finding:
      bench.examine(Sample.exact)
      bench.press("tab", "enter")
    default: return nil
    }
    return bench
  }

  private func author(_ bench: inout Bench) {
    bench.read()
    bench.press("ctrl-g")
    bench.type("9")
    bench.press("enter")
    switch self {
    case .outline: bench.press("ctrl-t", "i", "down", "down")
    case .citation:
      finish(&bench)
      bench.press("ctrl-t", "3", "c")
    case .hints: bench.press("ctrl-t", "!")
    case .coverage, .heat:
      bench.press("ctrl-t", "%")
      bench.answerCoverage()
      if self == .heat {
        bench.press("h", "esc")
        bench.wait(.seconds(7))
      }
    case .policies:
      bench.startSeveral()
      bench.answer("SP3.b")
      bench.answerAtOnce("0")
      bench.engine(.accepted(Sample.model.identity), .text(.analysis, "Under spam: [SP3.b] fits."))
      bench.wait(.seconds(7))
    case .policiesPicker:
      bench.press("ctrl-t", "|")
      bench.workspace(
        .policies([
          PolicyListing(name: "health", title: "Health claims", versions: 1, hasDraft: false)
        ]))
      bench.press("space", "down", "space")
    default: break
    }
  }

  private func tryEdges(_ bench: inout Bench) {
    bench.press("f7")
    let effects = bench.press("r")
    guard case .evaluations(.start(let start))? = effects.last,
      let picture = try? EdgeLabTests.picture(start)
    else { return }
    bench.workspace(.evaluation(.began(picture)))
    let results = picture.plan.cases.indices.map { item in
      EdgeLabTests.result(item, item % 7 == 3 ? .safe : item % 11 == 5 ? nil : .violates)
    }
    bench.workspace(
      .evaluation(
        .progress(
          start.id, results, BatchProgress(done: results.count, total: results.count))))
    bench.workspace(.evaluation(.ended(start.id, "The evaluation is done.", isWhole: true)))
    bench.press("down", "down")
  }

  private func evaluate(_ bench: inout Bench) {
    bench.press("f6")
    guard self != .evaluationsEmpty else {
      bench.workspace(.evaluation(.listed([])))
      return
    }
    bench.workspace(.evaluation(.listed(EvaluationSamples.rows)))
    switch self {
    case .evaluations, .evaluationsEmpty:
      bench.press("down", "space")
      return
    case .evaluationQuestion:
      bench.press("n")
      return
    case .twoEvaluations:
      let plan = EvaluationSamples.plan
      var second = plan
      second.arms.swapAt(0, 1)
      let results = EvaluationSamples.results
      let swapped = results.map { result in
        var result = result
        result.trial.arm = 1 - result.trial.arm
        return result
      }
      bench.workspace(
        .evaluation(
          .pair(
            EvaluationPicture(plan, results: results),
            EvaluationPicture(second, results: swapped))))
      return
    default: bench.press("enter")
    }
    let results = EvaluationSamples.results
    if self == .evaluationLive {
      bench.workspace(
        .evaluation(.began(EvaluationPicture(EvaluationSamples.plan, results: []))))
      bench.workspace(
        .evaluation(
          .progress(
            EvaluationSamples.id, Array(results.prefix(12)),
            BatchProgress(
              done: 12, total: 30, running: 4, rate: 3.25, secondsLeft: 5.4, window: 4))))
    } else {
      bench.workspace(
        .evaluation(.opened(EvaluationPicture(EvaluationSamples.plan, results: results))))
    }
    let views: [SnapshotTests.Scene] = [
      .evaluation, .categories, .confusion, .recallPrecision, .latency, .changes,
    ]
    for _ in 0..<(views.firstIndex(of: self) ?? 0) { bench.press("v") }
  }

  private func think(_ bench: inout Bench) {
    bench.engine(.accepted(Sample.model.identity), .waiting(.queue()))
    bench.wait(.milliseconds(210))
    for word in Sample.chain.split(separator: " ").prefix(22) {
      bench.engine(.text(.analysis, word + " "))
      bench.wait(.milliseconds(50))
    }
  }

  private func finish(_ bench: inout Bench) {
    bench.press("ctrl-r")
    bench.answer("SP3.b")
    bench.press("ctrl-t", "k")
    for answer in ["SP3.b", "SP0.a", "SP3.a", "SP3", "hm"] {
      bench.answerAtOnce(answer)
    }
    let decisions: [String: Decision?] = ["mk-01": .violates, "mk-02": .violates]
    bench.workspace(.baseline(version: 3, decisions: decisions))
    bench.wait(.seconds(7))
  }
}
