/// Words for how severe something is, which are labels where three or more of them are listed.
enum LevelWords {
  static func isLevel(_ word: some StringProtocol) -> Bool { words.contains(word.lowercased()) }

  private static let words: Set<String> = [
    "none", "minimal", "negligible", "low", "mild", "minor", "moderate", "medium", "high", "major",
    "severe",
    "critical", "extreme", "keine", "gering", "niedrig", "mittel", "hoch", "schwer", "kritisch",
    "nul",
    "nulle", "faible", "moyen", "moyenne", "élevé", "élevée", "grave", "critique", "ninguna",
    "baja", "bajo",
    "media", "medio", "alta", "alto", "crítica", "nenhuma", "baixa", "baixo", "média", "médio",
    "нет",
    "низкий", "низкая", "средний", "средняя", "высокий", "высокая", "منخفض", "منخفضة", "متوسط",
    "متوسطة",
    "مرتفع", "مرتفعة", "عالية", "کم", "متوسط", "زیاد", "شدید", "कम", "मध्यम", "उच्च", "गंभीर",
  ]
}
