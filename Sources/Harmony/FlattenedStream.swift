/// A stream whose control tokens an engine has dropped: `analysis…assistantfinal…`.
///
/// It is recovered only where the words can mean nothing else: it begins with `analysis`, and
/// `assistantfinal` stands in it once, with no other message after it.
struct FlattenedStream {
  var analysis: String
  var final: String

  init?(_ text: String) {
    let opening = "analysis"
    let turn = "assistantfinal"
    guard text.hasPrefix(opening) else { return nil }
    let parts = text.dropFirst(opening.count).split(
      separator: turn, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].contains("assistantanalysis"),
      !parts[1].contains("assistantcommentary")
    else { return nil }
    analysis = String(parts[0])
    final = String(parts[1])
  }
}
