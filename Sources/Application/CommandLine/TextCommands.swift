import Foundation
public import Harmony
import Policies
import Runs

/// `precept outline`, `render` and `parse`: what Precept makes of texts.
public enum TextCommands {
  public static func outline(
    _ argument: String, json: Bool, in context: CommandContext
  ) async throws -> ExitStatus {
    let policy = try context.policy(argument)
    let outline = policy.outline
    let format = policy.format(outline)
    let tokens = try await context.tokens(of: policy.text, outline)
    let console = context.console
    if json {
      console.print(document(outline, format, tokens).document)
      return .done
    }
    for (section, count) in zip(outline.sections, tokens.sections) {
      let indent = String(repeating: "  ", count: section.level - 1)
      console.print(
        "\(section.line)\t\(indent)\(section.title)  (\(tokens.words(count)) tokens)")
    }
    console.print("all\t\(tokens.words(tokens.total)) tokens")
    for rule in outline.rules where !rule.isDerived {
      console.print(
        "\(rule.line)\t[\(rule.id)] \(rule.decision?.rawValue ?? "-")  \(rule.title)")
    }
    for example in outline.examples {
      console.print("\(example.line)\texample → \(example.label ?? "-")")
    }
    let labels = format.labels.map { "\($0.name) = \($0.decision?.rawValue ?? "?")" }
    console.print(
      "answer\t\(format.shape?.rawValue ?? "undetermined")  \(labels.joined(separator: ", "))")
    if let gap = AnswerGap(format) { console.print("\t\(gap.sentence) \(gap.hint)") }
    return .done
  }

  private static func document(
    _ outline: PolicyOutline, _ format: AnswerFormat, _ tokens: PolicyTokens
  ) -> JSON {
    .object([
      ("schema", 1),
      (
        "sections",
        .array(outline.sections.map { ["title": .string($0.title), "line": .int($0.line)] })
      ),
      (
        "rules",
        .array(
          outline.rules.filter { !$0.isDerived }
            .map { ["id": .string($0.id), "line": .int($0.line)] })
      ),
      (
        "examples",
        .array(outline.examples.map { ["line": .int($0.line), "label": JSON($0.label)] })
      ),
      ("answer", answer(format)),
      ("tokens", tokens.document(outline)),
    ])
  }

  private static func answer(_ format: AnswerFormat) -> JSON {
    let source: JSON =
      switch format.source {
      case .declared: "declared"
      case .inferred(let lines): ["inferred": .array(lines.map(JSON.int))]
      case .undetermined: "undetermined"
      }
    return .object([
      ("shape", JSON(format.shape?.rawValue)),
      (
        "labels",
        .object(format.labels.map { ($0.name, JSON($0.decision?.rawValue)) })
      ),
      ("fields", JSON(format.fields)),
      (
        "axes",
        .array(
          format.axes.map { ["name": .string($0.name), "prefix": .string($0.prefix)] })
      ),
      (
        "decision_field",
        JSON(format.shape == .json || format.shape == .form ? format.decisionField : nil)
      ),
      (
        "undecided",
        JSON(format.shape == nil ? [] : format.labels.filter { $0.decision == nil }.map(\.name))
      ),
      ("source", source),
    ])
  }

  /// The exact Harmony prompt.
  public static func render(
    _ argument: String, file: String?, effort: Effort, date: String?, layout: PromptLayout,
    json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let policy = try context.policy(argument)
    if file == nil, context.console.inputIsTerminal {
      throw CommandFailure(
        .usage, "There is no content to render.", hint: "Give a FILE, or pipe it in.")
    }
    let content = try context.readText(file ?? "-")
    let prompt = HarmonyPrompt(
      Conversation(policy: policy.text, content: content), effort: effort, date: date,
      layout: layout)
    if json {
      context.console.print(
        JSON.object([("segments", .array(prompt.segments.map(RunJSON.segment)))]).document)
    } else {
      context.console.write(prompt.text)
    }
    return .done
  }

  public static func parse(
    _ file: String?, segments: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let text = try context.readText(file ?? "-")
    let (messages, warnings): ([HarmonyMessage], [HarmonyWarning])
    if segments {
      struct Document: Decodable { var segments: [PromptSegment] }
      let document: Document
      do {
        document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
      } catch {
        throw CommandFailure(
          .files, "The input is no document of segments.",
          hint: "It is what precept render --json prints.")
      }
      (messages, warnings) = HarmonyParser.messages(in: document.segments)
    } else {
      (messages, warnings) = HarmonyParser.messages(in: text)
    }
    context.console.print(
      JSON.object([
        ("messages", .array(messages.map(message))), ("warnings", .array(warnings.map(warning))),
      ]).document)
    return .done
  }

  private static func message(_ message: HarmonyMessage) -> JSON {
    [
      "role": .string(message.role), "channel": JSON(message.channel),
      "recipient": JSON(message.recipient), "content_type": JSON(message.contentType),
      "content": .string(message.content), "closed_by": JSON(message.closedBy?.rawValue),
    ]
  }

  private static func warning(_ warning: HarmonyWarning) -> JSON {
    [
      "kind": .string(warning.kind.rawValue), "offset": .int(warning.offset),
      "message": .string(warning.message),
    ]
  }
}
