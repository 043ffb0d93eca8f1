public import Cases
import Evaluation

/// What is changed of the edge lab, which outlives its screen.
public enum EdgeLabChange: Sendable {
  case toggle(Mutation.Kind)
  /// The readable mutations, then all, then none, and round.
  case nextGroup
  case nextRate, nextSamples, nextSeed
  case run(EvaluationRequest)
}

extension State {
  mutating func apply(_ change: EdgeLabChange) -> [Effect] {
    switch change {
    case .toggle(let kind): edgeLab?.toggle(kind)
    case .nextGroup: edgeLab?.chooseNextGroup()
    case .nextRate: edgeLab?.showNextRate()
    case .nextSamples: edgeLab?.showNextDraws()
    case .nextSeed: edgeLab?.showNextSeed()
    case .run(let request):
      let start = start(of: request)
      edgeLab?.id = start.id
      return [.evaluations(.start(start))]
    }
    return []
  }

  /// What was found stays, as long as the content does or it is still running.
  mutating func openEdgeLab() -> [Effect] {
    let isLive = evaluation != nil && evaluation?.id == edgeLab?.id
    if !isLive, edgeLab?.content.utf8.elementsEqual(content.text.utf8) != true {
      edgeLab = EdgeLab(content.text)
    }
    return push(EdgeLabScreen())
  }
}
