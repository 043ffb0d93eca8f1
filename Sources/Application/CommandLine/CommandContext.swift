import Foundation
public import Harmony
import Inference
import Logging
import Policies
import RunLog
public import Runs
import TextEditing
import Workbench
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

    public init() {}

    var setsSampling: Bool {
      temperature != nil || topP != nil || seed != nil || maxTokens != nil
    }
  }

  public let options: Options
  public let console: Console
  let configuration: Configuration
  let directory: String

  public init(options: Options, console: Console) throws {
    self.options = options
    self.console = console
    directory = options.workspace ?? Self.workspaceAbove(FileManager.default.currentDirectoryPath)
    do {
      configuration = try .load(
        userFile: UserFolders.configuration, workspaceFile: directory + "/precept.toml")
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
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

  func workspace() throws -> Workspace {
    do {
      return try Workspace(opening: directory)
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
  }

  /// nil where the folder is no workspace.
  ///
  /// - Throws: where it is one that cannot be opened.
  func workspaceIfAny() throws -> Workspace? {
    Workspace.isWorkspace(directory) ? try workspace() : nil
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

  /// The records of the workspace, or of the user where there is none or it cannot be written.
  func runLog() throws -> RunLog {
    try onFiles { try openRecords(recordsPath()) }
  }

  func openRecords(_ path: String) throws -> RunLog {
    try .sealing(at: path, of: try? Workspace(opening: directory))
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
      seed: options.seed ?? Int(generator.next() >> 33), maxTokens: options.maxTokens,
      date: date ?? now.date, layout: layout)
  }

  static func newRunID() -> Run.ID {
    var generator = SystemRandomNumberGenerator()
    return Run.ID(milliseconds: TimeSource.system.now().unixMilliseconds, using: &generator)
  }
}
