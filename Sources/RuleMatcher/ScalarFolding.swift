/// Folding of single scalars: the tables behind ``FoldedText``.
extension Unicode.Scalar {
  var asciiLowercased: Unicode.Scalar {
    ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value | 0x20)) : self
  }

  /// Draws nothing of its own: format characters, variation selectors, combining marks, tags.
  var isInvisible: Bool {
    switch value {
    case 0..<0x300: value == 0xAD
    case 0x300...0x36F: true
    default:
      switch properties.generalCategory {
      case .format, .nonspacingMark, .enclosingMark: !keepsItsMarks
      default: properties.isDefaultIgnorableCodePoint
      }
    }
  }

  /// Scripts whose combining marks are letters to their readers: the Indic ones, Thai, Arabic.
  private var keepsItsMarks: Bool { (0x600...0xEFF).contains(value) }

  /// The scalar in lower case without width, style and accent; several for a letter such as `ß`.
  func appendFolded(to output: inout [Unicode.Scalar]) {
    if let plain = unstyled {
      output.append(plain)
    } else if (0xC0...0x17F).contains(value), let base = Self.latinBases[self] {
      output.append(contentsOf: base)
    } else if "‘’‛`´".unicodeScalars.contains(self) {
      output.append("'")
    } else if "“”„«»".unicodeScalars.contains(self) {
      output.append("\"")
    } else {
      output.append(
        contentsOf: properties.lowercaseMapping.unicodeScalars.filter { !$0.isInvisible })
    }
  }

  /// The ASCII form of full-width, mathematical, circled and squared letters and digits.
  private var unstyled: Unicode.Scalar? {
    let plain: UInt32
    switch value {
    case 0xFF01...0xFF5E: plain = value - 0xFEE0
    case 0x3000: plain = 0x20
    case 0x1D400...0x1D6A3: plain = 0x61 + (value - 0x1D400) % 26
    case 0x1D7CE...0x1D7FF: plain = 0x30 + (value - 0x1D7CE) % 10
    case 0x24B6...0x24E9: plain = 0x61 + (value - 0x24B6) % 26
    case 0x1F130...0x1F149, 0x1F150...0x1F169, 0x1F170...0x1F189:
      plain = 0x61 + (value - 0x1F130) % 32
    default: return nil
    }
    return Unicode.Scalar(plain)?.asciiLowercased
  }

  /// `à` → `a`, `ß` → `ss`: Latin-1 and Latin Extended-A.
  private static let latinBases: [Unicode.Scalar: [Unicode.Scalar]] = {
    let groups = [
      "a": "ÀÁÂÃÄÅàáâãäåĀāĂăĄą", "c": "ÇçĆćĈĉĊċČč", "d": "ĎďĐđÐð", "e": "ÈÉÊËèéêëĒēĔĕĖėĘęĚě",
      "g": "ĜĝĞğĠġĢģ", "h": "ĤĥĦħ", "i": "ÌÍÎÏìíîïĨĩĪīĬĭĮįİı", "j": "Ĵĵ", "k": "Ķķ",
      "l": "ĹĺĻļĽľĿŀŁł", "n": "ÑñŃńŅņŇň", "o": "ÒÓÔÕÖØòóôõöøŌōŎŏŐő", "r": "ŔŕŖŗŘř",
      "s": "ŚśŜŝŞşŠšſ", "ss": "ß", "t": "ŢţŤťŦŧ", "u": "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų", "w": "Ŵŵ",
      "y": "ÝýÿŶŷŸ", "z": "ŹźŻżŽž", "ae": "Ææ", "oe": "Œœ",
    ]
    var table: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for (base, letters) in groups {
      for letter in letters.unicodeScalars { table[letter] = Array(base.unicodeScalars) }
    }
    return table
  }()

  /// The Latin letter that a lower-case Cyrillic or Greek letter looks like.
  var latinLookAlike: Unicode.Scalar? {
    (0x250...0x58F).contains(value) ? Self.lookAlikes[self] : nil
  }

  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
    let foreign = "асеорхуівѕјһԁԛԝкмтнɡαεικνορτυχү".unicodeScalars
    let latin = "aceopxyibsjhdqwkmthgaeikvoptuxy".unicodeScalars
    return Dictionary(zip(foreign, latin)) { first, _ in first }
  }()

  /// Written without spaces between words, so that pairs of characters stand for words.
  var isUnspacedScript: Bool {
    switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
