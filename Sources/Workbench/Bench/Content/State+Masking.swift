extension State {
  mutating func toggleMask() {
    isMasked.toggle()
    say(
      isMasked
        ? "Content is masked, and what quotes it. Ctrl-T M reveals it." : "Content is shown.")
  }

  /// Content for a list: as blocks while it is masked.
  func shownContent(_ text: String) -> String { environment.shownContent(text) }

  /// What a model wrote about the content on the bench: its quotations of it as blocks while content
  /// is masked.
  func shownOfModel(_ text: String) -> String {
    guard isMasked, let mask = bench.mask else { return text }
    return mask.masked(text, ascii: ascii)
  }

  /// Why content cannot leave the screen; nil if it can.
  var maskReason: String? { environment.maskReason }
}
