import Harmony
public import Policies
import Runs
import Traces

/// What of the chain is shown: all of it, or what had arrived by the replay's clock.
extension TraceScreen {
  /// How many sentences are shown; the last of them may have arrived in part.
  var shownSentences: Int {
    guard let replay else { return trace.sentences.count }
    return trace.sentences.firstIndex { ($0.began ?? .max) > replay.time } ?? trace.sentences.count
  }

  func arrivedText(of index: Int) -> String {
    let sentence = trace.sentences[index]
    guard let arrived = arrivedBytes(of: sentence) else { return sentence.text }
    let end = sentence.text.utf8.index(sentence.text.startIndex, offsetBy: arrived)
    return String(sentence.text[..<end])
  }

  public func arrivedCitations(of index: Int) -> [Citation] {
    let sentence = trace.sentences[index]
    guard let arrived = arrivedBytes(of: sentence) else { return sentence.citations }
    return sentence.citations.filter {
      $0.range.upperBound - sentence.range.lowerBound <= arrived
    }
  }

  /// The rule that a sentence names or goes on weighing, as far as it had arrived.
  public func rule(ofSentence index: Int) -> String? {
    let sentence = trace.sentences[index]
    guard arrivedBytes(of: sentence) != nil else { return sentence.rule }
    if let rule = arrivedCitations(of: index).lazy.compactMap(\.rule).first { return rule }
    guard index > 0 else { return nil }
    let before = trace.sentences[index - 1]
    return before.citations.last { $0.rule != nil }?.rule ?? before.rule
  }

  /// What of the answer is shown.
  public var arrivedAnswer: String {
    guard let replay, !replay.isAtEnd else { return record.answer }
    return String(decoding: record.answer.utf8.prefix(replay.arrived(.final)), as: UTF8.self)
  }

  /// nil for a sentence that is there as a whole.
  private func arrivedBytes(of sentence: TraceSentence) -> Int? {
    guard let replay, (sentence.arrived ?? .max) > replay.time else { return nil }
    let arrived = replay.arrived(sentence.channel) - sentence.range.lowerBound
    return min(max(0, arrived), sentence.text.utf8.count)
  }

  /// Changes the replay; the newest sentence stays selected if it was.
  mutating func withReplay(_ change: (inout Replay) -> Void) {
    guard var replay else { return }
    let isFollowing = view == .reasoning && list.selected >= list.count - 1
    change(&replay)
    self.replay = replay
    guard view == .reasoning else { return }
    list.setCount(shownSentences)
    if isFollowing { list.select(list.count - 1) }
  }

  mutating func startReplay() {
    show(.reasoning)
    replay = Replay(record, trace)
    list = ListState(count: shownSentences)
  }

  /// The whole chain again; the sentence that was reached stays selected.
  mutating func endReplay() {
    replay = nil
    replayedUntil = nil
    if view == .reasoning { list.setCount(shownSentences) }
  }
}
