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

  static let japanese = Row(
    harm: [
      "有害", "違反", "攻撃", "差別", "暴力", "脅迫", "嫌がらせ", "スパム", "詐欺", "危険", "不適切", "誹謗", "侮辱",
      "該当", "抵触", "中傷", "宣伝", "広告", "違法", "反する", "削除", "ブロック", "ふさわしくない", "非表示",
    ],
    fine: ["問題ない", "問題がない", "問題なし", "適切", "安全", "無害", "健全", "問題ありません", "ふさわしい", "許可", "掲載"],
    uncertain: [
      "不明", "判断できない", "判断が難しい", "迷う", "迷った", "曖昧", "あいまい", "判断に迷", "微妙", "確認が必要", "保留", "要確認",
    ],
    negations: ["ない", "ません", "なければ", "なし", "なく", "ず"],
    conditions: ["場合", "とき", "時は", "なら", "れば", "意味"],
    otherwise: ["それ以外", "その他の場合", "そうでなければ", "そうでない場合", "以外は", "その他は", "ほかの場合", "他の場合", "それ以外は"],
    or: ["または", "又は", "か", "もしくは", "あるいは"],
    requests: [
      "回答", "答え", "出力", "返し", "返す", "判定", "分類", "記入", "応答", "書い", "付け", "選ん", "選び", "選択", "示し",
      "記載", "書く", "書き",
    ],
    leads: ["回答", "判定", "答え", "結果", "分類", "ラベル", "出力", "結論", "判断"])

  static let chinese = Row(
    harm: [
      "违规", "違規", "违反", "違反", "有害", "攻击", "攻擊", "歧视", "歧視", "暴力", "威胁", "威脅", "骚扰", "騷擾",
      "垃圾", "诈骗", "詐騙", "欺诈", "危险", "危險", "不当", "不當", "辱骂", "辱罵", "仇恨", "广告", "廣告", "违法",
      "違法", "色情", "侮辱", "侵犯", "命中", "删除", "刪除", "屏蔽", "拦截", "攔截", "隐藏", "不合规", "不合規", "不合适",
    ],
    fine: [
      "正常", "合规", "合規", "安全", "无害", "無害", "适当", "適當", "没有问题", "沒有問題", "符合规定", "合法", "健康", "通过",
      "允许", "允許", "放行", "合适", "发布", "發布",
    ],
    uncertain: ["不确定", "不確定", "不清楚", "模糊", "无法判断", "無法判斷", "难以判断", "存疑", "人工", "拿不准"],
    negations: ["不", "没有", "沒有", "未", "无", "無", "非", "并未"],
    conditions: ["如果", "若", "当", "當", "时", "時", "表示", "代表", "则", "則", "的话"],
    otherwise: ["否则", "否則", "其他情况", "其余", "其餘", "其他均", "反之", "其他一律", "其它情况", "除此之外", "其余情况"],
    or: ["或者", "或", "还是"],
    requests: [
      "回答", "输出", "輸出", "返回", "回复", "回覆", "判定为", "标记为", "標記為", "给出", "請回", "请回", "格式", "只需", "仅输出",
      "只能是", "选择", "選擇", "填写", "判为", "标注", "只写", "作答", "之一", "二选一", "请用", "使用",
    ],
    leads: ["回答", "答案", "判定", "结论", "結論", "结果", "結果", "分类", "分類", "标签", "標籤", "输出", "輸出", "判断"])

  static let arabic = Row(
    harm: [
      "مخالف*", "المخالف*", "يخالف*", "تخالف*", "خالف*", "ينتهك*", "تنتهك*", "انتهاك*", "ضار*",
      "مسيء*", "إساءة",
      "كراهية", "الكراهية", "عنف*", "العنف", "تهديد*", "احتيال*", "إهانة", "شتم*", "تحرش*", "سام*",
      "مزعج*", "خطير*", "حذف", "حظر", "إخفاء",
    ],
    fine: [
      "مقبول*", "آمن*", "مسموح*", "سليم*", "ملائم*", "مناسب*", "عادي*", "نشر", "ينشر*", "يُنشر",
      "للنشر",
    ],
    uncertain: ["غامض*", "غير واضح", "شك", "الشك", "مراجع*", "بشري*", "التباس"],
    negations: ["لا", "ليس", "ليست", "غير", "لم", "بدون", "دون", "أي", "لن"],
    conditions: ["إذا", "اذا", "عندما", "في حال", "حين", "يعني", "تعني", "إن", "لو"],
    otherwise: [
      "وإلا", "وإلّا", "خلاف ذلك", "فيما عدا ذلك", "غير ذلك", "ما عدا ذلك", "في غير ذلك",
      "فيما سوى ذلك", "وما عدا ذلك", "في الحالات الأخرى",
    ],
    or: ["أو", "او", "أم"],
    requests: [
      "أجب", "اجب", "أعد", "اكتب", "أخرج", "الإجابة", "إجابة", "صنف", "صنّف", "استخدم", "الرد", "رد",
      "أرجع", "الجواب", "بكلمة", "صيغة", "أعط", "أعطِ", "ضع", "اختر", "حدد", "قل", "الإخراج",
      "المخرجات", "النتيجة", "كلمة", "سطر", "بصيغة", "تجيب", "الناتج",
    ],
    leads: ["الإجابة", "الجواب", "النتيجة", "التصنيف", "القرار", "الحكم", "إجابتك", "الرد"])

  static let persian = Row(
    harm: [
      "توهین*", "نفرت*", "خشونت*", "تهدید*", "نقض*", "مضر*", "زیان*", "کلاهبرداری*", "تخلف*",
      "ناقض*", "آزار*", "حذف", "مسدود*",
      "خطرناک*", "نامناسب*", "هرزنامه*", "تبلیغ*",
    ],
    fine: ["مجاز*", "مناسب*", "ایمن*", "بی‌خطر*", "قابل قبول", "عادی*", "سالم*", "منتشر", "انتشار"],
    uncertain: ["نامشخص*", "مبهم*", "تردید*", "شک", "نامطمئن*", "بازبینی*"],
    negations: ["نیست", "نمی*", "نکند", "ندارد", "بدون", "هیچ", "نباشد", "نمی‌کند", "غیر"],
    conditions: ["اگر", "وقتی", "هنگامی", "در صورت", "یعنی", "زمانی"],
    otherwise: [
      "در غیر این صورت", "وگرنه", "در غیر این‌صورت", "در بقیه موارد", "در سایر موارد",
      "در موارد دیگر",
    ],
    or: ["یا"],
    requests: [
      "پاسخ", "بنویس*", "برگردان*", "خروجی", "بده", "بدهید", "جواب", "استفاده", "طبقه‌بندی*", "قالب",
      "انتخاب", "مشخص", "اعلام", "بگو", "بگویید", "عدد", "کلمه", "واژه",
    ],
    leads: ["پاسخ", "جواب", "نتیجه", "رأی", "تصمیم", "برچسب", "حکم", "خروجی"])

  static let hindi = Row(
    harm: [
      "आपत्तिजनक", "घृणा", "घृणास्पद", "हिंसा", "हिंसक", "धमकी", "उल्लंघन", "हानिकारक", "अपमान*", "स्पैम", "धोखा*",
      "अवैध", "खतरनाक", "अनुचित", "विषाक्त", "गाली*", "उत्पीड़न", "तोड़ता", "तोड़ती", "टूटा", "टूटता", "तोड़", "हटा*",
    ],
    fine: ["सुरक्षित", "उचित", "स्वीकार्य", "ठीक", "सामान्य", "मान्य", "अनुमत", "प्रकाशित"],
    uncertain: ["अस्पष्ट", "संदेह*", "अनिश्चित", "संदिग्ध"],
    negations: ["नहीं", "न", "बिना", "कोई"],
    conditions: ["यदि", "अगर", "जब", "तो", "मतलब", "अर्थ"],
    otherwise: ["अन्यथा", "वरना", "नहीं तो", "बाकी सब", "अन्य सभी", "बाकी मामलों"],
    or: ["या", "अथवा"],
    requests: [
      "उत्तर", "जवाब", "लिखें", "लिखो", "दें", "दीजिए", "आउटपुट", "लौटाएँ", "लौटाएं", "वर्गीकृत", "प्रारूप", "लिखिए", "बताएँ",
      "बताएं", "चुनें", "चुनिए", "बोलें", "शब्द", "पंक्ति", "अंक",
    ],
    leads: ["उत्तर", "जवाब", "निर्णय", "परिणाम", "वर्गीकरण", "श्रेणी", "लेबल"])
}
