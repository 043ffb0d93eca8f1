import Policies
import Runs

/// One restriction of the list of runs that a person chooses. Those of different kinds add up.
enum RunFacet: Hashable {
  case policy(String)
  case decision(Decision)
  case state(RunState)

  var words: String {
    switch self {
    case .policy(let name): "policy \(name)"
    case .decision(let decision): "decision \(decision.rawValue)"
    case .state(let state): "state \(state.rawValue)"
    }
  }

  func isSet(in filter: RunFilter) -> Bool {
    switch self {
    case .policy(let name): filter.policyName == name
    case .decision(let decision): filter.decision == decision
    case .state(let state): filter.state == state
    }
  }

  /// Sets the restriction, or lifts it if it is set.
  func toggle(in filter: inout RunFilter) {
    let isSet = isSet(in: filter)
    switch self {
    case .policy(let name): filter.policyName = isSet ? nil : name
    case .decision(let decision): filter.decision = isSet ? nil : decision
    case .state(let state): filter.state = isSet ? nil : state
    }
  }
}

extension RunFilter {
  /// What restricts the list besides the search.
  var facets: [RunFacet] {
    [
      policyName.map(RunFacet.policy), decision.map(RunFacet.decision), state.map(RunFacet.state),
    ].compactMap { $0 }
  }
}
