/// Light English stemming: enough that `cures`, `cured` and `curing` meet, and no more.
///
/// Words with other than ASCII letters stay as they are.
func stem(_ word: String) -> String {
  if let regular = irregular[word] { return regular }
  var letters = Array(word.utf8)
  guard letters.count > 3, letters.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
  stripPlural(&letters)
  for suffix in ["ations", "ation", "ing", "ed", "ly"] where strip(suffix, from: &letters) { break }
  if letters.count > 3, letters.last == UInt8(ascii: "e") { letters.removeLast() }
  return String(decoding: letters, as: UTF8.self)
}

private func stripPlural(_ letters: inout [UInt8]) {
  guard letters.last == UInt8(ascii: "s") else { return }
  if letters.ends(with: "ies"), letters.count > 4 {
    letters.removeLast(3)
    letters.append(UInt8(ascii: "y"))
  } else if ["ches", "shes", "sses", "xes", "zes"].contains(where: { letters.ends(with: $0) }) {
    letters.removeLast(2)
  } else if !["ss", "us", "is"].contains(where: { letters.ends(with: $0) }) {
    letters.removeLast()
  }
}

private func strip(_ suffix: String, from letters: inout [UInt8]) -> Bool {
  let rest = letters.count - suffix.utf8.count
  guard rest >= (suffix.utf8.count > 3 ? 5 : 3), letters.ends(with: suffix),
    letters[..<rest].contains(where: { "aeiouy".utf8.contains($0) })
  else { return false }
  letters.removeLast(suffix.utf8.count)
  let last = letters[rest - 1]
  if rest > 3, last == letters[rest - 2], !"lsze".utf8.contains(last), suffix != "ly" {
    letters.removeLast()
  }
  return true
}

extension [UInt8] {
  fileprivate func ends(with suffix: String) -> Bool {
    count >= suffix.utf8.count && self[(count - suffix.utf8.count)...].elementsEqual(suffix.utf8)
  }
}

private let irregular: [String: String] = [
  "bought": "buy", "sold": "sell", "sent": "send", "told": "tell", "said": "say", "says": "say",
  "gave": "giv", "given": "giv", "hid": "hid", "hidden": "hid", "knew": "know", "known": "know",
  "found": "find", "wrote": "writ", "written": "writ", "paid": "pay", "children": "child",
  "taught": "teach", "lied": "lie", "lying": "lie", "stole": "steal",
  "stolen": "steal", "drank": "drink", "drunk": "drink", "lives": "liv", "during": "during",
  "news": "news", "here": "here",
]
