import Policies
import Runs
import Wording

/// One restriction of the list of runs that a person chooses. Those of different kinds add up.
enum RunFacet: Hashable {
  case policy(String)
  case version(Int)
  case decision(Decision)
  case state(RunState)
  case engine(String)
  /// Milliseconds since 1970, UTC.
  case since(Int64)
  case judged(Bool)

  var words: String {
    switch self {
    case .policy(let name): "policy \(name)"
    case .version(let number): "version v\(number)"
    case .decision(let decision): "decision \(decision.rawValue)"
    case .state(let state): "state \(state.rawValue)"
    case .engine(let name): "engine \(name)"
    case .since(let moment): "since \(CivilTime(unixMilliseconds: moment).date)"
    case .judged(let isJudged): isJudged ? "judged by a person" : "not judged by a person"
    }
  }

  func isSet(in filter: RunFilter) -> Bool { filter.facets.contains(self) }

  /// Sets the restriction, or lifts it if it is set.
  func toggle(in filter: inout RunFilter) {
    let isSet = isSet(in: filter)
    switch self {
    case .policy(let name): filter.policyName = isSet ? nil : name
    case .version(let number): filter.policyVersion = isSet ? nil : number
    case .decision(let decision): filter.decision = isSet ? nil : decision
    case .state(let state): filter.state = isSet ? nil : state
    case .engine(let name): filter.engine = isSet ? nil : name
    case .since(let moment): filter.from = isSet ? nil : moment
    case .judged(let isJudged): filter.judged = isSet ? nil : isJudged
    }
  }

  /// Whole days in UTC, as the list shows its times.
  static func periods(_ now: Moment) -> [(facet: RunFacet, words: String)] {
    let day: Int64 = 86_400_000
    let today = now.unixMilliseconds - now.unixMilliseconds % day
    return [("today", 1), ("last 7 days", 7), ("last 30 days", 30)].map { words, days in
      (.since(today - (days - 1) * day), words)
    }
  }
}

extension RunFilter {
  /// What restricts the list besides the search.
  var facets: [RunFacet] {
    [
      policyName.map(RunFacet.policy), policyVersion.map(RunFacet.version),
      decision.map(RunFacet.decision), state.map(RunFacet.state), engine.map(RunFacet.engine),
      from.map(RunFacet.since), judged.map(RunFacet.judged),
    ].compactMap { $0 }
  }
}
