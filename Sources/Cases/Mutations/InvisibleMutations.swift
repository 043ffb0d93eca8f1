/// Characters that are not seen, or that move what is seen.
enum InvisibleMutations {
  static let zeroWidth = Mutation.Definition(
    "Zero-width characters", "Puts spaces and joiners without width between characters.",
    reversal: .ofPlainText, source: "Unicode UTS #39, identifier restrictions",
    apply: { text, draws in
      text.separating(&draws, where: isInsideWord) { $0.pick(zeroWidths) }
    },
    undo: { text, _ in text.removingScalars { zeroWidths.contains(String($0)) } })

  /// Zero width space, word joiner, byte order mark. No joiner that could join emoji.
  private static let zeroWidths = ["\u{200B}", "\u{2060}", "\u{FEFF}"]

  static let softHyphen = Mutation.Definition(
    "Soft hyphens", "Puts hyphens between letters that show only where a line breaks.",
    reversal: .ofPlainText,
    apply: { text, draws in
      text.separating(&draws, where: { $0.isLetter && $1.isLetter }, by: { _ in "\u{AD}" })
    },
    undo: { text, _ in text.removingScalars { $0 == "\u{AD}" } })

  static let tagCharacters = Mutation.Definition(
    "Tag characters", "Puts invisible letters of the Tags block behind visible ones.",
    reversal: .ofPlainText, source: "Unicode, Tags (U+E0000)",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, draws in
        let tag = String(scalar: 0xE0061 + UInt32(draws.below(26)))
        // Behind an emoji they would spell a flag.
        return cluster.isASCIILetter ? String(cluster) + tag : nil
      }
    },
    undo: { text, _ in text.removingScalars { (0xE0000...0xE007F).contains($0.value) } })

  static let zalgo = Mutation.Definition(
    "Zalgo", "Piles up to four accents on a letter.", reversal: .ofPlainText,
    source: "Unicode, Combining Diacritical Marks",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, draws in
        let marks = (0...draws.below(4)).map { _ in
          String(scalar: 0x300 + UInt32(draws.below(0x34)))
        }
        return cluster.isASCIILetter ? String(cluster) + marks.joined() : nil
      }
    },
    undo: { text, _ in text.removingScalars { (0x300...0x36F).contains($0.value) } })

  static let bidi = Mutation.Definition(
    "Bidirectional override", "Stores words backwards between controls that show them forwards.",
    reversal: .ofPlainText, source: "Unicode UAX #9; Boucher and Anderson, Trojan Source (2021)",
    apply: { text, draws in
      text.replacingWords(of: { $0.isASCII && ($0.isLetter || $0.isNumber) }, &draws) { word, _ in
        word.count > 1 ? "\u{202E}" + String(word.reversed()) + "\u{202C}" : nil
      }
    },
    undo: { text, _ in
      var result = ""
      var rest = text.unicodeScalars[...]
      while let open = rest.firstIndex(of: "\u{202E}"),
        let close = rest[open...].firstIndex(of: "\u{202C}")
      {
        result.unicodeScalars += rest[..<open]
        result += String(String(rest[rest.index(after: open)..<close]).reversed())
        rest = rest[rest.index(after: close)...]
      }
      result.unicodeScalars += rest
      return result
    })

  private static func isInsideWord(_ left: Character, _ right: Character) -> Bool {
    !left.isWhitespace && !right.isWhitespace
  }
}
