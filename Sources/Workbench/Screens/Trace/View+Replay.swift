import TerminalText
import Traces
import Wording

/// `replay 3.1 s of 9.8 s`, the speed, and whether it stands.
func addReplayFacts(_ replay: Replay, _ state: State, to facts: inout Facts) {
  let time = Measure.seconds(milliseconds: replay.time)
  facts.add("replay \(time) of \(Measure.seconds(milliseconds: replay.end))", Theme.accent)
  facts.add(speedWords(replay.speed, ascii: state.ascii), Theme.accent)
  if replay.isAtEnd {
    facts.add("at the end", Theme.caution)
  } else if replay.isPaused {
    facts.add("paused", Theme.caution)
  }
}

private func speedWords(_ speed: Double, ascii: Bool) -> String {
  guard speed.isFinite else { return "max" }
  let times = ascii ? "x" : "×"
  return (speed < 1 ? ascii ? "1/2" : "½" : "\(Int(speed))") + times
}

/// Why a view of the trace has no rows.
func emptyWords(_ screen: TraceScreen) -> String {
  guard screen.replay != nil else { return "Nothing was kept of this part." }
  guard let first = screen.trace.sentences.first?.began else { return "Nothing had arrived yet." }
  return "Nothing had arrived yet. The first word came after "
    + Measure.seconds(milliseconds: first) + "."
}
