public import Cases
import Evaluation
import Harmony
import Policies
import RunLog
import Runs
import Wording
import Workspace

/// `precept classify`: every content of files or of a pipe once, a row out for each row in.
public struct ClassifyCommand: Sendable {
  public var policy: String
  /// Files, sets in `samples/`, or `-`; empty is standard input.
  public var files: [String]
  public var options = ImportOptions()
  /// nil where no column was named.
  public var mapping: ImportMapping?
  /// nil writes to stdout.
  public var output: String?
  /// Of the output; nil by the ending of its name.
  public var outputFormat: String?
  public var samples = 1
  public var concurrency: Int?
  /// More endpoints of the engine.
  public var endpoints: [String] = []
  public var date: String?
  public var resumes = false
  public var force = false

  public init(policy: String, files: [String]) {
    self.policy = policy
    self.files = files
  }

  public func run(in context: CommandContext) async throws -> ExitStatus {
    guard let name = try context.engineName() else {
      throw CommandFailure(
        .usage, "Classifying needs an engine that is named or configured.",
        hint: "Add --engine NAME, URL or rule-matcher.")
    }
    if files.isEmpty, context.console.inputIsTerminal {
      throw CommandFailure(
        .usage, "There is nothing to classify.", hint: "Give a FILE, or pipe rows in.")
    }
    let policy = try context.policy(policy)
    let outline = policy.outline
    let format = policy.format(outline)
    let feed = try feed(in: context)
    let log = try context.runLog()
    let kind = ClassificationOutput.Format(rawValue: outputFormat ?? "") ?? .init(file: output)
    let begun = try begun(kind, in: context)
    // What is wrong with the input is known before an engine is asked, and before the file is begun.
    let (skipping, isAtEnd) = try await pass(begun, feed, policy.text, log)
    let engines = try await context.evaluationEngines([name], further: endpoints)
    let status: ExitStatus
    do {
      let out = try open(kind, begun, in: context)
      if skipping > 0 {
        context.console.note("precept: going on after \(skipping) rows that are there.")
      }
      status =
        isAtEnd
        ? .done
        : try await classify(feed, out, policy, format, outline, engines, log, skipping, context)
    } catch {
      await engines.close()
      throw error
    }
    await engines.close()
    return status
  }

  // MARK: Input

  private func feed(in context: CommandContext) throws -> ClassificationFeed {
    let names = files.isEmpty ? ["-"] : files
    guard names.count(where: { $0 == "-" }) <= 1 else {
      throw CommandFailure(.usage, "Standard input is named twice.")
    }
    let workspace = try context.workspaceIfAny()
    let sets = (try? workspace?.caseSetNames()) ?? []
    let feed = ClassificationFeed(
      names.map { name in
        let isSet = sets.contains(name) && !name.contains("/")
        let path = isSet ? "\(workspace?.root ?? "")/samples/\(name).jsonl" : name
        return (name, { try opened(path, name, context) })
      })
    try feed.prepare()
    return feed
  }

  private func opened(
    _ path: String, _ name: String, _ context: CommandContext
  ) throws -> ClassificationFeed.Opened {
    var options = options
    options.isLive = true
    if path == "-", options.format == nil { options.fallback = .lines }
    let source = try CaseSource(path, options: options, in: context)
    let mapping = try mapping ?? usualMapping(source, name)
    return .init(
      source: source, reader: try source.reading { try CaseRowReader(source.rows, mapping) })
  }

  /// Cases of ours, a column `content`, or the only column there is.
  private func usualMapping(_ source: CaseSource, _ name: String) throws -> ImportMapping {
    let areCases = try source.reading { try source.rows.areCases() }
    if areCases { return ImportMapping(content: .cases, idPrefix: "row") }
    // Columns of JSON are known with the first row, which areCases has read.
    let columns = source.rows.columns
    if columns.contains("content") {
      var mapping = ImportMapping(content: .text(.named("content")), idPrefix: "row")
      if columns.contains("id") { mapping.id = .named("id") }
      return mapping
    }
    if columns.count == 1 { return ImportMapping(content: .text(.at(1)), idPrefix: "row") }
    let table = try source.reading { try ImportTable(source.rows, limit: 20) }
    throw CommandFailure(
      .usage, ImportCommand.columns(of: table, file: name),
      hint: "Name it: --content-column NAME, or '#2' for the second.")
  }

  // MARK: Output

  private func begun(
    _ kind: ClassificationOutput.Format, in context: CommandContext
  ) throws -> ClassificationOutput.Begun {
    guard let output else { return .init() }
    let file = try context.output(output)
    guard let size = try context.onFiles({ try file.existingSize() }), size > 0, !force else {
      return .init()
    }
    guard resumes else {
      throw CommandFailure(
        .files, "\(output) is there already; nothing was written.",
        hint: "Add --resume to continue after its last row, or --force to start over.")
    }
    do {
      return try ClassificationOutput.begun(try file.chunks(), kind)
    } catch is ClassificationOutput.NotOurs {
      throw CommandFailure(
        .files, "\(output) does not hold rows of precept classify in order; nothing was written.",
        hint: "Give another file with -o, or --force to replace it.")
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
  }

  private func open(
    _ kind: ClassificationOutput.Format, _ begun: ClassificationOutput.Begun,
    in context: CommandContext
  ) throws -> ClassificationOutput {
    let appender = try output.map { path in
      let file = try context.output(path)
      return try context.onFiles { try file.appender(at: begun.length) }
    }
    let out = ClassificationOutput(kind, to: appender, console: context.console)
    if begun.length == 0 { try context.onFiles { try out.begin() } }
    return out
  }

  /// Passes over the rows that an earlier sitting has classified, and checks that they are the same.
  ///
  /// - Returns: how many, and whether nothing is left.
  private func pass(
    _ begun: ClassificationOutput.Begun, _ feed: ClassificationFeed, _ text: String, _ log: RunLog
  ) async throws -> (rows: Int, isAtEnd: Bool) {
    guard begun.rows > 0 else { return (0, false) }
    let name = output ?? "The output"
    if let run = begun.lastRun, let record = try? log.record(run), record.policyText != text {
      throw CommandFailure(
        .usage, "\(name) was begun under another text of the policy (run \(run.text)).",
        hint: "Name the version that it was started with, or start over with --force.")
    }
    var last: ClassificationInput?
    for number in 0..<begun.rows {
      try Task.checkCancellation()
      guard let input = try feed.next() else {
        throw CommandFailure(
          .usage, "\(name) has \(begun.rows) rows, and the input only \(number).",
          hint: "Name the same files, or start over with --force.")
      }
      last = input
    }
    guard last?.id == begun.lastID else {
      throw CommandFailure(
        .usage,
        "\(name) was made of other rows: row \(begun.rows) is “\(begun.lastID ?? "")” there and “\(last?.id ?? "")” here.",
        hint: "Name the same files in the same order, or start over with --force.")
    }
    return (begun.rows, false)
  }

  // MARK: Running

  private func classify(
    _ feed: ClassificationFeed, _ out: ClassificationOutput, _ policy: PolicyArgument,
    _ format: AnswerFormat, _ outline: PolicyOutline, _ engines: EvaluationEngines, _ log: RunLog,
    _ skipping: Int, _ context: CommandContext
  ) async throws -> ExitStatus {
    let parameters = context.parameters(date: date)
    let reference = RunRequest.PolicyReference(
      name: policy.name, version: policy.version?.number, basedOn: policy.basedOn)
    let (text, samples) = (policy.text, samples)
    let classifier = Classifier(
      feed, samples: samples, endpoints: engines.endpoints(concurrency: concurrency), log: log,
      outline: outline
    ) { input, content, draw in
      var parameters = parameters
      // Draws are independent, and the same rows make the same requests.
      parameters.seed =
        (parameters.seed &+ (input.row - 1) &* samples &+ draw) & 0x7FFF_FFFF
      return RunRequest(
        id: CommandContext.newRunID(), startedAt: TimeSource.system.now().unixMilliseconds,
        policy: reference, conversation: Conversation(policy: text, content: content),
        format: format, parameters: parameters)
    }
    let line = ClassifyProgress(context.console)
    let ending: BatchMachine.Ending
    do {
      ending = try await classifier.run { rows in
        try out.write(rows)
      } tell: {
        line.show($0)
      }
    } catch let failure as CommandFailure {
      line.clear()
      throw failure
    } catch {
      line.clear()
      throw CommandFailure(.files, "\(error)", hint: resumeHint)
    }
    line.clear()
    return status(ending, out.counts, context.console)
  }

  private var resumeHint: String {
    output == nil ? "" : "The same command with --resume goes on."
  }

  private func status(
    _ ending: BatchMachine.Ending, _ counts: ClassificationOutput.Counts, _ console: Console
  ) -> ExitStatus {
    console.note("precept: \(counts.sentence).")
    switch ending {
    case .stopped:
      console.note("precept: stopped. \(resumeHint)")
      return .interrupted
    case .failed(let failure):
      console.note("precept: \(failure.message) \(failure.hint) \(resumeHint)")
      return .engine
    case .completed: return counts.undecided.isEmpty ? .done : .noVerdict
    }
  }
}

extension ClassificationOutput.Counts {
  /// `120 rows: 40 violates · 78 safe · 2 without a decision (1 failed, 1 skipped)`
  var sentence: String {
    var parts = decided.sorted { $0.key > $1.key }.map { "\($0.value) \($0.key)" }
    let without = undecided.values.reduce(0, +)
    if without > 0 {
      let states = undecided.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      parts.append("\(without) without a decision (\(states.joined(separator: ", ")))")
    }
    let rows = rows == 1 ? "1 row" : "\(rows) rows"
    return parts.isEmpty ? rows : "\(rows): \(parts.joined(separator: " · "))"
  }
}
