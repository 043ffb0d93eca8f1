extension CommandContext {
  /// The content that a command was given: itself, in a file, or piped in.
  ///
  /// A text or file that is `-` is standard input.
  ///
  /// - Parameter purpose: what is done to it, as in “judge”.
  func content(file: String?, text: String?, to purpose: String) throws -> String {
    if let text {
      guard file == nil else {
        throw CommandFailure(.usage, "Give either FILE or --content, not both.")
      }
      return text == "-" ? try readText("-") : text
    }
    if file == nil, console.inputIsTerminal {
      throw CommandFailure(
        .usage, "There is no content to \(purpose).",
        hint: "Give a FILE, --content TEXT, or pipe it in.")
    }
    return try readText(file ?? "-")
  }
}
