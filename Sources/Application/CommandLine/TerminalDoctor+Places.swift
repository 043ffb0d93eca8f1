import Foundation
import Inference
import Workspace

extension TerminalDoctor {
  /// Where settings, templates, drafts and records are.
  func places() -> [Finding] {
    [configuration()] + [workspaceFinding()]
      + [
        Finding(
          id: "templates", level: .fine,
          summary: "\(UserFolders.templates) and \(workspace)/templates"),
        Finding(
          id: "state", level: .fine,
          summary: "\(UserFolders.state), for what cannot be written in a workspace"),
      ]
  }

  private func configuration() -> Finding {
    let file = UserFolders.configuration
    let isThere = FileManager.default.fileExists(atPath: file)
    do {
      let settings = try Settings.load(
        userFile: file, workspaceFile: stranger == nil ? workspace + "/precept.toml" : nil,
        reservedNames: EngineDialect.reservedNames)
      if let problem = WorkbenchSettings.problems(in: settings.configuration).first {
        return Finding(
          id: "config", level: .caution, summary: problem,
          advice: "precept config check lists every problem.")
      }
    } catch {
      return Finding(id: "config", level: .caution, summary: "\(error)")
    }
    return Finding(
      id: "config", level: .fine, summary: file + (isThere ? "" : " (not there)"),
      advice: isThere ? "" : "precept config init writes one with every setting and its default.")
  }

  private func workspaceFinding() -> Finding {
    if let stranger {
      return Finding(
        id: "workspace", level: .caution, summary: stranger.message, advice: stranger.hint)
    }
    guard Workspace.isWorkspace(workspace) else {
      return Finding(
        id: "workspace", level: .unknown, summary: "\(workspace) is no workspace.",
        advice: "precept init creates one there.")
    }
    do {
      let opened = try Workspace(opening: workspace)
      let folder = try opened.privateFolder()
      return Finding(
        id: "workspace", level: .fine,
        summary: "\(opened.root); drafts, records and log: \(folder)")
    } catch {
      return Finding(id: "workspace", level: .caution, summary: "\(error)")
    }
  }
}
