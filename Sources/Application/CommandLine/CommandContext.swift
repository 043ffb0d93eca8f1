import Foundation
public import Harmony
import Inference
import Logging
import Policies
import RunLog
public import Runs
import Synchronization
import TextEditing
import Wording
import Workspace

/// What every command needs: options that are common to all, the workspace, settings, records.
public struct CommandContext: Sendable {
  /// The options that all commands share.
  public struct Options: Sendable {
    public var workspace: String?
    public var engine: String?
    public var model: String?
    public var effort: Effort?
    public var temperature: Double?
    public var topP: Double?
    public var seed: Int?
    public var maxTokens: Int?
    /// Seconds of silence.
    public var timeout: Double?
    public var apiKeyEnvironment: String?
    public var route: EngineRoute?
    /// Whether what the workspace says of engines is accepted for this command.
    public var trustsWorkspace = false

    public init() {}

    var setsSampling: Bool {
      temperature != nil || topP != nil || seed != nil || maxTokens != nil
    }
  }

  public let options: Options
  public let console: Console
  let settings: Settings
  /// What the user has answered to what the workspace offers; nil where the question is open.
  let answer: WorkspaceTrust.Answer?
  /// What holds, with the workspace's offer only where it was accepted.
  let configuration: Configuration
  let directory: String
  /// Whether the folder was a workspace when the command began.
  private let beganInWorkspace: Bool
  /// Why the folder is not used as a workspace, although it looks like one.
  private let stranger: WorkspaceError?

  /// - Parameter leavesOutSettings: whether a `precept.toml` that cannot be used is left out rather
  ///   than thrown.
  public init(options: Options, console: Console, leavesOutSettings: Bool = false) throws {
    self.options = options
    self.console = console
    directory = options.workspace ?? Self.workspaceAbove(FileManager.default.currentDirectoryPath)
    beganInWorkspace = Workspace.isWorkspace(directory)
    stranger = options.workspace == nil ? Workspace.stranger(at: directory) : nil
    do {
      settings = try .load(
        userFile: UserFolders.configuration,
        workspaceFile: stranger == nil ? directory + "/precept.toml" : nil,
        reservedNames: EngineDialect.reservedNames, leavesOut: leavesOutSettings)
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
    let directory = directory
    answer =
      options.trustsWorkspace
      ? .accepted : settings.offer.flatMap { WorkspaceTrust().answer(to: $0, of: directory) }
    configuration = answer == .accepted ? settings.accepted : settings.configuration
  }

  /// What the workspace says of engines and the user has not accepted; nil where nothing is left.
  var offer: EngineOffer? { answer == .accepted ? nil : settings.offer }

  /// The engine that the key of `--api-key-env` is for; nil where the command line and the user's
  /// own settings name none.
  var keyHolder: String? {
    let isUsers = configuration.defaultEngine == settings.configuration.defaultEngine
    return options.engine ?? (isUsers ? configuration.defaultEngine : nil)
  }

  /// The nearest folder upwards that is a workspace, else the folder itself.
  static func workspaceAbove(_ folder: String) -> String {
    var current = folder
    while !Workspace.isWorkspace(current) {
      let parent = (current as NSString).deletingLastPathComponent
      if parent == current || parent.isEmpty { return folder }
      current = parent
    }
    return current
  }

  /// - Throws: ``CommandFailure`` where the folder is somebody else's workspace.
  func checkOwner() throws {
    if let stranger { throw CommandFailure(.files, "\(stranger)") }
  }

  func workspace() throws -> Workspace {
    try checkOwner()
    do {
      return try Workspace(opening: directory)
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
  }

  /// nil where the folder is no workspace.
  ///
  /// A workspace that cannot be looked at any more is still one: its runs must not be recorded
  /// elsewhere in silence.
  ///
  /// - Throws: where it is one that cannot be opened, or is somebody else's.
  func workspaceIfAny() throws -> Workspace? {
    beganInWorkspace || Workspace.isWorkspace(directory) ? try workspace() : nil
  }

  /// Where `--output` leads.
  func output(_ path: String) throws -> OutputFile {
    OutputFile(path, workspace: try workspaceIfAny())
  }

  /// Writes what a command made; `announcement` says so, on stderr where the file is a stream that may
  /// be stdout itself.
  func write(_ text: String, to output: OutputFile, announcement: String) throws {
    switch try onFiles({ try output.write(Array(text.utf8)) }) {
    case .replaced: console.print(announcement)
    case .passedOn: console.note(announcement)
    }
  }

  /// Carries out what may fail on files, with the exit code of files.
  func onFiles<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
  }

  /// The records of the workspace, or of the user where there is none or it cannot be written, to
  /// write in them. An erasure that a crash has interrupted is finished first.
  func runLog() throws -> RunLog {
    try onFiles {
      let log = try openRecords(recordsPath())
      try finishErasures(in: log)
      return log
    }
  }

  func openRecords(_ path: String) throws -> RunLog {
    try .sealing(at: path, of: try workspaceIfAny())
  }

  /// Finishes an erasure that a crash has interrupted, with a note.
  func finishErasures(in log: RunLog) throws {
    guard try log.hasUnfinishedErasure else { return }
    var eraser = ContentEraser(log: log, workspace: try workspaceIfAny())
    let line = Mutex(ProgressLine(console))
    eraser.progress = { step in line.withLock { $0.show(step.line.text, word: step.word) } }
    console.note("precept: finishing an erasure that was interrupted…")
    let outcome = try eraser.finish()
    line.withLock { $0.clear() }
    for remark in outcome?.remarks ?? [] { console.note("precept: \(remark)") }
  }

  /// The same records to read them. Nothing is written or created, and no lock is waited for.
  ///
  /// Records of an older form are brought to the newest one first, with a note.
  func recordsToRead() throws -> RunLog {
    try onFiles {
      let path = try pathToRead("runs.sqlite")
      do {
        return try .reading(at: path)
      } catch let error as RunLogError where error.isOutdated {
        console.note("precept: bringing the run records to the newest form…")
        _ = try openRecords(path)
        return try .reading(at: path)
      }
    }
  }

  func pathToRead(_ name: String) throws -> String {
    let folder = try workspaceIfAny()?.folderToRead(name) ?? UserFolders.state
    return "\(folder)/\(name)"
  }

  func recordsPath() throws -> String {
    if let workspace = try workspaceIfAny() {
      return try workspace.privateFolder() + "/runs.sqlite"
    }
    try PrivateFolder(UserFolders.state).make()
    return UserFolders.state + "/runs.sqlite"
  }

  // MARK: Parameters

  func parameters(date: String?, layout: PromptLayout = .developer) -> RunParameters {
    var generator = SystemRandomNumberGenerator()
    let now = TimeSource.system.now()
    return RunParameters(
      effort: options.effort ?? configuration.effort.flatMap(Effort.init(rawValue:)) ?? .medium,
      temperature: options.temperature ?? 1, topP: options.topP ?? 1,
      seed: options.seed ?? Int(generator.next() >> 33), sendsSeed: options.seed != nil,
      maxTokens: options.maxTokens,
      date: date ?? now.date, layout: layout)
  }

  static func newRunID() -> Run.ID {
    var generator = SystemRandomNumberGenerator()
    return Run.ID(milliseconds: TimeSource.system.now().unixMilliseconds, using: &generator)
  }
}
