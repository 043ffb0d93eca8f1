import Cases
import Runs
import TextEditing

extension State {
  /// Why a command cannot run now, as one sentence; nil if it can.
  public func disabledReason(_ command: Command) -> String? {
    let info = command.info
    if info.context == .screen, !info.screens.isEmpty,
      screen.map({ info.screens.contains($0.id) }) != true
    {
      let places = info.screens.compactMap(\.description?.whereabouts).sorted().joined(
        separator: ", or ")
      return "It works \(places)."
    }
    if let screen, screen.decides(on: command) {
      return screen.disabledReason(command, in: environment)
    }
    switch command {
    case .openDraws:
      return bench.draws.count { $0.machine.isFinished } > 1
        ? nil : "There are no draws to compare. Ctrl-T 5 makes five."
    case .run, .repeat:
      if engine.identity.isModel, engine.identity.url == nil {
        return "There is no engine “\(engine.identity.name)” here. Ctrl-T g chooses another."
      }
      if policy.editor.buffer.byteCount == 0 {
        return "There is no policy text to run. Ctrl-O opens a policy, Ctrl-N starts one."
      }
      if content.editor.buffer.byteCount == 0 {
        return "There is no content to judge. Type or paste some, or press Ctrl-T c for a case."
      }
      return nil
    case .stop:
      return isRunning || erasing != nil ? nil : "Nothing runs."
    case .nextDraw:
      return bench.draws.count > 1 ? nil : "There is one draw at most. Ctrl-T 5 makes five."
    case .live:
      return engine.isLocal ? nil : "\(engine.identity.name) is not on this machine."
    case .effort:
      return subject.identity.isModel ? nil : "The rule matcher has no effort to set."
    case .runCases:
      if policy.editor.buffer.byteCount == 0 { return "There is no policy text to run." }
      return noCasesReason
    case .nextCase, .previousCase: return noCasesReason
    case .savePolicy:
      if policy.name == nil && policy.editor.buffer.byteCount == 0 {
        return "There is nothing to save. Ctrl-N starts a policy."
      }
      return nil
    case .discardDraft:
      return policy.isModified ? nil : "Nothing was changed since the last save."
    case .versions, .coverage, .heat: return policy.noPolicyReason
    case .addCase:
      if content.editor.buffer.byteCount == 0 { return "There is no content to add." }
      return content.caseSet == nil ? "No case set is open. F3 or Ctrl-T c opens one." : nil
    case .lookForEngines, .examineEngine, .copyReport, .sampling, .startEngine, .stopEngine,
      .engineLog, .pullModel, .stopPull:
      return enginesReason(command)
    case .pauseEvaluation, .stopEvaluation:
      return evaluation == nil ? "No evaluation goes on." : nil
    case .settleLabel, .unsettleLabel: return labelDecisionReason(command)
    case .pipeline:
      return "\(command.info.title) comes with a later release."
    case .outline, .hints, .fixHint, .goToCitation, .goBack, .goForward,
      .nextCitation, .previousCitation:
      return authoringReason(command)
    case .severalPolicies, .runPolicies, .copyCombined: return policiesReason(command)
    case .externalEditor where focus == .content && isMasked: return maskReason
    case .externalEditor, .find, .goToLine:
      return focus == .verdict || (focus == .reasoning && command != .find)
        ? "It works in Policy and Content." : nil
    case .undo, .redo, .cut, .paste, .selectAll, .insertTab, .deleteWord, .deleteToLineEnd,
      .lineStart, .lineEnd, .wordLeft, .wordRight, .documentStart, .documentEnd:
      return focus.isEditor ? nil : "It works in Policy and Content."
    default:
      return nil
    }
  }

  /// What the menu lists now: a command that hardly ever applies stands there only while it does.
  public var menuEntries: [CommandInfo] {
    Command.menuEntries.filter { $0.command != .settleLabel || disabledReason(.settleLabel) == nil }
  }

  private var noCasesReason: String? {
    if let set = content.caseSet {
      return set.cases.isEmpty ? "The case set \(set.name) is empty." : nil
    }
    return "No case set is open. F3 or Ctrl-T c opens one."
  }
}
