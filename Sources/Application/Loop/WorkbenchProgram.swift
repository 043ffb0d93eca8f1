import Foundation
import Inference
import Logging
import Policies
import RunLog
import Runs
import Synchronization
import Terminal
import TerminalText
import Workbench
import Workspace

/// `precept` alone: the workbench, from the first frame to the last.
@MainActor
public struct WorkbenchProgram {
  public struct Options: Sendable {
    public var policy: String?
    public var contentFile: String?
    public var ascii: Bool
    public var colour: Bool?

    public init(policy: String?, contentFile: String?, ascii: Bool, colour: Bool?) {
      self.policy = policy
      self.contentFile = contentFile
      self.ascii = ascii
      self.colour = colour
    }
  }

  private let context: CommandContext
  private let options: Options

  public init(context: CommandContext, options: Options) {
    self.context = context
    self.options = options
  }

  public func run() async throws -> ExitStatus {
    // Connections that were made are closed on every way out.
    let client = LazyClient()
    do {
      let status = try await run(with: client)
      await client.close()
      return status
    } catch {
      await client.close()
      throw error
    }
  }

  private func run(with client: LazyClient) async throws -> ExitStatus {
    let workspace = try openWorkspace()
    let (settings, problems) = try workbenchSettings()
    let content = try options.contentFile.map { try context.readText($0) }
    let engines = try await makeEngines(client)
    // Read beside the terminal's own start.
    async let kept = Self.session(of: workspace)
    let terminal = try openTerminal()
    defer { terminal.close() }
    let mailbox = Mailbox()
    let logger = Logger(label: "precept") { _ in
      FileLog { (try? workspace.privateFolder()).map { $0 + "/precept.log" } }
    }
    let services = makeServices(workspace, engines, client, mailbox, logger)

    let session = await kept
    var state = State(
      setup(terminal, settings, problems, workspace: workspace, session: session),
      at: TimeSource.system.now())
    let opening = open(workspace, in: &state, content: content, session: session)

    let reader = makeReader(terminal, mailbox)
    defer { reader.stop() }
    let screen = TerminalScreen(session: terminal)
    let router = Router(
      services: services, terminal: actions(terminal, screen, reader), mailbox: mailbox)
    let runtime = Runtime(
      state: state, screen: screen, mailbox: mailbox, router: router,
      fence: Fence(),
      frameInterval: environmentVariable("SSH_CONNECTION") == nil
        ? .milliseconds(16) : .milliseconds(33))
    if let substitution = terminal.substitution {
      mailbox.post(.workspace(.notice(substitution)))
    }
    let usesMatcher = context.options.engine == EngineIdentity.ruleMatcherName
    await runtime.run(
      starting: opening + [.drafts(.checkPlaces)] + (usesMatcher ? [] : [.engines(.find)]))
    reader.stop()
    terminal.close()
    return .done
  }

  // MARK: Before the first frame

  @concurrent
  private nonisolated static func session(of workspace: Workspace) async -> SessionSnapshot? {
    (try? workspace.readSession()).flatMap { $0 }.map(SessionSnapshot.init)
  }

  /// Keys, colors and the theme. What the workspace says of them is left out where it cannot be used;
  /// what the user says, never.
  ///
  /// - Returns: with what is wrong in the workspace's settings.
  private func workbenchSettings() throws -> (WorkbenchSettings, [String]) {
    let problems = context.settings.problem.map { ["\($0)"] } ?? []
    do {
      return (try WorkbenchSettings(context.configuration), problems)
    } catch {
      let own = try WorkbenchSettings(context.settings.user)
      return (own, problems + ["\(error)"])
    }
  }

  private func openWorkspace() throws -> Workspace {
    try context.checkOwner()
    if !Workspace.isWorkspace(context.directory) {
      try offerWorkspace()
    }
    return try context.workspace()
  }

  /// Without `policies/`, asks whether to create it; where nobody can be asked, says how.
  private func offerWorkspace() throws {
    let console = context.console
    guard console.inputIsTerminal, console.errorIsTerminal else {
      throw CommandFailure(
        .files, "\(context.directory) is no workspace: it has no folder policies.",
        hint: "precept init creates one there.")
    }
    console.tell(
      "\(context.directory) has no folder policies. Create it, with the shipped policies and samples? [Y/n] "
    )
    let answer = readLine()?.lowercased() ?? "n"
    guard answer.isEmpty || answer.hasPrefix("y") else {
      throw CommandFailure(
        .files, "Nothing was created.", hint: "precept init DIR creates a workspace.")
    }
    try InitCommand.create(at: context.directory, in: context)
  }

  private func makeEngines(_ client: LazyClient) async throws -> EngineDirectory {
    var configured = context.configuredEngines
    var preferred = context.options.engine ?? context.configuration.defaultEngine
    // One that the workspace offers is known once the offer is accepted.
    let isOffered = context.offer.map { offer in
      offer.engines.contains { $0.name == preferred }
    }
    if let name = preferred, name != EngineIdentity.ruleMatcherName, isOffered != true {
      var engine = try await context.engineConfiguration(name, client: client.value)
      engine = context.tuned(engine)
      preferred = engine.name
      configured.removeAll { $0.name == engine.name }
      configured.insert(engine, at: 0)
    }
    return EngineDirectory(client: { client.value }, configured: configured, preferred: preferred)
  }

  private func openTerminal() throws -> TerminalSession {
    do {
      return try TerminalSession.open(
        colors: options.colour
          ?? (environmentVariable("NO_COLOR") == nil),
        crashNote: "What was typed is in the draft and is offered at the next start.\n")
    } catch {
      throw CommandFailure(
        .usage, "\(error)", hint: "precept --help lists the commands that need no terminal.")
    }
  }

  private func setup(
    _ terminal: TerminalSession, _ settings: WorkbenchSettings, _ problems: [String],
    workspace: Workspace, session: SessionSnapshot?
  ) -> State.Setup {
    var generator = SystemRandomNumberGenerator()
    var session = session
    if let mouse = context.configuration.mouse, session == nil {
      session = SessionSnapshot(mouse: mouse)
    }
    var parameters = context.parameters(date: nil)
    if context.options.effort == nil, let effort = session?.effort { parameters.effort = effort }
    session?.effort = parameters.effort
    // What the command line says of sampling goes before what was set last time.
    if context.options.setsSampling { session?.sampling = nil }
    var setup = State.Setup(
      size: terminal.size, keymap: settings.keymap, workspace: workspace.root,
      seed: generator.next(),
      ascii: options.ascii || context.configuration.ascii ?? false || !terminal.isUTF8,
      session: session, parameters: parameters,
      preferredEngine: context.options.engine ?? context.configuration.defaultEngine,
      fixedSeed: context.options.seed)
    setup.masksContent = context.configuration.masksContent ?? false
    setup.protectedLabels = context.configuration.protectedLabels
    setup.watchesFiles = true
    setup.colors = settings.colors
    setup.problems = problems
    // A refusal holds as well, until something else is offered.
    if let offer = context.offer, context.answer == nil {
      setup.offer = WorkspaceOffer(file: offer.file, lines: offer.lines)
    }
    return setup
  }

  /// Puts the policy's text into the state before the first frame is drawn. Versions, settings,
  /// draft and cases follow with the first effects.
  ///
  /// - Returns: what is to be done first.
  private func open(
    _ workspace: Workspace, in state: inout State, content: String?, session: SessionSnapshot?
  ) -> [Effect] {
    let names = (try? workspace.policyNames()) ?? []
    let wanted = options.policy ?? session?.policy
    let name = wanted.flatMap { names.contains($0) ? $0 : nil } ?? (options.policy ?? names.first)
    if let content { state.setContent(content) }
    guard let name else { return [.drafts(.openUntitled)] }
    if let text = workspace.textAtOnce(of: name) { state.preview(text, of: name) }
    return [.documents(.open(name))]
  }

  // MARK: The edge

  private func makeServices(
    _ workspace: Workspace, _ engines: EngineDirectory, _ client: LazyClient, _ mailbox: Mailbox,
    _ logger: Logger
  ) -> Services {
    let store = RecordStore(
      opening: { try .sealing(at: $0, of: workspace) },
      path: { try workspace.privateFolder() + "/runs.sqlite" },
      pathToRead: { try workspace.folderToRead("runs.sqlite") + "/runs.sqlite" },
      beganAgain: { path in
        let words = "The run records were moved or deleted while they were open."
        mailbox.post(.workspace(.failed("\(words) New ones are in \(path).")))
      })
    let recorder = Recorder(
      lane: Lane("records.recording", whenDone: mailbox.ring),
      unrecorded: UnrecordedRuns(workspace)
    ) {
      try store.log()
    } tell: { news in
      if case .failing(let problem) = news { logger.error("records: \(problem)") }
      mailbox.post(.workspace(WorkspaceEvent(news)))
    }
    recorder.recordLeftovers()
    let drafts = DraftsService(workspace: workspace, mailbox: mailbox)
    let records = RecordsService(workspace: workspace, store: store, mailbox: mailbox)
    return Services(
      analysis: AnalysisService(mailbox: mailbox),
      documents: DocumentsService(
        workspace: workspace, drafts: drafts, author: context.author, mailbox: mailbox,
        sealLabel: records.seal),
      drafts: drafts,
      engines: EnginesService(
        engines: engines, mailbox: mailbox,
        managed: ManagedEngineService(
          client: client, program: { [context] in try EngineCommands.program(in: context) },
          log: { try workspace.privateFolder() + "/engine.log" }),
        offers: WorkspaceOffers(context: context, engines: engines)),
      evaluations: EvaluationsService(
        workspace: workspace, store: store, engines: engines, mailbox: mailbox),
      records: records,
      runs: RunsService(
        engines: engines, recorder: recorder, mailbox: mailbox,
        silence: context.options.timeout.map { .seconds($0) }))
  }

  private func makeReader(_ terminal: TerminalSession, _ mailbox: Mailbox) -> InputReader {
    let escape = context.configuration.escapeMilliseconds ?? 50
    return InputReader(escapeTimeout: .milliseconds(escape)) { event in
      switch event {
      case .input(let input): mailbox.post(.input(input))
      case .resized(let size): mailbox.post(.resized(size))
      case .terminate: mailbox.post(.terminate)
      case .suspend: mailbox.post(.suspend)
      case .resumed: mailbox.post(.resumed)
      }
    }
  }

  private func actions(
    _ terminal: TerminalSession, _ screen: TerminalScreen, _ reader: InputReader
  ) -> Router.TerminalActions {
    return Router.TerminalActions(
      copy: { terminal.copy($0) },
      edit: { text, pane in
        reader.pause()
        terminal.leave()
        defer {
          terminal.resume()
          screen.screen.invalidate()
          reader.resume()
        }
        do {
          let edited = try await ExternalEditor.edit(text)
          return .workspace(.edited(edited, pane))
        } catch {
          return .workspace(.failed("\(error)"))
        }
      },
      suspend: { terminal.suspend() },
      redraw: {
        terminal.resume()
        screen.screen.invalidate()
      },
      size: { terminal.size })
  }
}

extension WorkspaceEvent {
  init(_ news: Recorder.News) {
    switch news {
    case .sealed: self = .sealed
    case .failing(let problem):
      self = .failed("Runs are not recorded now, and are kept until they can be: \(problem)")
    case .caughtUp(let count):
      self = .notice(
        count == 0
          ? "Runs are recorded again." : "Runs are recorded again, with \(count) that waited.")
    }
  }
}

/// The connections to engines, made when first needed.
final class LazyClient: Sendable {
  private let made = Mutex<EngineClient?>(nil)

  var value: EngineClient {
    made.withLock { made in
      if let made { return made }
      let client = EngineClient()
      made = client
      return client
    }
  }

  func close() async {
    await made.withLock { $0 }?.close()
  }
}
