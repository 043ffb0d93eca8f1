import Digests
import Harmony
import Policies
import RunLog
import Runs
import Wording

/// The documents of `run --json` and `trace show --json`, field by field as the manual has them.
enum RunJSON {
  /// - Parameter isRecorded: whether the run was recorded.
  static func document(_ record: RunRecord, isRecorded: Bool) -> JSON {
    .object(fields(record) + [("recorded", .bool(isRecorded))])
  }

  static func trace(_ record: RunRecord, _ judgements: [Judgement]) -> JSON {
    let deltas = record.deltas.map { delta -> JSON in
      [
        "ms": .int(delta.at), "offset": .int(delta.offset),
        "channel": .string(delta.channel.rawValue),
      ]
    }
    let prompt: JSON =
      record.prompt.map {
        [
          "kind": .string($0.kind.rawValue), "segments": .array($0.segments.map(segment)),
        ]
      } ?? .null
    return .object(
      fields(record) + [
        ("started", .int(Int(record.startedAt))), ("policy_text", .string(record.policyText)),
        ("content_text", .string(record.content)), ("commentary", .string(record.commentary)),
        ("case", JSON(record.caseReference)), ("deltas", .array(deltas)), ("prompt", prompt),
        ("request", JSON(record.requestBody)),
        ("judgements", .array(judgements.map(judgement))),
      ])
  }

  private static func judgement(_ judgement: Judgement) -> JSON {
    [
      "decision": JSON(judgement.decision?.rawValue), "labels": JSON(judgement.labels),
      "note": .string(judgement.note), "author": .string(judgement.author),
      "time": .string(CivilTime(unixMilliseconds: judgement.at).rfc3339),
    ]
  }

  static func segment(_ segment: PromptSegment) -> JSON {
    switch segment {
    case .control(let token): ["control": .string(token.rawValue)]
    case .text(let text): ["text": .string(text)]
    }
  }

  private static func fields(_ record: RunRecord) -> [(String, JSON)] {
    [
      ("schema", 1), ("run", .string(record.id.text)),
      (
        "policy",
        [
          "name": .string(record.policy.name), "version": JSON(record.policy.version),
          "based_on": JSON(record.policy.basedOn), "sha256": .string(sha256Hex(record.policyText)),
        ]
      ),
      (
        "content",
        [
          "sha256": .string(sha256Hex(record.content)), "bytes": .int(record.content.utf8.count),
        ]
      ),
      ("engine", record.engine.map(engine) ?? .null),
      ("parameters", record.parameters.map { parameters($0, of: record) } ?? .null),
      ("state", .string((record.state ?? .failed).rawValue)),
      ("verdict", record.verdict.map(verdict) ?? .null),
      ("labels", .array(record.labels.map(label))),
      ("reasoning", .string(record.reasoning)), ("answer", .string(record.answer)),
      ("citations", .array(record.citations.map(citation))),
      ("usage", record.usage.map(usage) ?? .null), ("timing", timing(record.timing)),
      ("altered", .array(record.altered.map(alteration))),
      (
        "warnings",
        .array(
          record.warnings.map { ["kind": .string($0.kind), "message": .string($0.message)] })
      ),
      (
        "error",
        record.failure.map {
          [
            "kind": .string($0.kind.rawValue), "message": .string($0.message),
            "hint": .string($0.hint),
          ]
        } ?? .null
      ),
    ]
  }

  static func engine(_ engine: EngineIdentity) -> JSON {
    [
      "name": .string(engine.name), "kind": .string(engine.kind.rawValue), "url": JSON(engine.url),
      "model": JSON(engine.model), "build": JSON(engine.build),
      "route": JSON(engine.route?.rawValue),
      "harmony": engine.speaksHarmony.map(JSON.bool) ?? .null,
    ]
  }

  private static func parameters(_ parameters: RunParameters, of record: RunRecord) -> JSON {
    let prompt = record.prompt.map { record in
      sha256Hex(record.segments.map(\.spelling).joined())
    }
    return [
      "effort": .string(parameters.effort.rawValue), "temperature": .double(parameters.temperature),
      "top_p": .double(parameters.topP), "top_k": .int(parameters.topK),
      "min_p": .double(parameters.minP), "repeat_penalty": .double(parameters.repeatPenalty),
      "seed": JSON(parameters.sentSeed), "max_tokens": JSON(parameters.maxTokens),
      "date": .string(parameters.date), "layout": .string(parameters.layout.rawValue),
      "prompt_sha256": JSON(prompt),
    ]
  }

  private static func label(_ label: StatedLabel) -> JSON {
    [
      "label": .string(label.label), "axis": JSON(label.axis),
      "decision": JSON(label.decision?.rawValue),
    ]
  }

  private static func verdict(_ verdict: Verdict) -> JSON {
    [
      "decision": .string(verdict.decision.rawValue),
      "labels": .array(verdict.stated.map(label)),
      "confidence": JSON(verdict.confidence), "rationale": JSON(verdict.rationale),
    ]
  }

  private static func citation(_ citation: Citation) -> JSON {
    [
      "kind": .string(citation.kind.rawValue), "text": .string(citation.text),
      "channel": .string(citation.channel), "line": JSON(citation.line),
      "known": .bool(citation.known),
    ]
  }

  private static func usage(_ usage: Usage) -> JSON {
    [
      "prompt_tokens": JSON(usage.promptTokens), "completion_tokens": JSON(usage.completionTokens),
      "cached_tokens": JSON(usage.cachedTokens),
    ]
  }

  private static func timing(_ timing: RunRecord.Timing) -> JSON {
    [
      "first_reasoning_ms": JSON(timing.firstReasoning),
      "first_answer_ms": JSON(timing.firstAnswer),
      "total_ms": JSON(timing.total),
    ]
  }

  private static func alteration(_ alteration: Alteration) -> JSON {
    [
      "part": .string(alteration.part.rawValue), "offset": .int(alteration.offset),
      "original": .string(alteration.original), "sent": .string(alteration.sent),
    ]
  }
}
