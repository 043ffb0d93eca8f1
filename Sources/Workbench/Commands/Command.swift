/// Everything that the workbench can be told to do. The raw values are the ids that `config.toml`
/// binds keys to; they never change.
public enum Command: String, CaseIterable, Hashable, Sendable {
  case run
  case stop = "run.stop"
  case `repeat` = "run.repeat"
  case nextDraw = "run.draw"
  case live = "run.live"
  case effort = "run.effort"
  case runCases = "cases.run"

  case settleLabel = "label.decide"
  case unsettleLabel = "label.decide.undo"

  case savePolicy = "version.save"
  case openPolicy = "policy.open"
  case newPolicy = "policy.new"
  case discardDraft = "policy.revert"
  case recoverDrafts = "draft.recover"
  case externalEditor = "edit.external"
  case outline = "policy.outline"
  case coverage = "screen.coverage"
  case coverageOfAll = "coverage.all"
  case coverageOfVersion = "coverage.version"
  case coverageOfCases = "coverage.cases"
  case heat = "view.heat"
  case severalPolicies = "screen.policies"
  case runPolicies = "policies.run"
  case copyCombined = "policies.copy"
  case hints = "screen.hints"
  case fixHint = "policy.fix"
  case ignoreHint = "hint.ignore"
  case goToCitation = "goto.citation"
  case goBack = "goto.back"
  case goForward = "goto.forward"
  case nextCitation = "citation.next"
  case previousCitation = "citation.previous"

  case nextCase = "case.next"
  case previousCase = "case.previous"
  case pickCase = "case.pick"
  case addCase = "case.add"
  case newContent = "case.clear"
  case filterCases = "cases.filter"
  case expectCase = "case.expect"
  case pickCaseSet = "cases.open"
  case classify = "cases.classify"
  case labelViolates = "label.violates"
  case labelSafe = "label.safe"
  case labelEscalate = "label.escalate"
  case labelOther = "label.other"
  case acceptLabel = "label.accept"
  case undoLabel = "label.undo"
  case importCases = "cases.import"
  case importContent = "import.content"
  case importExpected = "import.expected"
  case importSections = "import.sections"
  case importLabel = "import.label"
  case importID = "import.id"
  case importTag = "import.tag"
  case importNote = "import.note"
  case importHeader = "import.headings"
  case importDuplicates = "import.duplicates"

  case markVersion = "version.mark"
  case compareVersions = "version.compare"
  case restoreVersion = "version.restore"
  case labelVersion = "version.label"
  case copyVersion = "version.copy"
  case besideVersion = "version.beside"
  case unlabelVersion = "version.unlabel"
  case protectLabel = "version.protect"

  case nextChange = "difference.next"
  case previousChange = "difference.previous"
  case sideBySide = "difference.side"
  case wholeText = "difference.whole"
  case copyDifference = "difference.copy"

  case searchRuns = "runs.search"
  case filterRuns = "runs.filter"
  case markRun = "run.mark"

  case nextTraceView = "trace.view"
  case findInTrace = "trace.find"
  case nextTraceMatch = "trace.find.next"
  case previousTraceMatch = "trace.find.previous"
  case judgeRun = "run.judge"
  case runAgain = "run.again"
  case openRunVersion = "run.version"
  case addTraceCase = "run.case"
  case copyTrace = "run.copy"
  case eraseRun = "run.erase"

  case replay = "run.replay"
  case pauseReplay = "replay.pause"
  case stepReplay = "replay.step"
  case stepReplayBack = "replay.back"
  case fasterReplay = "replay.faster"
  case slowerReplay = "replay.slower"

  case compareTraces = "run.compare"
  case openDraws = "run.draws"
  case nextDifference = "trace.difference.next"
  case previousDifference = "trace.difference.previous"

  case versions = "screen.versions"
  case cases = "screen.cases"
  case runs = "screen.runs"
  case evaluate = "screen.evaluate"
  case newEvaluation = "evaluation.new"
  case resumeEvaluation = "evaluation.resume"
  case redoFailures = "evaluation.failures"
  case pauseEvaluation = "evaluation.pause"
  case stopEvaluation = "evaluation.stop"
  case nextEvaluationView = "evaluation.view"
  case nextReading = "evaluation.column"
  case markEvaluation = "evaluation.mark"
  case compareEvaluations = "evaluation.compare"
  case deleteEvaluation = "evaluation.delete"
  case edgeLab = "screen.edge"
  case runEdgeLab = "edge.run"
  case chooseMutation = "edge.choose"
  case chooseMutations = "edge.choose-all"
  case edgeRate = "edge.rate"
  case edgeDraws = "edge.draws"
  case edgeSeed = "edge.seed"
  case compareVariant = "edge.divergence"
  case keepVariant = "edge.keep"
  case engines = "screen.engines"
  case pipeline = "screen.pipeline"
  case messages = "view.messages"
  case copyLines = "view.copy"

  case lookForEngines = "engine.look"
  case examineEngine = "engine.examine"
  case copyReport = "engine.report"
  case sampling = "engine.sampling"
  case startEngine = "engine.start"
  case stopEngine = "engine.stop"
  case engineLog = "engine.log"
  case pullModel = "engine.pull"
  case stopPull = "engine.pull.stop"

  case nextPane = "pane.next"
  case previousPane = "pane.previous"
  case policyPane = "pane.policy"
  case contentPane = "pane.content"
  case reasoningPane = "pane.reasoning"
  case verdictPane = "pane.verdict"
  case zoom = "view.zoom"
  case widenPolicy = "view.split.right"
  case narrowPolicy = "view.split.left"
  case revealHidden = "view.hidden"
  case mouse = "view.mouse"
  case redraw = "view.redraw"
  case mask = "view.mask"

  case find
  case goToLine = "goto.line"
  case undo
  case redo
  case copy = "edit.copy"
  case cut = "edit.cut"
  case paste = "edit.paste"
  case selectAll = "edit.select.all"
  case insertTab = "edit.tab"
  case deleteWord = "edit.delete.word"
  case deleteToLineEnd = "edit.delete.line.end"
  case lineStart = "edit.line.start"
  case lineEnd = "edit.line.end"
  case wordLeft = "edit.word.left"
  case wordRight = "edit.word.right"
  case documentStart = "edit.document.start"
  case documentEnd = "edit.document.end"

  case menu
  case palette
  case help
  case suspend
  case quit
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
