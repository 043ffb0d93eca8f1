import Harmony
import Policies
import Runs
import Testing

struct RunMachineTests {
  @Test(arguments: [
    RunEvent.Kind.finished(.stop), .cancelled, .failed(RunStateTests.broken),
  ])
  func `nothing changes after the end`(_ end: RunEvent.Kind) {
    var machine = RunSample.fold(.accepted(RunSample.model), .text(.final, "SP3.b"), end)
    let sealed = machine.record
    let phase = machine.phase
    let late: [RunEvent.Kind] = [
      .accepted(.ruleMatcher), .sent(body: "x", prompt: nil), .waiting(.load()),
      .text(.analysis, "more"), .text(.final, "SP0"), .usage(Usage(promptTokens: 9)),
      .altered(Alteration(part: .content, offset: 0, original: "a", sent: "b")),
      .warning(RunWarning(RunWarning.markup, "late")), .raw([1, 2]), .finished(.length),
      .failed(RunStateTests.broken), .cancelled,
    ]
    for kind in late { machine.apply(RunEvent(at: 9999, kind)) }
    #expect(machine.isFinished)
    #expect(machine.record == sealed)
    #expect(machine.phase == phase)
  }

  @Test func `times are of the first reasoning, the first answer and the end`() {
    var machine = RunMachine(RunSample.request())
    let events: [(Int, RunEvent.Kind)] = [
      (3, .accepted(RunSample.model)), (50, .text(.analysis, "")), (210, .text(.analysis, "It ")),
      (300, .text(.analysis, "is")), (2900, .text(.final, "SP")), (2950, .text(.final, "3")),
      (3100, .finished(.stop)),
    ]
    for (at, kind) in events { machine.apply(RunEvent(at: at, kind)) }
    let timing = machine.record.timing
    #expect(timing.firstReasoning == 210)
    #expect(timing.firstAnswer == 2900)
    #expect(timing.total == 3100)
  }

  @Test func `a run without text has no first times`() {
    let timing = RunSample.fold(.waiting(.queue()), .failed(RunStateTests.broken)).record.timing
    #expect(timing == .init(firstReasoning: nil, firstAnswer: nil, total: 10))
  }

  @Test func `deltas keep time, channel and the offset in bytes of their channel`() {
    let record = RunSample.fold(
      .text(.analysis, "é"), .text(.final, "S"), .text(.analysis, "漢"), .text(.analysis, ""),
      .text(.commentary, "c"), .text(.final, "P3"), .text(.analysis, "!")
    ).record
    #expect(
      record.deltas == [
        .init(at: 0, channel: .analysis, offset: 0), .init(at: 10, channel: .final, offset: 0),
        .init(at: 20, channel: .analysis, offset: 2),
        .init(at: 40, channel: .commentary, offset: 0),
        .init(at: 50, channel: .final, offset: 1), .init(at: 60, channel: .analysis, offset: 5),
      ])
    #expect(record.text(of: .analysis) == "é漢!")
    #expect(record.text(of: .commentary) == "c")
    #expect(record.text(of: .final) == "SP3")
  }

  @Test func `usage that comes in parts is merged, the later part winning`() {
    let record = RunSample.fold(
      .usage(Usage(promptTokens: 812, cachedTokens: 1)), .usage(Usage(completionTokens: 96)),
      .usage(Usage(cachedTokens: 790)), .finished(.stop)
    ).record
    #expect(
      record.usage == Usage(promptTokens: 812, completionTokens: 96, cachedTokens: 790))
    #expect(RunSample.fold(.finished(.stop)).record.usage == nil)
  }

  @Test func `the phase follows what happens`() {
    var machine = RunMachine(RunSample.request())
    #expect(machine.phase == .connecting)
    let steps: [(RunEvent.Kind, RunPhase)] = [
      (.accepted(RunSample.model), .connecting), (.waiting(.load()), .loading),
      (.waiting(.queue()), .queued), (.waiting(.prompt(read: 5, of: 10)), .queued),
      (.text(.analysis, "a"), .thinking), (.text(.commentary, "b"), .thinking),
      (.text(.final, "SP0"), .answering), (.finished(.stop), .done),
    ]
    for (at, (kind, phase)) in steps.enumerated() {
      machine.apply(RunEvent(at: at, kind))
      #expect(machine.phase == phase, "after \(kind)")
    }
    #expect(RunSample.fold(.cancelled).phase == .stopped)
    #expect(RunSample.fold(.failed(RunStateTests.broken)).phase == .failed)
    #expect(RunSample.fold(.finished(.length)).phase == .done)
  }

  @Test func `reading of the prompt is told until the first text`() throws {
    var machine = RunSample.fold(.waiting(.prompt(read: 512, of: 2048)))
    let progress = try #require(machine.promptProgress)
    #expect(progress == (512, 2048))
    machine.apply(RunEvent(at: 50, .text(.analysis, "x")))
    #expect(machine.promptProgress == nil)
  }

  @Test func `text before the engine is known, and an answer before the reasoning, are kept`() {
    let record = RunSample.fold(
      .text(.final, "SP3"), .text(.analysis, "late thought"), .usage(Usage(promptTokens: 1)),
      .accepted(RunSample.model), .sent(body: "{}", prompt: nil), .text(.final, ".b"),
      .finished(.stop)
    ).record
    #expect(record.state == .ok)
    #expect(record.answer == "SP3.b")
    #expect(record.reasoning == "late thought")
    #expect(record.engine == RunSample.model)
    #expect(record.requestBody == "{}")
    #expect(record.timing.firstAnswer == 0)
    #expect(record.timing.firstReasoning == 10)
  }

  @Test func `warnings, alterations and raw bytes are gathered in order`() {
    let altered = Alteration(part: .content, offset: 4, original: "<|end|>", sent: "<| end|>")
    let record = RunSample.fold(
      .warning(RunWarning("a", "A")), .raw([0xFF]), .altered(altered), .raw([0x00, 0x80]),
      .warning(RunWarning("b", "B")), .finished(.stop)
    ).record
    #expect(record.warnings.map(\.kind) == ["a", "b"])
    #expect(record.raw == [0xFF, 0x00, 0x80])
    #expect(record.altered == [altered])
  }

  @Test func `a failure is kept whole`() {
    let record = RunSample.fold(.text(.analysis, "half"), .failed(RunStateTests.broken)).record
    #expect(record.failure == RunStateTests.broken)
    #expect(record.reasoning == "half")
  }

  @Test func `the rule matcher has no parameters, a model keeps them`() {
    #expect(RunSample.fold(.accepted(.ruleMatcher)).record.parameters == nil)
    #expect(RunSample.fold(.accepted(RunSample.model)).record.parameters?.seed == 7)
  }

  @Test func `the record says what was asked`() {
    let request = RunSample.request(isLive: true)
    let record = RunMachine(request).record
    #expect(record.id == request.id)
    #expect(record.policyText == RunSample.policy)
    #expect(record.content == "Earn $$$ now")
    #expect(record.caseReference == "market/mk-01")
    #expect(record.isLive)
    #expect(record.state == nil)
  }

  @Test func `rules that the reasoning cites are found with their lines`() throws {
    let record = RunSample.fold(
      .text(.analysis, "This is [SP"), .text(.analysis, "3.b], not [SP7.q]. "), .finished(.stop)
    ).record
    let known = try #require(record.citations.first)
    #expect(known.text == "SP3.b")
    #expect(known.known)
    #expect(known.line == 11)
    #expect(known.channel == "analysis")
    let unknown = try #require(record.citations.dropFirst().first)
    #expect(unknown.text == "SP7.q")
    #expect(!unknown.known)
  }

  @Test func `a citation that ends with the text is found at the end`() {
    var machine = RunSample.fold(.text(.analysis, "So it is SP3.b"))
    machine.apply(RunEvent(at: 99, .cancelled))
    #expect(machine.record.citations.map(\.text) == ["SP3.b"])
  }

  @Test(arguments: 0..<200)
  func `any chunking of the text folds to the same record`(seed: Int) {
    let reasoning = """
      The content promotes a scheme — that is [SP3.b] “Pyramid or affiliate bait”; SP0.a does not
      fit, nor does [SP9.x]. 漢字 👩‍👩‍👧 é "Money before the item was seen" is SP3.a
      """
    let answer = "SP3.b"
    var generator = SeededGenerator(seed: UInt64(seed))
    let whole = RunSample.fold(
      .text(.analysis, reasoning), .text(.final, answer), .finished(.stop)
    ).record
    var machine = RunMachine(RunSample.request())
    for (channel, text) in [(Channel.analysis, reasoning), (.final, answer)] {
      var rest = text.unicodeScalars[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 0...9, using: &generator))
        rest = rest.dropFirst(piece.count)
        machine.apply(RunEvent(at: 10, .text(channel, String(piece))))
      }
    }
    machine.apply(RunEvent(at: 20, .finished(.stop)))
    let record = machine.record
    #expect(record.reasoning == whole.reasoning)
    #expect(record.answer == whole.answer)
    #expect(record.citations == whole.citations)
    #expect(record.citations.count >= 4)
    #expect(record.verdict == whole.verdict)
    #expect(record.state == .ok)
    #expect(joined(record) == [.analysis: reasoning, .final: answer])
  }

  /// The channels' texts, put together from where each delta begins.
  private func joined(_ record: RunRecord) -> [Channel: String] {
    var texts: [Channel: [UInt8]] = [:]
    for channel in Channel.allCases {
      let bytes = Array(record.text(of: channel).utf8)
      let starts = record.deltas.filter { $0.channel == channel }.map(\.offset) + [bytes.count]
      for (start, end) in zip(starts, starts.dropFirst()) {
        texts[channel, default: []] += bytes[start..<end]
      }
    }
    return texts.mapValues { String(decoding: $0, as: UTF8.self) }
  }
}
