import Foundation
import Inference
import Workspace

/// `precept config`: where the settings are, what they say, and whether they can be read.
///
/// Nothing here needs a configuration that can be read: these commands help to mend it.
public struct ConfigCommands {
  private let console: Console
  private let user: String
  private let directory: String
  /// Why the workspace's file does not count.
  private let stranger: WorkspaceError?
  private var workspace: String { directory + "/precept.toml" }

  public init(workspace: String?, console: Console) {
    self.console = console
    user = UserFolders.configuration
    directory =
      workspace ?? CommandContext.workspaceAbove(FileManager.default.currentDirectoryPath)
    stranger = workspace == nil ? Workspace.stranger(at: directory) : nil
  }

  private func load() throws -> Settings {
    if let stranger { console.note("precept: \(stranger)") }
    do {
      return try Settings.load(
        userFile: user, workspaceFile: stranger == nil ? workspace : nil,
        reservedNames: EngineDialect.reservedNames)
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
  }

  /// The user's file, then the workspace's, and whether each is there.
  public func path() -> ExitStatus {
    for file in [user, workspace] {
      let isThere = FileManager.default.fileExists(atPath: file)
      console.print(file + (isThere ? "" : "  (not there)"))
    }
    return .done
  }

  /// Every setting as it holds now, with the line that says so.
  public func show() throws -> ExitStatus {
    let settings = try load()
    let answer = settings.offer.flatMap { WorkspaceTrust().answer(to: $0, of: directory) }
    let configuration = answer == .accepted ? settings.accepted : settings.configuration
    func tell(_ name: String, _ value: String, _ place: String?) {
      let left = "\(name) = \(value)"
      let pad = String(repeating: " ", count: max(2, 44 - left.count))
      console.print(left + pad + (place ?? "default"))
    }
    for option in ConfigurationOption.all {
      let value = option.value(configuration)
      tell(
        option.name, value ?? option.usual ?? "(not set)",
        value == nil ? nil : configuration.places[option.name] ?? settings.offer?.file)
    }
    for engine in configuration.engines {
      let isWorkspaces = settings.configuration.engine(named: engine.name) == nil
      tell(
        "engine", "\(engine.name) \(engine.url ?? "")",
        isWorkspaces ? settings.offer?.file : configuration.places["engine"])
    }
    if let offer = settings.offer, answer != .accepted {
      for line in offer.lines { tell("not accepted", line, offer.file) }
    }
    for (name, words) in configuration.colors.sorted(by: { $0.key < $1.key }) {
      tell("colors.\(name)", "\"\(words)\"", configuration.places["colors.\(name)"])
    }
    for (id, chords) in configuration.keys.sorted(by: { $0.key < $1.key }) {
      tell("keys.\(id)", chords.joined(separator: " "), configuration.places["keys.\(id)"])
    }
    return .done
  }

  /// Every problem of keys and colours, or the first of what cannot be read at all.
  public func check() throws -> ExitStatus {
    let problems = WorkbenchSettings.problems(in: try load().configuration)
    for problem in problems { console.note("precept: \(problem)") }
    guard problems.isEmpty else { return .files }
    let files = [user, workspace].filter { FileManager.default.fileExists(atPath: $0) }
    console.print(
      files.isEmpty
        ? "There is no configuration; everything is as by default."
        : "Fine: \(files.joined(separator: ", ")).")
    return .done
  }

  /// Writes the commented file, where there is none.
  public func create(printing: Bool) throws -> ExitStatus {
    guard !printing else {
      console.write(Self.template)
      return .done
    }
    guard !FileManager.default.fileExists(atPath: user) else {
      throw CommandFailure(
        .files, "\(user) is there already, and stays as it is.",
        hint: "precept config init --print shows what it would hold.")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: (user as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(Self.template.utf8).write(to: URL(filePath: user), options: .withoutOverwriting)
    } catch {
      throw CommandFailure(
        .files, "\(user) cannot be written: \(error.localizedDescription)",
        hint: "Check the folder, or XDG_CONFIG_HOME.")
    }
    console.print("created \(user)")
    return .done
  }
}
