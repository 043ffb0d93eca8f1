/// What the fields of an answer are for, by the names that policies give them.
enum AnswerField {
  private static let decisionNames = [
    "violation", "violates", "is_violation", "violating", "class", "label", "decision", "verdict",
    "answer", "classification", "flagged", "flag", "result", "output", "status", "action", "safe",
    "is_safe", "allowed", "compliant", "judgment", "judgement", "outcome", "final_decision",
    "final_label", "final_verdict", "assessment", "recommendation", "prediction",
    "moderation_decision", "overall", "urteil", "entscheidung", "einstufung", "ergebnis",
    "décision", "étiquette", "verdicto", "veredicto", "decisión", "etiqueta", "clasificación",
    "decisão", "rótulo", "classificação", "veredito", "判定", "結果", "结果", "结论", "标签", "分类",
    "القرار", "النتيجة", "التصنيف", "finding", "ruling", "action_taken", "moderation", "befund",
    "résultat",
    "dictamen", "resultado", "resposta", "respuesta", "réponse", "antwort", "回答", "判断", "判断結果",
    "结論", "結論", "审核结果", "判定结果", "الحكم", "الإجابة", "رأی", "حکم", "تصمیم", "पاسخ", "परिणाम",
    "फैसला", "उत्तर", "ответ", "результат", "итог", "решение", "метка", "вердикт", "निर्णय", "برچسب",
    "نتیجه",
  ]
  private static let ruleNames: Set<String> = [
    "policy_category", "category", "categories", "policy_categories", "rule", "rules", "rule_id",
    "rule_ids", "policy_reference", "policy_references", "labels", "violated_rules", "codes",
    "code", "policy", "policies", "broken", "violated", "breached", "infringed", "findings", "hits",
    "breaches", "matched",
    "matches", "violated_policies", "primary_policy", "violations",
    "violated_categories", "violation_categories", "violated_policy", "violated_rule",
    "rules_violated",
    "policies_violated", "matched_rules", "broken_rules", "rule_violated", "violation_type",
    "reasons",
    "violation_types", "triggered_rules", "flags", "tags", "hazard_categories", "rules_broken",
    "policy_id", "policy_ids", "category_id", "regeln", "regel", "verletzte_regeln", "kategorie",
    "règles", "règle", "regles", "regle", "catégorie", "reglas", "regla", "categoría", "regras",
    "regra", "categoria",
    "规则", "قاعده", "قوانین", "القاعدة", "नियम", "правило", "пункт", "vorgaben", "vorgabe", "該当規則",
    "該当ルール", "違反規則", "违反规则", "section", "sections", "normas", "norma", "類別", "类别",
    "ルール", "規則", "カテゴリ", "criteria", "criterion", "clause", "clauses", "ground", "grounds",
    "basis", "grundlage", "grund_regel", "ziffer", "kennbuchstabe", "article", "articles",
    "fondement",
    "fundamento", "base", "criterio", "criterios", "critério", "critérios", "artículo", "основание",
    "依据", "依據", "条款", "條款", "根拠", "該当項目", "الأساس", "البند", "البنود", "رقم_القاعدة", "مبنا",
    "بند", "आधार", "धारा", "القواعد", "правила", "категория", "ids",
  ]
  private static let rationaleNames: Set<String> = [
    "rationale", "reason", "reasoning", "explanation", "justification", "why", "comment", "notes",
    "note", "summary", "analysis", "evidence", "begründung", "raison", "motif", "razón", "motivo",
    "explicación", "justificativa", "理由", "原因", "السبب", "причина", "обоснование", "कारण", "دلیل",
  ]
  private static let confidenceNames: Set<String> = [
    "confidence", "score", "probability", "certainty", "confidence_score", "likelihood",
    "confidence_level", "risk_score", "toxicity_score", "severity", "severity_score", "risk_level",
    "combined_severity", "risk", "konfidenz", "confiance", "confianza", "confiança", "置信度", "信頼度",
    "priority", "schweregrad", "gravité", "gravedad", "gravidade",
  ]

  /// One spelling: lower case, underscores between words.
  static func folded(_ name: some StringProtocol) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      if scalar == " " || scalar == "-" {
        result += "_"
      } else if scalar.isASCIIUpper, let last = result.unicodeScalars.last, last.isLetter,
        last.properties.isLowercase,
        name.unicodeScalars.contains(where: { $0.properties.isLowercase }),
        !name.unicodeScalars.contains(" ")
      {
        // `isViolation`.
        result += "_"
        result.unicodeScalars.append(scalar.lowered)
      } else {
        result.unicodeScalars.append(scalar.lowered)
      }
    }
    return result
  }

  static func isDecision(_ name: String) -> Bool { decisionNames.contains(folded(name)) }
  static func isRule(_ name: String) -> Bool { ruleNames.contains(folded(name)) }
  static func isRationale(_ name: String) -> Bool { rationaleNames.contains(folded(name)) }
  static func isConfidence(_ name: String) -> Bool { confidenceNames.contains(folded(name)) }

  /// Whether the field lists rules that were violated, by its own name.
  static func listsViolations(_ name: String) -> Bool {
    let folded = folded(name)
    return isRule(name)
      && [
        "violat", "broken", "finding", "hits", "breach", "triggered", "hazard", "verletzt",
        "infring", "該当", "違反", "违反",
      ]
      .contains {
        folded.utf8.hasBytes($0.utf8)
      }
  }

  /// What a true or 1 in this field decides by the field's own name: `is_toxic`, `compliant`.
  static func sideOfTrue(_ name: String) -> Decision? {
    let words = folded(name).utf8.split(separator: 0x5F).map { String(Substring($0)) }
      .filter { !["is", "has", "does", "should", "content"].contains($0) }
    if words == ["flag"] || words == ["flagged"] { return .violates }
    let text = Substring(words.joined(separator: " "))
    if ["needs review", "escalate", "needs human", "human review", "requires review"].contains(
      String(text))
    {
      return .escalate
    }
    return Condition.decision(of: text)
  }

  /// The field that carries the decision: the first by the list above, else the first whose name says
  /// what true in it decides, else the first that is not known to be something else.
  static func decision(among names: [String]) -> String? {
    for candidate in decisionNames {
      if let name = names.first(where: { folded($0) == candidate }) { return name }
    }
    let others = names.filter { !isRule($0) && !isRationale($0) && !isConfidence($0) }
    return others.first { sideOfTrue($0) != nil } ?? others.first
  }
}
