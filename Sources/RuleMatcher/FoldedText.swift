/// Text made comparable: case, width, look-alike letters, accents, invisible characters and
/// reversed runs are folded away, so that an obfuscated word meets its plain spelling.
///
/// Folding is for comparing only; nothing shown or sent comes from here.
struct FoldedText {
  /// What folding had to undo, for the report.
  struct Findings: Hashable {
    var invisible = 0
    var reversed = 0
    var lookAlikes = 0
    var controlTokens = 0

    mutating func add(_ other: Findings) {
      invisible += other.invisible
      reversed += other.reversed
      lookAlikes += other.lookAlikes
      controlTokens += other.controlTokens
    }
  }

  /// White space and punctuation keep their places as separators.
  private(set) var scalars: [Unicode.Scalar] = []
  private(set) var findings = Findings()

  init(_ text: String) {
    scalars.reserveCapacity(text.utf8.count)
    var overrideStart: Int?
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20..<0x7F:
        scalars.append(scalar.asciiLowercased)
      case 0x202E:
        overrideStart = scalars.count
      case 0x202C, 0x202D:
        reverse(from: &overrideStart)
      case _ where scalar.isInvisible:
        findings.invisible += 1
      default:
        if scalar == "\n" { reverse(from: &overrideStart) }
        scalar.appendFolded(to: &scalars)
      }
    }
    reverse(from: &overrideStart)
    blankControlTokens()
    foldLookAlikes()
  }

  /// A right-to-left override shows what follows it backwards; the reader sees the reversed run.
  private mutating func reverse(from start: inout Int?) {
    guard let first = start else { return }
    start = nil
    guard first < scalars.count else { return }
    scalars[first...].reverse()
    findings.reversed += 1
  }

  /// `<|…|>` is markup that a hostile text carries, not words.
  private mutating func blankControlTokens() {
    var index = 0
    while index + 3 < scalars.count {
      guard scalars[index] == "<", scalars[index + 1] == "|",
        let end = scalars[(index + 2)...].prefix(24).firstIndex(of: "|"),
        end + 1 < scalars.count, scalars[end + 1] == ">"
      else {
        index += 1
        continue
      }
      for place in index...(end + 1) { scalars[place] = "\n" }
      findings.controlTokens += 1
      index = end + 2
    }
  }

  /// Cyrillic and Greek letters become the Latin ones they look like, in words that have Latin
  /// letters too or consist of nothing but look-alikes beside Latin text; Russian stays Russian.
  private mutating func foldLookAlikes() {
    guard scalars.contains(where: { $0.latinLookAlike != nil }) else { return }
    let hasLatin = scalars.contains { ("a"..."z").contains($0) }
    guard hasLatin else { return }
    var start = 0
    while start < scalars.count {
      guard scalars[start].properties.isAlphabetic else {
        start += 1
        continue
      }
      var end = start
      var folds = 0
      var foreign = false
      var latin = false
      while end < scalars.count, scalars[end].properties.isAlphabetic {
        if scalars[end].latinLookAlike != nil {
          folds += 1
        } else if scalars[end].isASCII {
          latin = true
        } else {
          foreign = true
        }
        end += 1
      }
      if folds > 0, latin || !foreign {
        for place in start..<end {
          scalars[place] = scalars[place].latinLookAlike ?? scalars[place]
        }
        findings.lookAlikes += folds
      }
      start = end
    }
  }
}
