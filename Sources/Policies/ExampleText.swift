// What the text of an example looks like: fences, placeholders, arrows and quotations.
extension SourceLine {
  var isArrow: Bool {
    guard let first = body.unicodeScalars.first else { return false }
    return "→↳⇒➜➔".unicodeScalars.contains(first) || body.hasPrefix("->") || body.hasPrefix("=>")
  }
}

extension Substring {
  var isFence: Bool { utf8.starts(with: "```".utf8) || utf8.starts(with: "~~~".utf8) }

  /// `[INPUT]`, `{content}`, `<text>`, `…`: a place for content that is filled in later.
  var isPlaceholder: Bool {
    let plain = Substring(
      trimming("*_`\"").trimmed().unicodeScalars.drop { "«“„‘「『 ".unicodeScalars.contains($0) }
    )
    .trimmingQuotes
    guard let first = plain.utf8.first, let last = plain.utf8.last else { return false }
    if plain == "..." || plain == "…" { return true }
    let inner = plain.utf8.dropFirst().dropLast()
    switch (first, last) {
    case (0x5B, 0x5D): return !inner.contains(0x5B) && inner.count <= 60
    case (0x7B, 0x7D): return !inner.contains(0x22) && inner.count <= 60
    case (0x3C, 0x3E): return !inner.contains(0x3C) && inner.count <= 60
    default: return false
    }
  }

  private var trimmingQuotes: Substring {
    var view = unicodeScalars
    while let last = view.last, last.isSpace || "»”’」』".unicodeScalars.contains(last) {
      view.removeLast()
    }
    return Substring(view)
  }

  /// `|` and `>-` of YAML: the value stands below.
  var isBlockMark: Bool {
    guard let first = utf8.first, first == 0x7C || first == 0x3E else { return false }
    return utf8.count <= 2
  }

  /// Whether a text that opens with a quotation mark also ends with one.
  var isClosedQuotation: Bool {
    let plain = trimmingEnd(".,;:!? *_")
    guard plain.unicodeScalars.count > 1, let last = plain.unicodeScalars.last else { return false }
    return "\"“”»«」』'’‘)".unicodeScalars.contains(last)
  }
}
