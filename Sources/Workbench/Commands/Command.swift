/// Something that the workbench can be told to do. Its id is what `config.toml` binds keys to, and
/// never changes; what it does, and its title, keys and letters, stand in one entry of a table.
public struct Command: Hashable, Sendable {
  public let id: String

  init(_ id: String) { self.id = id }

  /// The command with the id; nil where there is none.
  public static func named(_ id: String) -> Command? { table[Command(id)]?.command }

  public static let run = Command("run")
  public static let stop = Command("run.stop")
  public static let `repeat` = Command("run.repeat")
  public static let nextDraw = Command("run.draw")
  public static let live = Command("run.live")
  public static let effort = Command("run.effort")
  public static let runCases = Command("cases.run")

  public static let settleLabel = Command("label.decide")
  public static let unsettleLabel = Command("label.decide.undo")

  public static let savePolicy = Command("version.save")
  public static let openPolicy = Command("policy.open")
  public static let newPolicy = Command("policy.new")
  public static let discardDraft = Command("policy.revert")
  public static let recoverDrafts = Command("draft.recover")
  public static let externalEditor = Command("edit.external")
  public static let outline = Command("policy.outline")
  public static let coverage = Command("screen.coverage")
  public static let heat = Command("view.heat")
  public static let severalPolicies = Command("screen.policies")
  public static let runPolicies = Command("policies.run")
  public static let copyCombined = Command("policies.copy")
  public static let hints = Command("screen.hints")
  public static let fixHint = Command("policy.fix")
  public static let goToCitation = Command("goto.citation")
  public static let goBack = Command("goto.back")
  public static let goForward = Command("goto.forward")
  public static let nextCitation = Command("citation.next")
  public static let previousCitation = Command("citation.previous")

  public static let nextCase = Command("case.next")
  public static let previousCase = Command("case.previous")
  public static let pickCase = Command("case.pick")
  public static let addCase = Command("case.add")
  public static let newContent = Command("case.clear")
  public static let pickCaseSet = Command("cases.open")
  public static let importCases = Command("cases.import")
  public static let importContent = Command("import.content")
  public static let importExpected = Command("import.expected")
  public static let importSections = Command("import.sections")
  public static let importLabel = Command("import.label")
  public static let importID = Command("import.id")
  public static let importTag = Command("import.tag")
  public static let importNote = Command("import.note")
  public static let importHeader = Command("import.headings")
  public static let importDuplicates = Command("import.duplicates")

  public static let compareTraces = Command("run.compare")
  public static let openDraws = Command("run.draws")

  public static let versions = Command("screen.versions")
  public static let cases = Command("screen.cases")
  public static let runs = Command("screen.runs")
  public static let evaluate = Command("screen.evaluate")
  public static let resumeEvaluation = Command("evaluation.resume")
  public static let redoFailures = Command("evaluation.failures")
  public static let pauseEvaluation = Command("evaluation.pause")
  public static let stopEvaluation = Command("evaluation.stop")
  public static let deleteEvaluation = Command("evaluation.delete")
  public static let edgeLab = Command("screen.edge")
  public static let engines = Command("screen.engines")
  public static let pipeline = Command("screen.pipeline")
  public static let messages = Command("view.messages")

  public static let lookForEngines = Command("engine.look")
  public static let examineEngine = Command("engine.examine")
  public static let copyReport = Command("engine.report")
  public static let sampling = Command("engine.sampling")
  public static let startEngine = Command("engine.start")
  public static let stopEngine = Command("engine.stop")
  public static let engineLog = Command("engine.log")
  public static let pullModel = Command("engine.pull")
  public static let stopPull = Command("engine.pull.stop")

  public static let nextPane = Command("pane.next")
  public static let previousPane = Command("pane.previous")
  public static let policyPane = Command("pane.policy")
  public static let contentPane = Command("pane.content")
  public static let reasoningPane = Command("pane.reasoning")
  public static let verdictPane = Command("pane.verdict")
  public static let zoom = Command("view.zoom")
  public static let widenPolicy = Command("view.split.right")
  public static let narrowPolicy = Command("view.split.left")
  public static let revealHidden = Command("view.hidden")
  public static let mouse = Command("view.mouse")
  public static let redraw = Command("view.redraw")
  public static let mask = Command("view.mask")

  public static let find = Command("find")
  public static let goToLine = Command("goto.line")
  public static let undo = Command("undo")
  public static let redo = Command("redo")
  public static let copy = Command("edit.copy")
  public static let cut = Command("edit.cut")
  public static let paste = Command("edit.paste")
  public static let selectAll = Command("edit.select.all")
  public static let insertTab = Command("edit.tab")
  public static let deleteWord = Command("edit.delete.word")
  public static let deleteToLineEnd = Command("edit.delete.line.end")
  public static let lineStart = Command("edit.line.start")
  public static let lineEnd = Command("edit.line.end")
  public static let wordLeft = Command("edit.word.left")
  public static let wordRight = Command("edit.word.right")
  public static let documentStart = Command("edit.document.start")
  public static let documentEnd = Command("edit.document.end")

  public static let menu = Command("menu")
  public static let palette = Command("palette")
  public static let help = Command("help")
  public static let suspend = Command("suspend")
  public static let quit = Command("quit")
}

extension Command {
  /// Where a key for the command works.
  public enum Context: Hashable, Sendable {
    /// On every screen.
    case everywhere
    /// On the bench.
    case bench
    /// In a pane or field in which one types.
    case editor
    /// On the screens that have a letter for it.
    case screen
  }
}
