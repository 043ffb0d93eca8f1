/// Letters and digits drawn otherwise, one for one.
enum LetterMutations {
  static let randomCase = Mutation.Definition(
    "Random case", "Turns letters to the other case, as in “sEnD a dEpOsit”.",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, _ in
        // What has no other case, or several letters for it as ß has, stays.
        let other = cluster.isLowercase ? cluster.uppercased() : cluster.lowercased()
        return cluster.isCased && other.count == 1 && other != String(cluster) ? other : nil
      }
    })

  static let leet = Mutation.Definition(
    "Leet", "Writes letters as digits and signs that resemble them, as in “s3nd 4 d3p0$it”.",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, draws in
        guard let letter = cluster.lowercased().first, let signs = leetSigns[letter] else {
          return nil
        }
        return draws.pick(signs)
      }
    })

  private static let leetSigns: [Character: [String]] = [
    "a": ["4", "@"], "b": ["8"], "e": ["3"], "g": ["9"], "i": ["1", "!"], "l": ["1", "|"],
    "o": ["0"], "s": ["5", "$"], "t": ["7", "+"], "z": ["2"],
  ]

  static let homoglyph = Mutation.Definition(
    "Homoglyphs", "Puts lookalikes of other scripts for letters and digits, as Cyrillic “е” for e.",
    source: "Unicode UTS #39, confusables.txt \(ConfusablesTable.unicodeVersion)",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, draws in
        guard let ascii = cluster.asciiValue else { return nil }
        let lookalikes = Confusables.lookalikes[Int(ascii)]
        return lookalikes.isEmpty ? nil : draws.pick(lookalikes)
      }
    })

  static let fullWidth = Mutation.Definition(
    "Full width", "Writes ASCII in the wide forms of East Asian typography, as in “ｓｅｎｄ”.",
    reversal: .ofPlainText, source: "Unicode, Halfwidth and Fullwidth Forms",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, _ in
        guard cluster.unicodeScalars.count == 1, let ascii = cluster.asciiValue,
          (0x21...0x7E).contains(ascii)
        else { return nil }
        return String(scalar: UInt32(ascii) + fullWidthOffset)
      }
    },
    undo: { text, _ in
      text.mappingScalars { scalar in
        (0xFF01...0xFF5E).contains(scalar) ? scalar - fullWidthOffset : scalar
      }
    })

  private static let fullWidthOffset: UInt32 = 0xFEE0

  static let mathematical = Mutation.Definition(
    "Mathematical letters", "Writes letters in one of mathematics' alphabets, as in “𝐬𝐞𝐧𝐝”.",
    reversal: .ofPlainText, source: "Unicode, Mathematical Alphanumeric Symbols",
    apply: { text, draws in
      let capitalA = draws.pick(mathematicalAlphabets)
      return text.replacingClusters(&draws) { cluster, _ in
        guard let ascii = cluster.asciiValue, cluster.isLetter else { return nil }
        let place = ascii < 0x61 ? ascii - 0x41 : ascii - 0x61 + 26
        return String(scalar: capitalA + UInt32(place))
      }
    },
    undo: { text, _ in
      text.mappingScalars { scalar in
        guard let first = mathematicalAlphabets.last(where: { $0 <= scalar }), scalar < first + 52
        else { return scalar }
        let place = scalar - first
        return place < 26 ? 0x41 + place : 0x61 + place - 26
      }
    })

  /// Where capital A of each alphabet without holes stands: bold, bold italic, bold script, bold
  /// fraktur, sans-serif, its bold, italic and bold italic, monospace. Ascending.
  private static let mathematicalAlphabets: [UInt32] = [
    0x1D400, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5A0, 0x1D5D4, 0x1D608, 0x1D63C, 0x1D670,
  ]

  static let upsideDown = Mutation.Definition(
    "Upside down", "Turns each line by half a circle, as in “ʇısodǝp ɐ puǝs”.",
    usesRate: false,
    apply: { text, _ in
      text.mappingLines { line in
        String(line.reversed().map { turned[$0] ?? $0 })
      }
    })

  private static let turned: [Character: Character] = {
    let upright = "abcdefghijklmnopqrtuvwxyzABCDEFGHIJKLMNPQRTUVWYZ1234567890.,!?'\"()[]{}<>&_"
    let upside = "ɐqɔpǝɟɓɥıɾʞlɯuodbɹʇnʌʍxʎz∀ꓭƆᗡƎℲ⅁HIſꓘ˥WNԀꝹꓤꓕꓵΛMʎZ⇂ᘔƐㄣϛ9ㄥ860˙'¡¿,„)(][}{><⅋‾"
    return Dictionary(uniqueKeysWithValues: zip(upright, upside))
  }()
}

extension String {
  func mappingScalars(_ transform: (UInt32) -> UInt32) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      result.append(Unicode.Scalar(transform(scalar.value)) ?? scalar)
    }
    return String(result)
  }

  /// The text with each line changed and every line end left as it is.
  func mappingLines(_ transform: (Substring) -> String) -> String {
    var result = ""
    var rest = self[...]
    while let end = rest.firstIndex(where: \.isNewline) {
      result += transform(rest[..<end])
      result.append(rest[end])
      rest = rest[rest.index(after: end)...]
    }
    return result + transform(rest)
  }
}
