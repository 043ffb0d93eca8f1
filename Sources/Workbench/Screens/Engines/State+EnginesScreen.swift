import Runs
import TerminalText

/// What a person does on the Engines screen, or to engines from elsewhere.
extension State {
  /// The engine that commands are about: the selected one, else the one that runs go to.
  public var subject: EngineListing {
    guard let screen = enginesScreen else { return engine }
    return listedEngines.first { $0.key == screen.selectedKey } ?? engine
  }

  /// The Engines screen, whatever lies over it.
  var enginesScreen: EnginesScreen? {
    for screen in screens.reversed() {
      if let engines = screen as? EnginesScreen { return engines }
    }
    return nil
  }

  mutating func changeEnginesScreen(_ change: (inout EnginesScreen, State) -> Void) {
    guard
      let index = screens.lastIndex(where: { $0 is EnginesScreen }),
      var screen = screens[index] as? EnginesScreen
    else { return }
    change(&screen, self)
    screens[index] = screen
  }

  // MARK: Opening

  mutating func openEngines() -> [Effect] {
    showEngines()
    return lookups > 0 ? [] : lookForEngines()
  }

  /// Brings the Engines screen to the front.
  private mutating func showEngines() {
    if let index = screens.lastIndex(where: { $0 is EnginesScreen }) {
      screens.removeSubrange((index + 1)...)
    } else {
      screens.append(EnginesScreen(listedEngines, selected: engine))
      refreshFindings()
    }
  }

  // MARK: Keys

  mutating func moveOnEngines(_ motion: ListState.Motion) {
    guard let last = screens.indices.last, var engines = screens[last] as? EnginesScreen else {
      return
    }
    let layout = enginesLayout
    switch engines.focus {
    case .table:
      engines.list.perform(motion)
      engines.list.follow(rows: layout.table.rows)
      engines.follow(listedEngines)
      screens[last] = engines
      refreshFindings()
    case .findings:
      engines.findings.perform(motion)
      engines.findings.follow(rows: layout.findingRows, heights: layout.findingHeights)
      screens[last] = engines
    }
  }

  mutating func pressOnEngines(_ character: Character) -> [Effect] {
    guard let command = Command.of(character, on: .engines) else { return [] }
    switch command {
    case .pullModel where isPulling: return perform(.stopPull)
    case .stopEngine where isPulling && !prefersStopping: return perform(.stopPull)
    default: return perform(command)
    }
  }

  private var isPulling: Bool { pull?.isRunning ?? false }

  /// Of a managed engine and a pull, whether `x` is about the engine.
  private var prefersStopping: Bool {
    managed?.isAlive ?? false && subject.key != pull?.engine.key
  }

  /// Between the table and the findings.
  mutating func turnOnEngines() {
    guard let screen = enginesScreen else { return }
    let examination = examinations[screen.selectedKey]
    if screen.focus == .table, examination?.findings.isEmpty ?? true {
      say(
        examinationReason(subject)
          ?? (examination?.isRunning ?? false
            ? "The doctor has found nothing yet."
            : "Not examined yet: d has the doctor examine it."))
      return
    }
    changeEnginesScreen { screen, _ in
      screen.focus = screen.focus == .table ? .findings : .table
    }
  }

  /// Enter: reads the selected finding, or has runs go to the selected engine.
  mutating func openOnEngines() {
    guard let screen = enginesScreen else { return }
    guard screen.focus == .findings else {
      useSelectedEngine()
      return
    }
    let findings = examinations[screen.selectedKey]?.findings ?? []
    guard findings.indices.contains(screen.findings.selected) else { return }
    screens.append(Pager(finding: findings[screen.findings.selected], of: subject, ascii: ascii))
  }

  private mutating func useSelectedEngine() {
    choose(subject)
    isEngineChosen = true
    let isSilent = engine.status == .unreachable
    say(
      "Runs go to \(engine.identity.name) from now on"
        + (isSilent ? ", though it does not answer now." : "."))
    screens = []
  }

  // MARK: Commands

  mutating func performOnEngines(_ command: Command) -> [Effect] {
    showEngines()
    switch command {
    case .lookForEngines:
      // What had no tokenizer may be another engine now.
      uncountable = []
      return lookForEngines()
    case .examineEngine: return examine()
    case .copyReport: return copyReport()
    case .sampling: askForParameter()
    case .startEngine: askForModel()
    case .stopEngine: askToStopEngine()
    case .engineLog:
      awaitsLog = true
      return [.engines(.readLog)]
    case .pullModel: askForPull()
    case .stopPull: askToStopPull()
    default: break
    }
    return []
  }

  private mutating func examine() -> [Effect] {
    let key = subject.key
    if examinations[key]?.isRunning ?? false {
      examinations[key]?.phase = .stopping
      return [.engines(.stopExamining)]
    }
    examinations[key] = Examination(of: subject.identity)
    changeEnginesScreen { screen, _ in screen.findings = ListState() }
    return [.engines(.examine(subject.identity))]
  }

  private mutating func copyReport() -> [Effect] {
    guard let examination = examinations[subject.key] else { return [] }
    let text = examination.report(on: subject.identity, at: now)
    clipboard = text
    return [.terminal(.copy(text))]
  }

  // MARK: Questions

  private mutating func askForParameter() {
    let sampling = sampling
    var items = SamplingParameter.allCases.map { parameter in
      Picker.Item(
        value: parameter.rawValue, title: parameter.rawValue,
        detail: [parameter.words(in: sampling), parameter.remark(in: sampling)]
          .compactMap { $0 }.joined(separator: " · "))
    }
    items.append(
      Picker.Item(
        value: Picker.Item.allRecommended, title: "all of them", detail: "as recommended"))
    dialog = .pick(
      Picker(
        .samplingParameter, title: "Sampling", items: items,
        hint: "Sent with every run, and kept in its record."))
  }

  mutating func chooseParameter(_ value: String) {
    guard let parameter = SamplingParameter(rawValue: value) else {
      setSampling(.recommended)
      say("Sampling is as recommended from the next run on.")
      return
    }
    dialog = .prompt(
      Prompt(
        .parameter(parameter), title: parameter.rawValue, text: parameter.text(in: sampling),
        hint: parameter.hint))
  }

  /// The sampling of the runs to come.
  public var sampling: Sampling { Sampling(parameters, seed: fixedSeed) }

  mutating func setSampling(_ sampling: Sampling) {
    sampling.apply(to: &parameters)
    fixedSeed = sampling.seed
  }

  private mutating func askForModel() {
    dialog = .prompt(
      Prompt(
        .startEngine, title: "Start llama-server", text: lastStart?.text ?? "",
        hint:
          "The path of a GGUF file, or -hf USER/NAME[:QUANT] for a repository on Hugging Face, which is downloaded: -hf unsloth/gpt-oss-safeguard-20b-GGUF."
      ))
  }

  mutating func startEngine(_ model: EngineStart.Model) -> [Effect] {
    lastStart = model
    managed = ManagedEngineStatus(phase: .starting, model: model.name)
    return [.engines(.start(EngineStart(model: model)))]
  }

  private mutating func askToStopEngine() {
    guard let managed else { return }
    let place = managed.url.map { " at \($0)" } ?? ""
    let run =
      bench.isRunning && engine.identity.url != nil && engine.identity.url == managed.url
      ? " The run on it fails." : ""
    dialog = .confirm(
      Confirmation(
        purpose: .stopEngine, title: "Stop the engine?",
        message:
          "This is the llama-server\(place) that Precept started on \(managed.model).\(run) Engines that others started are never stopped.",
        yes: "Stop it", no: "Keep it running"))
  }

  private mutating func askForPull() {
    guard let ollama = pullingEngine else { return }
    dialog = .prompt(
      Prompt(
        .pull(from: ollama.identity), title: "Pull a model with \(ollama.identity.name)",
        text: OllamaModel.suggestion,
        hint: "A name of Ollama's library, with its tag. Enter fetches it from the network."))
  }

  mutating func startPull(_ model: String, from engine: EngineIdentity) -> [Effect] {
    pull = ModelPull(model: model, from: engine)
    return [.engines(.pull(model: model, from: engine))]
  }

  private mutating func askToStopPull() {
    guard let pull else { return }
    dialog = .confirm(
      Confirmation(
        purpose: .stopPull, title: "Cancel the pull?",
        message: "\(pull.progress.model) stays incomplete. Pulling it again goes on from there.",
        yes: "Cancel it", no: "Go on pulling"))
  }
}

extension EngineStart.Model {
  /// The file or repository.
  var name: String {
    switch self {
    case .file(let path): path
    case .repository(let name): name
    }
  }
}

extension Picker.Item {
  static let allRecommended = "recommended"
}
