/// The user's settings, and what a workspace adds to them.
///
/// A workspace may suggest; the user decides. What the user has said of theme, colors, keys, mouse
/// and display holds, and the workspace fills in the rest. Engines that a workspace brings, and the
/// one that it would have answer, are an ``offer`` until the user accepts them. It may not name a
/// program to run.
public struct Settings: Hashable, Sendable {
  /// The user's own alone.
  public let user: Configuration
  /// What holds without the user being asked.
  public var configuration: Configuration
  /// nil where the workspace offers nothing.
  public var offer: EngineOffer?
  /// Why the workspace's file was left out as a whole.
  public var problem: WorkspaceError?

  /// Reads both files; one that does not exist says nothing.
  ///
  /// - Parameters:
  ///   - reservedNames: names that Precept gives to engines that it finds itself. A workspace must
  ///     not use one for a URL of its own: content would go elsewhere under a familiar name.
  ///   - leavesOut: whether a workspace's file that cannot be used is left out and its ``problem``
  ///     told, rather than thrown.
  /// - Throws: ``WorkspaceError`` that names file, line and key: broken TOML, an unknown setting, a
  ///   value of the wrong type, a newer format.
  public static func load(
    userFile: String?, workspaceFile: String?, reservedNames: [String] = [],
    leavesOut: Bool = false
  ) throws -> Settings {
    let user = try userFile.flatMap { try read($0, as: .user) } ?? Configuration()
    var settings = Settings(user: user, configuration: user)
    do {
      let source = Configuration.Source.workspace(
        reservedNames: reservedNames, userKeys: Set(user.engines.compactMap(\.apiKeyEnvironment)))
      guard let file = workspaceFile, let workspace = try read(file, as: source) else {
        return settings
      }
      settings.configuration = user.completed(by: workspace)
      settings.offer = EngineOffer(workspace, file: file, user: user)
    } catch let error as WorkspaceError where leavesOut {
      settings.problem = error
    }
    return settings
  }

  /// With what the workspace offers.
  public var accepted: Configuration {
    offer.map { configuration.accepting($0) } ?? configuration
  }

  private static func read(_ path: String, as source: Configuration.Source) throws -> Configuration?
  {
    do {
      let text = try TextFile.read(
        path, workspace: source.isWorkspace ? split(path).directory : nil)
      return try Configuration(toml: text, file: path, source: source)
    } catch let error as WorkspaceError where error.isNotFound {
      return nil
    }
  }
}

extension Configuration {
  /// Who wrote a file of settings.
  enum Source {
    case user
    /// - Parameter userKeys: variables that hold keys of the user's own engines.
    case workspace(reservedNames: [String], userKeys: Set<String>)

    var isWorkspace: Bool { if case .workspace = self { true } else { false } }
  }

  /// With a workspace's settings where the user has said nothing. Effort belongs to the policies
  /// rather than to the person, so there the workspace goes first. Engines are left out.
  func completed(by workspace: Configuration) -> Configuration {
    var merged = Configuration(
      engines: engines, defaultEngine: defaultEngine, effort: workspace.effort ?? effort,
      keys: workspace.keys.merging(keys) { $1 }, theme: theme ?? workspace.theme,
      mouse: mouse ?? workspace.mouse, ascii: ascii ?? workspace.ascii,
      escapeMilliseconds: escapeMilliseconds ?? workspace.escapeMilliseconds,
      protectedLabels: protectedLabels
        + workspace.protectedLabels.filter { !protectedLabels.contains($0) },
      masksContent: masksContent ?? workspace.masksContent,
      colors: workspace.colors.merging(colors) { $1 }, llamaServer: llamaServer)
    merged.places = workspace.places.merging(places) { $1 }
    if workspace.effort != nil { merged.places["effort"] = workspace.places["effort"] }
    for name in ["default_engine", "engine"] { merged.places[name] = places[name] }
    return merged
  }
}
