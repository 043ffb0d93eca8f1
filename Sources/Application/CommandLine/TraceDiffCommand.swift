import Policies
import Runs
import Traces
import Wording

/// `precept trace diff`: two recorded chains, aligned by the rule under consideration.
public enum TraceDiffCommand {
  public static func run(
    _ left: String, _ right: String, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let log = try context.recordsToRead()
    let sides = try [left, right].map { try context.record($0, in: log) }
    let traces = sides.map(Trace.init)
    let alignment = TraceAlignment(traces[0], traces[1])
    if json {
      context.console.print(document(sides, traces, alignment).document)
    } else {
      write(sides, traces, alignment, to: context.console)
    }
    return .done
  }

  // MARK: Text

  /// As a unified difference, with the rule over each step; what both say is said once.
  private static func write(
    _ sides: [RunRecord], _ traces: [Trace], _ alignment: TraceAlignment, to console: Console
  ) {
    func put(_ text: String, _ code: String?) {
      console.print(code.map { console.styled(text, $0) } ?? StyledText(text))
    }
    put("--- " + words(sides[0]), "1")
    put("+++ " + words(sides[1]), "1")
    var step: Int?
    for row in alignment.rows {
      if row.step != step { put(heading(row.step, alignment), "36") }
      step = row.step
      let left = row.left.map { traces[0].sentences[$0].text.onOneLine }
      let right = row.right.map { traces[1].sentences[$0].text.onOneLine }
      if let left, left == right {
        put(" " + left, nil)
      } else {
        if let left { put("-" + left, "31") }
        if let right { put("+" + right, "32") }
      }
    }
    switch alignment.divergence {
    case .step: break
    case .conclusion: put("They weigh the same rules and conclude differently.", "1")
    case nil: put("They weigh the same rules and conclude the same.", "1")
    }
  }

  private static func words(_ record: RunRecord) -> String {
    let labels = record.spelledLabels
    let version = record.policy.version.map { "@\($0)" } ?? ""
    return
      ([record.id.text, record.decisionWords(ascii: true)] + labels.prefix(3)
      + [record.policy.name + version, record.engine.map { $0.model ?? $0.name } ?? ""])
      .joined(separator: "  ")
  }

  private static func heading(_ index: Int, _ alignment: TraceAlignment) -> String {
    let step = alignment.steps[index]
    func name(_ segment: Trace.Segment?) -> String {
      segment.map { $0.rule ?? "no rule" } ?? "nothing"
    }
    let names =
      step.isSame ? name(step.left ?? step.right) : "\(name(step.left)) | \(name(step.right))"
    return "@@ \(names) @@"
      + (alignment.divergence == .step(index) ? " they part here first" : "")
  }

  // MARK: JSON

  private static func document(
    _ sides: [RunRecord], _ traces: [Trace], _ alignment: TraceAlignment
  ) -> JSON {
    let divergence: JSON =
      switch alignment.divergence {
      case .step(let index): ["kind": "step", "step": .int(index)]
      case .conclusion: ["kind": "conclusion", "step": .null]
      case nil: .null
      }
    let steps = alignment.steps.map { step -> JSON in
      [
        "same": .bool(step.isSame), "left": side(step.left, traces[0]),
        "right": side(step.right, traces[1]),
      ]
    }
    return .object([
      ("schema", 1), ("left", summary(sides[0], traces[0])),
      ("right", summary(sides[1], traces[1])), ("divergence", divergence),
      ("steps", .array(steps)),
    ])
  }

  private static func summary(_ record: RunRecord, _ trace: Trace) -> JSON {
    [
      "run": .string(record.id.text),
      "policy": ["name": .string(record.policy.name), "version": JSON(record.policy.version)],
      "engine": JSON(record.engine?.name), "model": JSON(record.engine?.model),
      "state": JSON(trace.conclusion.state?.rawValue),
      "decision": JSON(trace.conclusion.decision?.rawValue),
      "labels": JSON(trace.conclusion.labels),
    ]
  }

  private static func side(_ segment: Trace.Segment?, _ trace: Trace) -> JSON {
    guard let segment else { return .null }
    return [
      "rule": JSON(segment.rule),
      "sentences": JSON(segment.sentences.map { trace.sentences[$0].text }),
    ]
  }
}

extension String {
  /// Line ends and indents inside a sentence as single spaces.
  fileprivate var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
