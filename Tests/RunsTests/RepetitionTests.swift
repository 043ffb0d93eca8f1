import Harmony
import Policies
import Testing

@testable import Runs

@Suite struct RepetitionTests {
  private func passage(in text: String, by size: Int = 7) -> String? {
    var detector = RepetitionDetector()
    var rest = text[...]
    while !rest.isEmpty {
      if let passage = detector.append(String(rest.prefix(size))) { return passage }
      rest = rest.dropFirst(size)
    }
    return nil
  }

  @Test(arguments: [1, 7, 200, 5000])
  func aPassageOverAndOverIsNoticedAtAnyChunking(_ size: Int) {
    let text = "First, the content. " + String(repeating: "We go round and round. ", count: 100)
    let found = passage(in: text, by: size)
    #expect(found == "We go round and round.")
  }

  @Test func aLoopThatNumbersItselfIsNoticed() {
    let text = (1...200).map { "Step \($0 % 10): check the rule again.\n" }.joined()
    #expect(passage(in: text)?.hasSuffix("check the rule again.") == true)
  }

  @Test func longChainsThatGoOnAreNone() {
    let words = ["rule", "content", "prize", "quote", "news", "deposit", "item", "seller"]
    var state: UInt64 = 7
    var text = ""
    for _ in 0..<4000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      text += words[Int(state >> 40) % words.count] + " "
    }
    #expect(passage(in: text) == nil)
    // Said twice or three times is no loop.
    let paragraph = String(text.prefix(1200))
    #expect(passage(in: paragraph + paragraph + paragraph) == nil)
  }

  @Test func theRunIsWarnedOnceWhileItGoesOn() {
    let events = (0..<400).map { _ in RunEvent.Kind.text(.analysis, "Round and round it goes. ") }
    var machine = RunMachine(RunSample.request())
    for (index, kind) in events.enumerated() { machine.apply(RunEvent(at: index, kind)) }
    #expect(!machine.isFinished)
    #expect(machine.record.warnings.map(\.kind) == [RunWarning.repetition])
    #expect(machine.record.warnings[0].message.contains("“Round and round it goes.”"))
  }

  @Test func anAnswerThatNeverCameIsExplained() {
    let cut = RunSample.fold(.text(.analysis, "Hm"), .finished(.length)).record
    #expect(cut.state == .truncated)
    #expect(cut.warnings.map(\.kind) == ["cut_before_answer"])
    let commentary = RunSample.fold(.text(.commentary, "I say 1."), .finished(.stop)).record
    #expect(commentary.state == .empty)
    #expect(commentary.warnings.map(\.kind) == ["only_commentary"])
  }
}
