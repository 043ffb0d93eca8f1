import Harmony
import Runs
import TerminalText
import Wording

/// What stands below the table of engines, as rows: for drawing, and to know how much room it wants.
struct EngineSections {
  let state: State
  let screen: EnginesScreen
  let listing: EngineListing
  let options: DisplayText.Options

  init(_ state: State, _ screen: EnginesScreen) {
    self.state = state
    self.screen = screen
    listing = state.listedEngines.first { $0.key == screen.selectedKey } ?? state.engine
    options = DisplayText.Options(ascii: state.ascii)
  }

  var examination: Examination? { state.examinations[listing.key] }

  var layout: EnginesLayout {
    func columns(_ section: EnginesLayout.Section) -> Int {
      EnginesLayout.columns(of: section, in: state.size)
    }
    let heights = findings(columns: columns(.doctor)).map(\.count)
    let head = doctorHead(columns: columns(.doctor)).count
    let isSpacious = EnginesLayout.isWide(state.size) || state.size.rows >= 36
    let sampling =
      isSpacious ? fullSampling(columns(.sampling)) : compactSampling(columns(.sampling))
    var layout = EnginesLayout(
      size: state.size, engines: state.listedEngines.count,
      wants: [
        .sampling: sampling.count, .managed: managed(columns: columns(.managed)).count,
        .pull: pull(columns: columns(.pull)).count, .doctor: head + heights.reduce(0, +),
      ], isReading: screen.focus == .findings)
    layout.findingHeights = heights
    layout.findingRows = max(0, (layout.sections[.doctor]?.rows ?? 0) - head)
    return layout
  }

  // MARK: Sampling

  func sampling(_ rect: Rect) -> [SectionRow] {
    let full = fullSampling(rect.columns)
    return full.count <= rect.rows ? full : compactSampling(rect.columns)
  }

  private var heading: SectionRow { SectionRow("Sampling", column: 1, Theme.title) }

  private func fullSampling(_ columns: Int) -> [SectionRow] {
    guard listing.identity.isModel else { return withoutModel(columns) }
    func row(_ name: String, _ value: String, _ remark: String?) -> SectionRow {
      var row = SectionRow(name, column: 3, Theme.dim)
      let isOdd = remark != nil
      row.pieces.append(
        .init(column: 20, text: value, style: isOdd ? Theme.strong : Theme.text))
      if let remark {
        row.pieces.append(
          .init(
            column: 22 + DisplayText(value, options: options).columns, text: remark,
            style: Theme.caution))
      }
      return row
    }
    let sampling = state.sampling
    return [heading, row("effort", state.parameters.effort.rawValue, nil)]
      + SamplingParameter.allCases.map {
        row($0.rawValue, $0.words(in: sampling), $0.remark(in: sampling))
      }
  }

  private func compactSampling(_ columns: Int) -> [SectionRow] {
    guard listing.identity.isModel else { return withoutModel(columns) }
    let sampling = state.sampling
    var facts = Facts()
    facts.add("Sampling", Theme.title)
    facts.add("effort \(state.parameters.effort.rawValue)", Theme.text)
    for parameter in SamplingParameter.allCases {
      let isOdd = parameter.remark(in: sampling) != nil
      facts.add(
        "\(parameter.rawValue) \(parameter.words(in: sampling))",
        isOdd ? Theme.caution : Theme.dim)
    }
    return SectionRow.wrapped(facts, columns: columns, options)
  }

  /// On the rule matcher: where there is no model, how to get one.
  private func withoutModel(_ columns: Int) -> [SectionRow] {
    let hasModel = state.listedEngines.contains { $0.identity.isModel && $0.status == .ready }
    if hasModel || state.engines == nil {
      return [heading]
        + SectionRow.wrapped(
          "The rule matcher samples nothing: it always answers alike.", columns: columns,
          Theme.dim, options)
    }
    guard !(state.managed?.isAlive ?? false), !(state.pull?.isRunning ?? false) else {
      return [SectionRow("No model runs here yet", column: 1, Theme.title)]
    }
    let ways = [
      "s starts llama-server on a GGUF file or a repository on Hugging Face.",
      "u pulls one with Ollama.", "Or start vLLM or LM Studio, then r looks again.",
    ]
    return [SectionRow("No model runs here", column: 1, Theme.title)]
      + ways.flatMap {
        SectionRow.wrapped($0, columns: columns, Theme.text, options)
      }
  }

  // MARK: What Precept has started

  func managed(columns: Int) -> [SectionRow] {
    guard let managed = state.managed else { return [] }
    var facts = Facts()
    facts.add("Managed engine", Theme.title)
    let style: Style =
      switch managed.phase {
      case .ready: Theme.strong
      case .stopped: Theme.dim
      case .failed: Theme.error
      case .restarting: Theme.caution
      default: Theme.accent
      }
    facts.add(managed.words, style)
    var rows = [SectionRow.line(facts, columns: columns, options)]
    rows.append(SectionRow(managed.model.tail(columns: columns - 4, options), Theme.text))
    switch managed.phase {
    case .starting, .downloading, .loading:
      rows.append(.bar(percent: managed.percent, columns: columns, ascii: state.ascii))
    case .failed(let reason):
      rows += SectionRow.wrapped(reason, columns: columns, Theme.text, options)
    default: break
    }
    if managed.isAlive, let url = managed.url {
      rows.append(SectionRow(url.tail(columns: columns - 4, options), Theme.dim))
    }
    return rows
  }

  func pull(columns: Int) -> [SectionRow] {
    guard let pull = state.pull else { return [] }
    var facts = Facts()
    facts.add("Pull", Theme.title)
    facts.add(pull.progress.model, Theme.strong)
    facts.add("from \(pull.engine.name)")
    let heading = [SectionRow.line(facts, columns: columns, options)]
    switch pull.progress.phase {
    case .failed(let reason):
      return heading + SectionRow.wrapped(reason, columns: columns, Theme.text, options)
    case .working(let word):
      var numbers = Facts()
      if pull.isStopping {
        numbers.add("cancelling…", Theme.caution)
      } else if let total = pull.progress.total {
        numbers.add(Measure.bytes(pull.progress.completed, of: total), Theme.text)
        if let rate = pull.rate { numbers.add("\(Measure.bytes(rate))/s") }
        if let left = pull.millisecondsLeft {
          numbers.add("\(Measure.wholeSeconds(milliseconds: left)) left")
        }
        if pull.rate == nil { numbers.add(word) }
      } else {
        numbers.add(word, Theme.text)
      }
      return heading + [
        .bar(percent: pull.percent, columns: columns, ascii: state.ascii)
      ] + SectionRow.wrapped(numbers, column: 3, columns: columns, options).prefix(1)
    case .done, .cancelled: return heading
    }
  }

  // MARK: Doctor

  /// What stands above the findings.
  func doctorHead(columns: Int) -> [SectionRow] {
    let isFocused = screen.focus == .findings
    let mark = isFocused ? (state.ascii ? ">" : "▌") : " "
    var facts = Facts()
    facts.add(mark + "Doctor", isFocused ? Theme.focusedTitle : Theme.title)
    var rows: [SectionRow] = []
    if let examination {
      switch examination.phase {
      case .running: facts.add("examining…", Theme.accent)
      case .stopping: facts.add("stopping…", Theme.accent)
      case .done: break
      }
      for (level, count) in examination.counts {
        facts.add("\(count) \(level.rawValue)", Theme.finding(level))
      }
      if let problem = examination.problem {
        rows = SectionRow.wrapped(problem, columns: columns, Theme.caution, options)
      }
    } else if listing.status == .builtIn {
      facts.add("nothing to examine")
    } else if listing.status != .ready {
      facts.add(listing.status.shortWords)
    } else {
      facts.add("not examined yet: d")
    }
    return [SectionRow.line(facts, column: 0, columns: columns, options)] + rows
  }

  /// The rows of each finding.
  func findings(columns: Int) -> [[SectionRow]] {
    // The doctor's longest id; fixed, since findings come one by one and nothing may jump.
    let longest = 14
    let hasIDs = columns >= 44 + longest
    let start = hasIDs ? 15 + longest : 13
    return (examination?.findings ?? []).map { finding in
      let style = finding.level == .fine ? Theme.dim : Theme.text
      var rows = SectionRow.wrapped(
        finding.summary, column: start, columns: columns, style, options)
      let word = finding.level.words(ascii: state.ascii)
      rows[0].pieces.insert(
        .init(column: 2, text: word, style: Theme.finding(finding.level)), at: 0)
      if hasIDs {
        let id = DisplayText(finding.id, options: options).glyphs.prefix(longest).map(\.text)
        rows[0].pieces.insert(.init(column: 13, text: id.joined(), style: Theme.dim), at: 1)
      }
      return rows
    }
  }
}

extension State {
  var enginesLayout: EnginesLayout {
    EngineSections(self, enginesScreen ?? EnginesScreen(listedEngines, selected: engine)).layout
  }
}

extension Theme {
  static func finding(_ level: EngineFinding.Level) -> Style {
    switch level {
    case .fine: agreement
    case .caution: caution
    case .broken: error
    }
  }
}
