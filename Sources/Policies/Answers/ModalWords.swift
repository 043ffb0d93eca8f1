/// What a description permits or forbids where no word in it judges: `may be read on air`.
enum ModalWords {
  static func decision(of text: Substring) -> Decision? {
    let words = " " + text.words(limit: 30).joined(separator: " ") + " "
    func holds(_ phrases: [String]) -> Bool {
      phrases.contains { Substring(words).firstRange(of: " \($0) ") != nil }
    }
    let forbids = holds(forbidding)
    if forbids { return .violates }
    return holds(permitting) && !holds(["not", "nicht", "pas", "no", "não", "не"]) ? .safe : nil
  }

  private static let forbidding = [
    "must not be", "may not be", "must never be", "can not be", "cannot be", "should not be",
    "is not to be", "darf nicht", "dürfen nicht", "ne peut pas", "ne doit pas", "no puede",
    "no debe",
    "não pode", "não deve", "нельзя", "не может", "не должно", "не должен", "لا يجوز", "لا يمكن",
    "نباید", "नहीं जा सकता",
  ]
  private static let permitting = [
    "may be", "can be", "is free to", "darf", "kann", "peut", "puede", "pode", "можно",
    "может быть",
    "يجوز", "می‌تواند", "सकता है",
  ]
}
