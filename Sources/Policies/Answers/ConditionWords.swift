/// Words by which policies say when a label holds: `1 if the post is toxic`, `PASS when it is fine`.
///
/// Data, one row for each language; ``Condition`` reads it. An entry that ends in `*` matches any word
/// that begins so. Scripts that put no spaces between words are matched anywhere, the longest entry
/// first, so that 不违规 is never read as 违规.
enum ConditionWords {
  struct Row {
    /// What is judged to be harmful, or breaks a rule.
    var harm: [String]
    /// What is judged to be fine.
    var fine: [String]
    /// What a person should see.
    var uncertain: [String]
    var negations: [String]
    /// What opens a condition.
    var conditions: [String]
    /// All other cases.
    var otherwise: [String]
    /// What stands between alternatives.
    var or: [String]
    /// Verbs that ask for an answer, and nouns that introduce its form.
    var requests: [String]
    /// What stands before the colon of an answer line.
    var leads: [String]
  }

  static let rows: [Row] = [
    english, german, french, spanish, portuguese, russian, japanese, chinese, arabic, persian,
    hindi, italian, polish, turkish, korean,
  ]

  static let english = Row(
    harm: [
      "toxic*", "hate", "hateful", "hatred", "spam*", "abus*", "harass*", "offens*", "harm",
      "harms",
      "harmful", "sexual*", "violen*", "threat*", "profan*", "insult*", "scam*", "phish*", "fraud*",
      "nsfw", "explicit", "illegal*", "unlawful*", "danger*", "malicious*", "jailbreak*",
      "injection*",
      "inappropriate*", "misinformation", "disinformation", "misleading", "porn*", "gore", "bully*",
      "bullies", "discriminat*", "racis*", "sexis*", "slur*", "dox*", "extremis*", "terror*",
      "suicid*", "self-harm", "vulgar*", "obscen*", "cheat*", "plagiar*", "malware", "defam*",
      "impersonat*", "counterfeit*", "weapon*", "drugs", "gambl*", "suspicious*", "breaks", "break",
      "breach*", "broken", "infring*", "contraven*", "problematic", "objectionable", "off-topic",
      "hide", "hidden", "delete", "deleted", "removed", "withhold",
      "irrelevant", "unsolicited", "fake", "unethical", "bad", "wrong", "applies", "apply",
      "match", "matches", "matched", "violated", "self-promotion", "promotional", "personal data",
      "personal information", "pii", "sensitive data", "private data", "solicitation",
      "confidential", "leak*", "exploit*", "attack*", "noncompliant",
      "advert*",
      "ads",
      "triggered", "prohibited", "restricted", "guilty", "fail", "fails", "failed", "unfair",
      "deceptive", "deceiv*",
    ],
    fine: [
      "appropriate", "relevant", "on-topic", "legitimate*", "genuine", "clean", "harmless", "fine",
      "okay", "ok", "normal", "friendly", "polite", "respectful", "complies", "comply", "follows",
      "innocuous", "civil", "unproblematic", "ham", "authentic", "ordinary", "meets", "satisfies",
      "pass", "passes", "passed", "good", "kept", "keep", "publish*", "print", "printed",
      "stays", "goes out",
      "suitable", "faithful", "are met", "is met", "grounded", "correct",
    ],
    uncertain: [
      "unclear", "unsure", "uncertain", "ambiguous", "borderline", "doubt*", "human", "moderator",
      "person", "undecided", "insufficient*", "editor", "reviewer", "undetermined", "cannot decide",
      "cannot tell",
      "not sure", "can't tell", "more context", "colleague", "volunteer", "second look",
      "look at it", "a mod", "legal desk", "cant tell", "refer*", "escalat*", "one of us",
      "grown-up*", "grownup*", "adult on", "on-call", "on call", "analyst", "supervisor",
      "on our team", "second pair of eyes", "held for", "hand to", "reads it first",
      "before anybody",
    ],
    negations: [
      "not", "no", "non", "none", "nothing", "never", "cannot", "isn't", "doesn't", "don't",
      "without",
      "aren't",
      "nor", "neither", "isn’t", "doesn’t", "don’t", "free of", "lacks", "absence", "fails to",
    ],
    conditions: [
      "if", "when", "whenever", "where", "for", "means", "meaning", "indicates", "indicating",
      "denotes", "represents", "because", "in case", "provided", "only if", "unless",
    ],
    otherwise: [
      "otherwise", "else", "in all other cases", "anything else", "everything else",
      "in any other case", "in every other case", "in all others", "all else", "the rest",
    ],
    or: ["or", "vs", "versus"],
    requests: [
      "respond", "responds", "return", "returned", "returns", "output", "outputs", "answer",
      "answers",
      "classify", "classified", "label", "labels", "labeled", "labelled", "reply", "replies",
      "give",
      "assign", "assigned", "produce", "responses", "response", "must", "use", "gets", "format",
      "verdict", "write", "print", "emit", "say", "choose", "select", "provide", "flag", "flags",
      "mark", "marked", "report", "rate", "decide", "determine", "result", "end", "send",
      "generate",
      "predict", "score", "categorize", "pick", "values", "one of", "line", "finish", "conclude",
      "state", "states", "stated", "shall", "namely", "judge", "tag", "outcome",
    ],
    leads: [
      "answer", "label", "verdict", "output", "classification", "decision", "result",
      "final answer",
      "rule", "category", "code", "labels", "final verdict", "final decision", "your answer",
      "response",
      "your verdict", "final", "judgment", "judgement", "conclusion", "class", "assessment",
      "rating",
      "status",
      "final label", "your decision", "your response", "your classification", "prediction",
      "ruling",
      "safety assessment", "final classification", "your label", "determination", "outcome",
      "finding",
      "enfreint", "moderation", "action", "grade",
    ])

  static let german = Row(
    harm: [
      "toxisch*", "giftig*", "hass*", "hetze*", "beleidig*", "gewalt*", "droh*", "bedroh*",
      "werbung",
      "verstöß*", "verstoß*", "verletzt", "bricht", "schädlich*", "gefährlich*", "anstößig*",
      "illegal*", "betrug*", "betrüg*", "spam*", "missbr*", "diskriminier*", "rassis*", "obszön*",
      "unangemessen*", "irreführend*", "belästig*", "regelverstoß*", "rechtswidrig*", "zutrifft",
      "zutreffen", "themenfremd*", "gesperrt", "gelöscht", "entfernt", "ausgeblendet", "verbergen",
      "sperren", "löschen", "entfernen", "abgewiesen", "löschung", "verwarnung", "sperre",
      "sperrung",
    ],
    fine: [
      "harmlos*", "unbedenklich*", "angemessen*", "sachlich*", "in ordnung", "ok", "okay",
      "erlaubt*",
      "passend*", "unproblematisch*", "regelkonform*", "zum thema", "veröffentlicht", "bleibt",
      "veröffentlich*", "erscheinen", "freigegeben", "freigeben", "passt", "sauber*",
    ],
    uncertain: [
      "unklar*", "unsicher*", "zweifel*", "grenzfall*", "grenzfälle*", "mehrdeutig*", "mensch*",
      "prüf*", "jemand von uns", "erwachsen*", "vier augen", "heimleitung", "redaktion", "kollege*",
      "kollegin*", "vorgelegt", "entscheidet jemand",
    ],
    negations: [
      "nicht", "kein", "keine", "keinen", "keiner", "keines", "ohne", "nie", "nichts", "weder",
    ],
    conditions: [
      "wenn", "falls", "sofern", "bei", "für", "bedeutet", "heißt", "im falle", "steht für", "im",
    ],
    otherwise: [
      "sonst", "andernfalls", "ansonsten", "anderenfalls", "in allen anderen fällen",
      "in jedem anderen fall", "alles andere", "im übrigen", "in den übrigen fällen",
      "alles übrige",
    ],
    or: ["oder"],
    requests: [
      "antworte", "antworten", "gib", "geben", "ausgeben", "ausgabe", "antwort", "antwortformat",
      "klassifiziere", "liefere", "schreibe", "verwende", "nutze", "bewerte", "markiere",
      "entscheide",
      "wähle", "format", "vergib", "stufe", "eines der", "lautet", "schreib", "nenne", "nennen",
      "lauten", "zeile", "zeilen", "ergebnis", "urteil", "gebe", "setze", "sag", "melde",
      "beurteile", "stufen", "ordne", "ausschließlich", "entweder", "vergeben", "einstufen",
    ],
    leads: [
      "antwort", "urteil", "entscheidung", "ergebnis", "einstufung", "bewertung", "klassifizierung",
      "klassifikation", "ausgabe", "label", "deine antwort", "kategorie",
    ])

  static let french = Row(
    harm: [
      "toxique*", "haine", "haineu*", "injur*", "insult*", "menac*", "violen*", "enfrein*", "viole",
      "nuisible*", "dangereu*", "arnaque*", "illicite*", "illégal*", "publicit*", "spam*", "abusi*",
      "offensant*", "harcèl*", "discriminat*", "racis*", "inapproprié*", "trompeu*", "nocif*",
      "nocive*", "contrevient", "escroquerie*", "masquer", "masqué*", "supprimer", "retirer",
      "bloquer", "irrecevable*", "s'appliqu*", "s’appliqu*", "interdit*", "refus*",
    ],
    fine: [
      "convenable*", "approprié*", "anodin*", "conforme*", "respecte*", "correct*", "acceptable*",
      "inoffensi*", "légitime*", "publier", "publié*", "publiable*", "diffus*", "recevable*",
      "publi*", "garder", "aucun motif",
    ],
    uncertain: [
      "doute*", "incertain*", "ambigu*", "flou*", "litigieu*", "humain*", "limite", "modérat*",
      "hésit*", "quelqu'un", "une personne", "adulte*",
    ],
    negations: [
      "ne", "pas", "aucun", "aucune", "sans", "non", "jamais", "rien", "ni", "n’enfreint",
      "n'enfreint",
    ],
    conditions: [
      "si", "quand", "lorsque", "lorsqu", "pour", "signifie", "en cas", "indique", "s'il", "s’il",
      "dès que", "dès qu", "dès lors",
    ],
    otherwise: [
      "sinon", "autrement", "dans le cas contraire", "dans tous les autres cas",
      "dans les autres cas", "pour tout le reste", "tout le reste",
    ],
    or: ["ou"],
    requests: [
      "réponds", "répondez", "répondre", "réponse", "réponses", "renvoie", "renvoyez", "retourne",
      "retournez", "écris", "écrivez", "donne", "donnez", "classe", "classez", "utilise",
      "utilisez",
      "format", "sortie", "indique", "indiquez", "produis", "attribue", "choisis", "choisissez",
      "parmi", "écrire", "dis", "dites", "notez", "décide", "indiquer", "rends", "rendez",
      "fournis", "fournissez", "attribuez", "marque", "étiquette", "verdict", "mot", "ligne",
    ],
    leads: [
      "réponse", "verdict", "décision", "résultat", "classification", "étiquette", "votre réponse",
      "ta réponse", "catégorie", "sortie",
    ])

  static let spanish = Row(
    harm: [
      "tóxic*", "odio", "insult*", "amenaz*", "violen*", "infring*", "viola", "incumpl*", "dañin*",
      "peligros*", "estafa*", "ilegal*", "ofensiv*", "acoso*", "publicidad", "spam*", "abusiv*",
      "discriminat*", "racis*", "inapropiad*", "inadecuad*", "engañ*", "fraude*", "nociv*",
      "ocultar",
      "eliminar", "bloquear", "retirar", "se aplica", "aplique*", "prohibid*", "rechaz*",
    ],
    fine: [
      "aceptable*", "apropiad*", "inofensiv*", "adecuad*", "correct*", "cumple*", "legítim*",
      "normal*", "publicar", "publicado*", "publicada*", "publicarse", "publicable*",
    ],
    uncertain: [
      "duda*", "ambigu*", "incierto*", "dudos*", "human*", "límite", "moderador*", "revis*",
      "deriv*", "persona", "adult*", "no está claro",
    ],
    negations: ["no", "ningun*", "ningún", "sin", "nunca", "nada", "ni", "tampoco"],
    conditions: [
      "si", "cuando", "para", "significa", "en caso", "indica", "en cuanto", "siempre que",
    ],
    otherwise: [
      "de lo contrario", "en caso contrario", "si no", "en otro caso", "en los demás casos",
      "en cualquier otro caso", "en todos los demás casos", "en el resto de casos", "todo lo demás",
      "en cualquier otra situación",
    ],
    or: ["o", "u"],
    requests: [
      "responde", "responda", "respuesta", "respuestas", "responder", "devuelve", "devuelva",
      "escribe",
      "escriba", "da", "clasifica", "clasifique", "usa", "use", "formato", "salida", "indica",
      "contesta", "conteste", "etiqueta", "asigna", "devolver", "indique", "elige", "elija",
      "escoge", "marca", "marque", "pon", "ponga", "emite", "contestar", "veredicto", "di", "diga",
      "dictamen", "palabra", "línea", "clasificar", "asigne",
    ],
    leads: [
      "respuesta", "veredicto", "decisión", "resultado", "clasificación", "etiqueta",
      "su respuesta",
      "tu respuesta", "categoría", "salida",
    ])

  static let portuguese = Row(
    harm: [
      "tóxic*", "ódio", "insult*", "ameaç*", "violên*", "violent*", "infring*", "viola",
      "descumpr*",
      "nociv*", "perigos*", "golpe*", "ilegal*", "ofensiv*", "assédio", "publicidade", "spam*",
      "abusiv*", "discriminat*", "racis*", "inapropriad*", "inadequad*", "engan*", "fraude*",
      "fere",
      "ocultar", "remover", "bloquear", "apagar", "se aplica", "aplique*", "proibid*", "recus*",
    ],
    fine: [
      "aceitáve*", "adequad*", "inofensiv*", "apropriad*", "cumpre*", "legítim*", "corret*",
      "normal*", "publicar", "publicado*", "publicada*", "publicável", "ir ao ar", "lida no ar",
    ],
    uncertain: [
      "dúvid*", "ambígu*", "incert*", "human*", "limítrofe*", "moderador*", "encaminh*", "pessoa",
      "adult*", "não está claro",
    ],
    negations: ["não", "nenhum*", "sem", "nunca", "nada", "nem"],
    conditions: ["se", "quando", "para", "significa", "em caso", "caso", "indica"],
    otherwise: [
      "caso contrário", "senão", "do contrário", "nos demais casos", "em qualquer outro caso",
      "em todos os outros casos", "nos outros casos", "em qualquer outra situação", "todo o resto",
    ],
    or: ["ou"],
    requests: [
      "responda", "responde", "resposta", "respostas", "responder", "retorne", "devolva", "escreva",
      "dê", "classifique", "use", "formato", "saída", "indique", "rotule", "atribua", "marque",
      "escolha", "diga", "devolve", "retorna", "classifica", "dar", "emita", "veredito", "palavra",
      "linha", "coloque", "informe", "rotular",
    ],
    leads: [
      "resposta", "veredito", "veredicto", "decisão", "resultado", "classificação", "rótulo",
      "sua resposta", "categoria", "saída",
    ])

  static let russian = Row(
    harm: [
      "токсич*", "оскорб*", "ненавист*", "насили*", "угроз*", "наруша*", "нарушен*", "вредн*",
      "опасн*",
      "мошен*", "спам*", "незакон*", "травл*", "дискримин*", "реклам*", "обман*", "недопустим*",
      "неприемлем*", "скрыть", "удалить", "заблокир*",
    ],
    fine: [
      "допустим*", "приемлем*", "безвредн*", "нормальн*", "уместн*", "соответств*", "корректн*",
      "публик*", "опублик*", "оставить", "пропустить",
    ],
    uncertain: [
      "неясн*", "сомн*", "неоднознач*", "спорн*", "человек*", "модератор*", "взросл*", "редактор*",
      "дежурн*",
    ],
    negations: ["не", "нет", "без", "ни", "никак*", "ничего"],
    conditions: ["если", "когда", "при", "для", "означает", "значит", "в случае"],
    otherwise: [
      "иначе", "в противном случае", "в остальных случаях", "во всех остальных случаях",
      "во всех остальных", "в любом другом случае", "в других случаях", "всё остальное",
    ],
    or: ["или", "либо"],
    requests: [
      "ответь", "ответьте", "отвечай", "отвечайте", "ответ", "верни", "верните", "выведи",
      "выведите",
      "напиши", "напишите", "используй", "используйте", "формат", "присвой", "укажи", "укажите",
      "классифицируй", "классифицируйте", "дай", "поставь", "поставьте", "отметь", "отметьте",
      "выбери", "выберите", "назови", "вывод", "пиши", "пишите", "строка", "строке", "слово",
      "словом", "метка", "вердикт", "выдай", "выдайте", "формате",
    ],
    leads: [
      "ответ", "вердикт", "решение", "результат", "классификация", "метка", "ваш ответ",
      "твой ответ",
      "категория",
    ])
}
