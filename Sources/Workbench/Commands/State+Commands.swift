import Cases
import Evaluation
import Harmony
import Policies
import Runs
import TextEditing
import Wording

extension State {
  /// Carries out a command, or says why it cannot be.
  ///
  /// - Parameter selecting: Shift was held with a motion.
  mutating func perform(_ command: Command, selecting: Bool = false) -> [Effect] {
    if let reason = disabledReason(command), command != .stop {
      say(reason)
      return []
    }
    remember(command)
    if let effects = withScreen({ $0.perform(command, in: $1) }) { return effects }
    // What happens on the bench must be seen there.
    if [.bench, .editor].contains(command.info.context), !staysOnScreen(command) { screens = [] }
    switch command {
    case .run: return startRun(draws: 1, live: false)
    case .repeat: return startRun(draws: 5, live: false)
    case .stop: return stop()
    case .nextDraw: showDraw((bench.shown + 1) % max(1, bench.draws.count))
    case .live: toggleLive()
    case .effort: nextEffort()
    case .runCases: return startRegression()

    case .savePolicy: askToSave()
    case .openPolicy:
      dialog = .pick(.loading(.policy, title: "Open policy"))
      return [.documents(.list)]
    case .newPolicy: askForPolicyName()
    case .discardDraft: askToDiscard()
    case .externalEditor: return editExternally()
    case .outline: openOutline()
    case .goToCitation: goToCitation()
    case .goBack: goBack()
    case .goForward: goForward()
    case .nextCitation: selectCitation(step: 1)
    case .previousCitation: selectCitation(step: -1)
    case .hints: return push(HintsScreen(in: environment))
    case .fixHint: if let hint = hintAtCaret { fix(hint) }
    case .coverage: return openCoverage()
    case .heat: return toggleHeat(nil)
    case .severalPolicies, .runPolicies, .copyCombined: return performOnPolicies(command)

    case .nextCase: showCase(step: 1)
    case .previousCase: showCase(step: -1)
    case .pickCase, .cases: return openCases()
    case .addCase: askForCaseID()
    case .pickCaseSet: return pickCaseSet()
    case .importCases, .importContent, .importExpected, .importSections, .importLabel, .importID,
      .importTag, .importNote, .importHeader, .importDuplicates:
      return performOnImport(command)
    case .newContent:
      content.clear()
      textChanged(in: .content)
    case .recoverDrafts: return openDrafts()

    case .settleLabel, .unsettleLabel: return performOnLabelDecisions(command)

    case .versions: return push(VersionsScreen(in: environment))
    case .runs: return push(RunsScreen())
    case .openDraws: return push(DrawsScreen(in: environment))
    case .engines: return openEngines()
    case .evaluate: return push(EvaluationsScreen())
    case .pauseEvaluation:
      return [.evaluations(evaluation?.progress.isPaused ?? false ? .goOn : .pause)]
    case .stopEvaluation: return [.evaluations(.stop)]
    case .edgeLab: return openEdgeLab()
    case .pipeline: screens.append(LaterScreen(command))
    case .messages: openMessages()
    case .lookForEngines, .examineEngine, .copyReport, .sampling, .startEngine, .stopEngine,
      .engineLog, .pullModel, .stopPull:
      return performOnEngines(command)

    case .nextPane: show(visiblePane(stepping: 1))
    case .previousPane: show(visiblePane(stepping: -1))
    case .policyPane: show(.policy)
    case .contentPane: show(.content)
    case .reasoningPane: show(.reasoning)
    case .verdictPane: show(.verdict)
    case .zoom:
      isZoomed.toggle()
      fitViews()
    case .widenPolicy: moveSplit(by: 40)
    case .narrowPolicy: moveSplit(by: -40)
    case .revealHidden:
      revealsHidden.toggle()
      fitViews()
      say(revealsHidden ? "Hidden characters are shown." : "Hidden characters are dots.")
    case .mouse:
      mouseEnabled.toggle()
      say(
        mouseEnabled
          ? "The mouse works here." : "The mouse is the terminal's own: select text with it.")
    case .mask: toggleMask()
    case .redraw: return [.terminal(.redraw)]

    case .find: openFind()
    case .goToLine:
      dialog = .prompt(Prompt(.goToLine, title: "Go to line", hint: "A number. Enter goes there."))
    case .copy: return copySelection(cutting: false)
    case .cut: return copySelection(cutting: true)
    case .undo, .redo, .paste, .selectAll, .insertTab, .deleteWord, .deleteToLineEnd, .lineStart,
      .lineEnd, .wordLeft, .wordRight, .documentStart, .documentEnd:
      edit(command, selecting: selecting)

    case .menu: dialog = .menu(ListState(count: menuEntries.count))
    case .palette: dialog = .palette(Palette(recent: recentCommands))
    case .help: dialog = .help(helpPager)
    case .suspend: return keepDraft(isCleanExit: false) + [.terminal(.suspend)]
    case .quit: return quit()
    default: break
    }
    return []
  }

  /// What is as well done, or seen, on the screen that lies over the bench.
  private func staysOnScreen(_ command: Command) -> Bool {
    switch command {
    case .addCase, .pickCaseSet, .importCases, .stop: true
    case .coverage: screen is CoverageScreen
    case .effort: enginesScreen != nil
    default: false
    }
  }

  /// The palette shows first what was used last.
  private mutating func remember(_ command: Command) {
    guard command.info.context != .editor, command != .palette, command != .menu else { return }
    recentCommands.removeAll { $0 == command }
    recentCommands.insert(command, at: 0)
    if recentCommands.count > 8 { recentCommands.removeLast() }
  }

  // MARK: Run settings

  mutating func showDraw(_ index: Int) {
    guard bench.draws.indices.contains(index) else { return }
    bench.shown = index
    bench.isFollowing = true
    bench.view.scrollToEnd(in: bench.draws[index].chain.buffer)
  }

  private mutating func toggleLive() {
    isLive.toggle()
    timers.live = nil
    say(
      isLive
        ? "Live mode: the run starts again one second after the last key." : "Live mode is off.")
  }

  private mutating func nextEffort() {
    let all = Effort.allCases
    parameters.effort = all[(all.firstIndex(of: parameters.effort)! + 1) % all.count]
    say("Effort is \(parameters.effort.rawValue) from the next run on.")
  }

  // MARK: Panes

  /// The next pane in the order of Tab.
  private func visiblePane(stepping step: Int) -> Pane {
    focus.stepping(by: step)
  }

  private mutating func moveSplit(by permille: Int) {
    split = min(max(split + permille, 250), 750)
    fitViews()
  }

  // MARK: Cases

  mutating func showCase(step: Int) {
    guard let count = content.caseSet?.cases.count, count > 0 else { return }
    let index = content.caseIndex.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
    showCase(at: index)
  }

  /// - Parameter bringsForward: whether Content is brought to the front where panes share a place;
  ///   what happens by itself moves no focus.
  mutating func showCase(at index: Int, bringsForward: Bool = true) {
    content.show(caseAt: index)
    keepDraftSoon()
    if !bringsForward {
      fitViews()
    } else if layout.form == .single || (layout.form == .stacked && focus == .reasoning) {
      show(.content)
    } else {
      lower = .content
      fitViews()
    }
    if isLive { timers.live = now.instant + .liveDelay }
  }

  private mutating func openCases() -> [Effect] {
    guard content.caseSet != nil else { return pickCaseSet() }
    var screen = CasesScreen(in: environment)
    if let index = content.caseIndex { screen.select(index) }
    return push(screen)
  }

  mutating func pickCaseSet() -> [Effect] {
    dialog = .pick(.loading(.caseSet, title: "Open case set"))
    return [.documents(.listCaseSets)]
  }

  /// Where it is open, it counts all runs again.
  private mutating func openCoverage() -> [Effect] {
    if screen is CoverageScreen {
      return withScreen { $0.perform(CoverageScreen.countAll, in: $1) } ?? []
    }
    return CoverageScreen(in: environment).map { push($0) } ?? []
  }

  private mutating func openMessages() {
    let lines = messages.reversed().map { notice in
      let time = CivilTime(unixMilliseconds: notice.moment.unixMilliseconds).timeOfDay
      return Pager.Line(notice.isError ? .removed : .text, "\(time)  \(notice.text)")
    }
    screens.append(
      Pager(title: "Messages", lines: lines.isEmpty ? [.init(.dim, "No messages yet.")] : lines))
  }

  // MARK: Questions

  private mutating func askToSave() {
    guard policy.name != nil else {
      askForPolicyName()
      return
    }
    if !policy.isModified, policy.document?.version != nil {
      say("Nothing changed since v\(policy.document?.version ?? 0).")
      return
    }
    dialog = .prompt(
      Prompt(.saveNote, title: "Save version", hint: "A note, or nothing. Enter saves."))
  }

  private mutating func askForPolicyName() {
    drafts.nameless = nil
    dialog = .prompt(
      Prompt(
        .newPolicy, title: "New policy",
        hint: "A name for its folder: letters, digits and hyphens."))
  }

  private mutating func askToDiscard() {
    let version = policy.document?.version.map { "v\($0)" } ?? "the saved text"
    dialog = .confirm(
      Confirmation(
        purpose: .discardDraft, title: "Go back to \(version)?",
        message: "The working text becomes \(version) again. Undo brings your changes back.",
        yes: "Go back", no: "Keep my changes"))
  }

  private mutating func askForCaseID() {
    let count = content.caseSet?.cases.count ?? 0
    dialog = .prompt(
      Prompt(
        .addCase, title: "Add to \(content.caseSet?.name ?? "")",
        text: lostCase ?? "case-\(count + 1)",
        hint: "An id, then what is expected: a decision, a label, or nothing."))
  }

  /// Id and expectation of the case that the content grew from, where its set has lost it.
  private var lostCase: String? {
    guard content.currentCase == nil, let origin = content.caseOrigin,
      origin.set == content.caseSet?.name
    else { return nil }
    return ([origin.id] + [origin.expected?.text].compactMap { $0 }).joined(separator: " ")
  }

  private func editExternally() -> [Effect] {
    keepDraft(isCleanExit: false)
      + [.terminal(.edit(focus == .content ? content.text : policy.editor.buffer.text, focus))]
  }
}
