public import Runs
import Wording

/// The engines of this machine, and the selected one closely.
public struct EnginesScreen: LegacyScreen {
  public static let about = ScreenDescription(
    id: .engines, title: "Engines", whereabouts: "on Engines, which F8 opens", opening: .engines)
  public static var legacyEnterTitle: String? { "Use" }

  /// Where keys that move go.
  public enum Focus: Hashable, Sendable {
    case table, findings
  }

  public var list: ListState
  public var focus = Focus.table
  /// The doctor's findings on the selected engine.
  public var findings = ListState()
  /// Of the selected engine, so that the selection stays on it when others are found.
  var selectedKey: String

  init(_ engines: [EngineListing], selected: EngineListing) {
    let index = engines.firstIndex { $0.key == selected.key } ?? 0
    list = ListState(count: engines.count, selected: index)
    selectedKey = selected.key
  }

  /// Takes the engines that were found.
  mutating func refresh(_ engines: [EngineListing]) {
    list.setCount(engines.count)
    if let index = engines.firstIndex(where: { $0.key == selectedKey }) {
      list.select(index)
    } else if engines.indices.contains(list.selected) {
      follow(engines)
    }
  }

  /// After the selection moved: the findings are those of another engine.
  mutating func follow(_ engines: [EngineListing]) {
    guard engines.indices.contains(list.selected), engines[list.selected].key != selectedKey
    else { return }
    selectedKey = engines[list.selected].key
    findings = ListState()
    focus = .table
  }
}

extension ManagedEngineStatus {
  /// Whether there is a process, or will be again without anybody asking.
  public var isAlive: Bool {
    switch phase {
    case .stopped, .failed: false
    default: true
    }
  }

  public var percent: Int? {
    switch phase {
    case .downloading(let percent), .loading(let percent): percent.map { min(100, max(0, $0)) }
    default: nil
    }
  }

  /// `loading 43 %`.
  public var words: String {
    let percent = percent.map { " \($0) %" } ?? ""
    return switch phase {
    case .starting: "starting"
    case .downloading: "downloading\(percent)"
    case .loading: "loading\(percent)"
    case .ready: "ready"
    case .restarting(let attempt, let pause):
      "crashed, start \(attempt) in \(Measure.wholeSeconds(milliseconds: pause))"
    case .stopping: "stopping"
    case .stopped: "stopped"
    case .failed: "failed"
    }
  }
}

extension EngineListing.Status {
  public var words: String {
    switch self {
    case .ready: "ready"
    case .loading: "loading its model"
    case .needsKey: "needs an API key: set api_key_env for it in config.toml"
    case .unreachable: "does not answer"
    case .builtIn: "always ready"
    }
  }

  /// For a column of a table.
  var shortWords: String { self == .needsKey ? "needs a key" : words }
}

extension EngineListing {
  /// The model, and whether its name is one of gpt-oss-safeguard.
  var modelWords: String {
    guard identity.isModel else { return "built in, not a model" }
    guard let model = identity.shortModel else { return "" }
    return isSafeguard ? model : "\(model) (not safeguard)"
  }
}

extension ScreenID {
  static let engines = ScreenID("engines")
}

extension EnginesScreen {
  public mutating func motion(of character: Character) -> ListState.Motion? {
    focus == .table ? list.motion(of: character) : findings.motion(of: character)
  }
}
