extension Workspace {
  /// The Markdown files in the workspace's `templates/`, then those in the user's folder, each by
  /// name without its ending.
  ///
  /// - Throws: ``WorkspaceError`` for one that cannot be read, by its path.
  public func templateFiles(
    user: String = UserFolders.templates
  ) throws -> [(name: String, text: String)] {
    try [root + "/templates", user].flatMap { folder in
      try markdownFiles(in: folder).map { name in
        (String(name.dropLast(3)), try text(at: folder + "/" + name))
      }
    }
  }

  private func markdownFiles(in folder: String) throws -> [String] {
    do {
      return try files.names(in: folder).filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }
    } catch let error as WorkspaceError {
      throw error
    } catch {
      // Most have none.
      return []
    }
  }
}
