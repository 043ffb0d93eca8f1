import Cases

/// `precept mutate`: a content changed on purpose, in each of several ways or in all of them at once.
public struct MutateCommand: Sendable {
  public static let usualRate = Mutation.usualRate
  public static let usualPaddingWords = Mutation.usualPaddingWords

  public var file: String?
  public var content: String?
  /// The words of the kinds; `all` is every kind.
  public var kinds: [String]
  public var seed: UInt64
  public var rate: Double
  public var paddingWords: Int
  /// Whether the kinds are applied one after another to one text.
  public var stacks: Bool
  public var jsonLines: Bool

  public init(
    file: String?, content: String?, kinds: [String], seed: UInt64, rate: Double,
    paddingWords: Int, stacks: Bool, jsonLines: Bool
  ) {
    self.file = file
    self.content = content
    self.kinds = kinds
    self.seed = seed
    self.rate = rate
    self.paddingWords = paddingWords
    self.stacks = stacks
    self.jsonLines = jsonLines
  }

  public func run(in context: CommandContext) throws -> ExitStatus {
    let kinds = try Mutation.Kind.named(self.kinds)
    guard !kinds.isEmpty else {
      throw CommandFailure(
        .usage, "--kinds names no mutation.", hint: "precept mutate --list names all.")
    }
    if stacks, self.kinds.contains("all") {
      throw CommandFailure(
        .usage, "All kinds on one text leave nothing of it.",
        hint: "Name those to stack: --kinds homoglyph,zero-width --stack.")
    }
    let text = try context.content(file: file, text: content, to: "mutate")
    let stacks =
      stacks
      ? [MutationStack(kinds, seed: seed, rate: rate, paddingWords: paddingWords)]
      : kinds.map { MutationStack([$0], seed: seed, rate: rate, paddingWords: paddingWords) }
    for stack in stacks {
      let result = stack.applied(to: text)
      if jsonLines {
        context.console.print(line(stack, result).line)
      } else {
        if stacks.count > 1 { context.console.print("── \(stack.name)") }
        context.console.write(result + "\n")
        if stacks.count > 1 { context.console.print("") }
      }
    }
    return .done
  }

  private func line(_ stack: MutationStack, _ result: String) -> JSON {
    .object(
      [
        ("kind", .string(stack.name)), ("seed", .int(Int(clamping: seed))), ("rate", .double(rate)),
        ("text", .string(result)),
      ] + Self.relation(stack.relation))
  }

  private static func relation(_ relation: Mutation.Relation) -> [(String, JSON)] {
    switch relation {
    case .agrees: [("relation", "agrees"), ("reason", nil)]
    case .differs: [("relation", "differs"), ("reason", nil)]
    case .mayDiffer(let reason): [("relation", "may_differ"), ("reason", .string(reason))]
    }
  }

  /// Prints every kind with what it does; with `jsonLines` an object each.
  public static func list(jsonLines: Bool, on console: Console) -> ExitStatus {
    let width = Mutation.Kind.allCases.map(\.rawValue.count).max() ?? 0
    for kind in Mutation.Kind.allCases {
      let definition = kind.definition
      if jsonLines {
        console.print(
          JSON.object(
            [
              ("kind", .string(kind.rawValue)), ("title", .string(definition.title)),
              ("summary", .string(definition.summary)),
              ("uses_rate", .bool(definition.usesRate)),
              ("readable", .bool(definition.isReadable)),
              ("reversal", .string(definition.reversal.rawValue)),
              ("source", JSON(definition.source)),
            ] + relation(definition.relation)
          ).line)
      } else {
        console.print(
          kind.rawValue.filled(to: width) + "  " + definition.relation.word.filled(to: 10) + "  "
            + definition.summary)
      }
    }
    return .done
  }
}
