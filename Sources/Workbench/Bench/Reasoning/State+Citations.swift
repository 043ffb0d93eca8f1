import Policies
import Runs
import TerminalText
import TextEditing
import Traces

extension State {
  /// The citations that stand in the chain on show, by their places in the record.
  private var chainCitations: [Int] {
    guard let citations = bench.current?.record.citations else { return [] }
    return citations.indices.filter { citations[$0].channel != "final" }
  }

  var selectedCitation: Citation? {
    guard let number = bench.citation, let citations = bench.current?.record.citations,
      citations.indices.contains(number)
    else { return nil }
    return citations[number]
  }

  /// Selects the next citation in the chain; the first time, the next in sight.
  mutating func selectCitation(step: Int) {
    let numbers = chainCitations
    guard let draw = bench.current, !numbers.isEmpty else { return }
    let citations = draw.record.citations
    show(.reasoning)
    let target: Int
    if let selected = bench.citation, let index = numbers.firstIndex(of: selected) {
      target = numbers[(index + step + numbers.count) % numbers.count]
    } else {
      let top = bench.view.top.line
      func isBelow(_ number: Int) -> Bool {
        draw.chain.position(of: citations[number]).map { $0.line >= top } ?? false
      }
      target =
        step > 0
        ? numbers.first(where: isBelow) ?? numbers[0]
        : numbers.last { !isBelow($0) } ?? numbers[numbers.count - 1]
    }
    bringIntoSight(citation: target)
  }

  /// Selects a citation and scrolls no further than it needs to be seen.
  private mutating func bringIntoSight(citation number: Int) {
    guard let draw = bench.current, draw.record.citations.indices.contains(number),
      let position = draw.chain.position(of: draw.record.citations[number])
    else { return }
    bench.citation = number
    bench.isFollowing = false
    bench.view.follow(position, in: draw.chain.buffer)
    bench.isFollowing = bench.view.isAtEnd(in: draw.chain.buffer) && !draw.machine.isFinished
  }

  /// From the chain to the rule, from the verdict to its label's rule, and from a rule to the
  /// sentences that cite it.
  mutating func goToCitation() {
    switch focus {
    case .reasoning: goToCitedLine()
    case .verdict: goToLabel()
    case .policy, .content: goToCitingSentences()
    }
  }

  private mutating func goToCitedLine() {
    if selectedCitation == nil { selectCitation(step: 1) }
    guard let citation = selectedCitation, let draw = bench.current else { return }
    guard citation.known, let line = citation.line else {
      say("\(citation.text.quoted) is not in the policy that this run judged by.")
      return
    }
    goTo(line: line, of: draw, named: citation.text.quoted)
  }

  /// - Parameter line: of the text that the draw judged by, counted from 1.
  private mutating func goTo(line: Int, of draw: BenchRuns.Draw, named name: String) {
    guard let now = policy.currentLine(of: line - 1, since: draw.policyRevision) else {
      say("The line of \(name) is gone from the policy since the run.")
      return
    }
    goTo(policyLine: now)
  }

  private mutating func goToLabel() {
    guard let draw = bench.current, let outline = bench.judged?.policy.outline else { return }
    guard let verdict = draw.record.verdict, let label = verdict.labels.first?.label else {
      say("There is no label to go to.")
      return
    }
    if let rule = outline.rules.first(where: { $0.id == label }) {
      goTo(line: rule.line, of: draw, named: label)
    } else if let section = outline.sections.first(where: { $0.title.hasWord(label) }) {
      goTo(line: section.line, of: draw, named: label)
    } else {
      say("\(label.quoted) is an answer of this policy, and no rule of it.")
    }
  }

  private mutating func goToCitingSentences() {
    guard let draw = bench.current else { return }
    let caret = policy.editor.selection.head.line
    let lines = policy.isOutlineCurrent ? policy.outline.linesOfRule(at: caret + 1) : nil
    let wanted = lines.map { ($0.lowerBound - 1)..<($0.upperBound - 1) } ?? caret..<(caret + 1)
    let citations = draw.record.citations
    let citing = chainCitations.filter { number in
      guard citations[number].known, let line = citations[number].line,
        let now = policy.currentLine(of: line - 1, since: draw.policyRevision)
      else { return false }
      return wanted.contains(now)
    }
    switch citing.count {
    case 0: say("Nothing in this chain cites line \(caret + 1).")
    case 1: goToChain(citing[0])
    default:
      dialog = .pick(
        Picker(
          .citing, title: "Cited \(citing.count) times",
          items: citing.map { number in
            Picker.Item(
              value: String(number), title: citations[number].text,
              detail: draw.record.sentence(of: citations[number]))
          }))
    }
  }

  /// Goes to a citation in the chain.
  mutating func goToChain(_ number: Int) {
    jumps.leave(place)
    show(.reasoning)
    bringIntoSight(citation: number)
  }

  /// The citation under a cell of the Reasoning pane.
  func citation(at cell: CellPosition) -> Int? {
    guard let rect = layout.panes[.reasoning], rect.contains(cell), let draw = bench.current else {
      return nil
    }
    let inner = CellPosition(
      column: max(0, cell.column - rect.column - 1), row: cell.row - rect.row)
    let position = bench.view.position(at: inner, in: draw.chain.buffer)
    return draw.chain.marks(onLine: position.line)
      .last { $0.range.contains(position.offset) }?.number
  }

  // MARK: Reasons

  /// Why a command on what is understood of the policy cannot run now.
  func authoringReason(_ command: Command) -> String? {
    switch command {
    case .outline, .hints:
      return policy.editor.buffer.byteCount == 0
        ? "There is no policy text. Ctrl-O opens a policy, Ctrl-N starts one." : nil
    case .goBack:
      return jumps.back.isEmpty ? "There is nowhere to go back to." : nil
    case .goForward:
      return jumps.forward.isEmpty ? "There is nowhere to go forward to." : nil
    case .nextCitation, .previousCitation:
      if bench.current == nil { return nothingRan }
      return chainCitations.isEmpty ? "This chain cites nothing of the policy." : nil
    case .goToCitation:
      if focus == .content { return "It works in Policy, Reasoning and Verdict." }
      if bench.current == nil { return nothingRan }
      return focus == .reasoning && chainCitations.isEmpty
        ? "This chain cites nothing of the policy." : nil
    case .fixHint: return noFixReason
    default: return nil
    }
  }

  private var nothingRan: String { "Nothing has run yet. Ctrl-R runs the policy on the content." }
}

extension PolicyOutline {
  /// The lines of the innermost rule in which a line is, counted from 1.
  func linesOfRule(at line: Int) -> Range<Int>? {
    rules.last { $0.line <= line && line <= $0.lastLine }.map { $0.line..<($0.lastLine + 1) }
  }
}

extension RunRecord {
  /// The sentence of the chain in which a citation begins, on one line.
  func sentence(of citation: Citation) -> String {
    let text = citation.channel == "commentary" ? commentary : reasoning
    let sentences = Sentences.split(text)
    let index = sentences.lastIndex { $0.offset <= citation.range.lowerBound }
    return index.map { oneLine(sentences[$0].text) } ?? citation.text
  }
}

extension String {
  /// In quotation marks, unless it has some already.
  var quoted: String {
    first.map { "\"“".contains($0) } ?? false ? self : "“\(self)”"
  }

  /// Whether a word stands in it, with nothing of a word before or after it.
  fileprivate func hasWord(_ word: String) -> Bool {
    split { !$0.isLetter && !$0.isNumber && !"._-#".contains($0) }
      .contains { $0 == word }
  }
}
