import Runs
import TextEditing

extension State {
  /// Where one is on the bench.
  var place: BenchPlace {
    BenchPlace(
      focus: focus, lower: lower, selection: policy.editor.selection, top: policy.view.top,
      revision: policy.editor.revision, run: bench.current?.record.id,
      chainTop: bench.view.top, isFollowing: bench.isFollowing, citation: bench.citation)
  }

  mutating func goBack() {
    if let target = jumps.goBack(from: place) { show(target) }
  }

  mutating func goForward() {
    if let target = jumps.goForward(from: place) { show(target) }
  }

  /// Shows a place as it was, its lines carried through what was edited since.
  mutating func show(_ place: BenchPlace) {
    screens = []
    lower = place.lower
    show(place.focus)
    let edits = policy.editor.edits(since: place.revision) ?? []
    func now(_ position: TextPosition) -> TextPosition {
      policy.editor.buffer.clamped(edits.reduce(position) { $1.map($0) })
    }
    let (anchor, head, top) = (
      now(place.selection.anchor), now(place.selection.head), now(place.top)
    )
    policy.editor.place(anchor, selecting: false)
    policy.editor.place(head, selecting: true)
    policy.view.top = top
    if !edits.isEmpty { policy.view.follow(head, in: policy.editor.buffer) }
    guard place.run == bench.current?.record.id else { return }
    bench.citation = place.citation
    bench.isFollowing = place.isFollowing
    bench.view.top = place.chainTop
    if place.isFollowing, let chain = bench.current?.chain {
      bench.view.scrollToEnd(in: chain.buffer)
    }
  }

  /// Puts the caret on a line of the policy, counted from 0, with some lines around it in sight, and
  /// keeps where one was.
  ///
  /// - Parameter top: what was in sight of the policy just now, if not what is.
  mutating func goTo(policyLine line: Int, from top: TextPosition? = nil) {
    jumps.leave(place)
    screens = []
    show(.policy)
    if let top { policy.view.top = top }
    let target = policy.editor.buffer.clamped(TextPosition(line: line, offset: 0))
    policy.editor.place(target, selecting: false)
    bringIntoSight(policyLine: target.line)
    landing = target.line
  }

  /// Scrolls no further than some lines before and after it need.
  mutating func bringIntoSight(policyLine line: Int) {
    let buffer = policy.editor.buffer
    let margin = min(3, policy.view.rows / 4)
    for near in [line + margin, line - margin, line] {
      policy.view.follow(
        buffer.clamped(TextPosition(line: max(0, near), offset: 0)), in: buffer)
    }
  }
}
