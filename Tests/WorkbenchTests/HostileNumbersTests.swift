import Evaluation
import Harmony
import Policies
import Runs
import TerminalInput
import TerminalText
import Testing
import TextEditing
import Wording

@testable import Workbench

/// Screens draw whatever numbers records, engines, files and terminals give them.
struct HostileNumbersTests {
  private static let numbers = [Int.max, .min, -1, 0, Int.largestCount, Int.max - 500]

  @Test(arguments: numbers)
  func `times, sizes and shares have words at any extreme`(number: Int) {
    let words = [
      Measure.seconds(milliseconds: number), Measure.wholeSeconds(milliseconds: number),
      Measure.bytes(Int64(number)), Measure.bytes(Int64(number), of: Int64(number)),
      Measure.moment(unixMilliseconds: Int64(number)), Measure.count(number, "run"),
    ]
    #expect(words.allSatisfy { !$0.isEmpty })
    if number < 0 { #expect(Measure.seconds(milliseconds: number) == "0.0 s") }
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300, 1e19])
  func `figures that are no numbers have words`(value: Double) {
    #expect(!Measure.three(value).isEmpty)
    #expect(!Measure.percent(value).isEmpty)
    let progress = BatchProgress(
      done: .max, total: .max, rate: value, secondsLeft: value, window: .max)
    #expect(!progress.words.isEmpty)
  }

  @Test func `a bar is as long as its place, whatever its per cent`() {
    for percent in Self.numbers {
      #expect(SectionRow.bar(percent: percent, columns: 80, ascii: false).pieces.count >= 2)
    }
  }

  // MARK: F4 and F6

  @Test(arguments: numbers)
  func `lists show rows with any numbers`(number: Int) {
    var bench = Bench.ready()
    bench.press("f4")
    var summary = Sample.summary(1, .violates)
    summary.startedAt = Int64(number)
    summary.totalMilliseconds = number
    summary.completionTokens = number
    summary.policyVersion = number
    bench.workspace(.runs([summary], filter: RunFilter()))
    #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)

    bench.press("esc", "f6")
    var row = EvaluationSamples.rows[0]
    (row.createdAt, row.cases, row.repeats) = (Int64(number), number, number)
    (row.done, row.total, row.right, row.judged) = (number, number, number, 1)
    bench.workspace(.evaluation(.listed([row])))
    #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
    row.judged = number
    bench.workspace(.evaluation(.listed([row])))
    #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
  }

  @Test(arguments: numbers)
  func `an evaluation with results of any numbers is shown in every view`(number: Int) {
    var plan = EvaluationSamples.plan
    plan.repeats = max(1, Int(clampingCount: number))
    plan.createdAt = Int64(number)
    let results = EvaluationSamples.results.map { result in
      var result = result
      result.milliseconds = number
      result.completionTokens = number
      result.promptTokens = number
      return result
    }
    let picture = EvaluationPicture(plan, results: results)
    let tally = picture.tallies[0]
    for (columns, rows) in [(120, 36), (40, 12), (20, 4)] {
      let charts = EvaluationCharts(
        picture: picture, tally: tally, changed: picture.comparisons(resamples: 5),
        columns: columns, rows: rows, ascii: false)
      for view in EvaluationScreen.View.allCases { #expect(!charts.lines(view).isEmpty) }
    }
  }

  // MARK: Runs

  @Test(arguments: numbers)
  func `a run that reports any numbers is shown while it goes on and when it has ended`(
    number: Int
  ) {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    for wait in [
      RunEvent.Wait.queue(.init(busy: number, total: number)), .load(percent: number),
      .retry(afterMilliseconds: number), .prompt(read: number, of: number), .prompt(read: 1, of: 0),
    ] {
      bench.engine(.waiting(wait))
      #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
    }
    bench.engine(
      .text(.analysis, "It is [SP3.b]. "),
      .usage(Usage(promptTokens: number, completionTokens: number, cachedTokens: number)))
    #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
    bench.engine(.text(.final, "SP3.b"), .finished(.stop))
    #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
  }

  // MARK: What a session and a terminal say

  @Test(arguments: numbers)
  func `a session and a mouse may name any place`(number: Int) {
    var session = SessionSnapshot(
      policy: Sample.document.name, caret: TextPosition(line: number, offset: number),
      content: "typed", split: number)
    session.top = TextPosition(line: number, offset: number)
    session.contentCaret = TextPosition(line: number, offset: number)
    var bench = Bench(session: session)
    bench.workspace(.opened(Sample.document, draft: nil))
    #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
    let place = min(max(number, 0), 0x10_FFFF)
    for kind in [MouseEvent.Kind.press, .drag, .release, .wheelUp, .wheelDown] {
      bench.send(.input(.mouse(MouseEvent(kind, button: .left, column: place, row: place))))
      #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
    }
  }

  @Test func `a line of any number can be gone to`() {
    for text in ["9223372036854775807", "99999999999999999999", "-1", "0", "1e9"] {
      var bench = Bench.ready()
      bench.press("ctrl-g")
      bench.type(text)
      bench.press("enter")
      #expect(FuzzTests.fault(view(bench.state), ascii: false) == nil)
    }
  }
}
