/// Words that tell a reason behind a label from chat, in the languages that policies are written in.
enum ReasonWords {
  /// Whether a text talks to somebody, as in `Yes, I can help you with that!`, instead of about the
  /// content. Quoted parts do not count.
  static func isChat(_ text: Substring) -> Bool {
    let plain = withoutQuotations(text)
    if plain.unicodeScalars.contains(where: { "?？؟".unicodeScalars.contains($0) }) { return true }
    return plain.words(limit: 200).contains(where: people.contains)
      || unspacedPeople.contains { plain.utf8.hasBytes($0.utf8) }
  }

  /// Whether a text speaks of what was judged: by a noun for it, or by what it does.
  static func isAboutContent(_ text: Substring, leads: [String]) -> Bool {
    namesContent(text, leads: leads) || Condition.decision(of: text.firstSentence) != nil
  }

  /// Whether a text names what was judged: the message, the post.
  static func namesContent(_ text: Substring, leads: [String]) -> Bool {
    let words = Set(text.words(limit: 200))
    if !words.isDisjoint(with: nouns) { return true }
    if leads.contains(where: { lead in
      Substring(lead).words(limit: 4).contains(where: words.contains)
    }) {
      return true
    }
    return unspacedNouns.contains { text.utf8.hasBytes($0.utf8) }
  }

  /// Whether a word takes back what was said before: `safe. Wait, actually unsafe`.
  static func takesBack(_ text: Substring) -> Bool {
    let folded = Substring(text.lowercased())
    return turns.contains { turn in
      guard let range = folded.firstRange(of: turn) else { return false }
      guard turn.unicodeScalars.first?.isUnspaced == false else { return true }
      let before =
        range.lowerBound > folded.startIndex
        ? folded.unicodeScalars[folded.unicodeScalars.index(before: range.lowerBound)] : " "
      let after = range.upperBound < folded.endIndex ? folded.unicodeScalars[range.upperBound] : " "
      return !before.joinsWords && !after.joinsWords
    }
  }

  /// The text without what stands in quotation marks.
  static func withoutQuotations(_ text: Substring) -> Substring {
    let closings: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "`": "`", "‘": "’",
    ]
    var result = String.UnicodeScalarView()
    var closing: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let end = closing {
        if scalar == end || scalar == "\n" { closing = nil }
      } else if let end = closings[scalar] {
        closing = end
      } else {
        result.append(scalar)
      }
    }
    return Substring(String(result))
  }

  private static let people: Set<String> = [
    "i", "i'm", "i’m", "i'll", "i’ll", "i'd", "i’d", "i've", "i’ve", "we", "we're", "we’re", "you",
    "your", "you're", "you’re", "my", "me", "us", "please", "thanks", "sure", "let's", "let’s",
    "here's",
    "here’s", "ich", "mir", "mich", "wir", "du", "dir", "dich", "dein", "deine", "ihnen", "ihr",
    "bitte",
    "gerne", "sûr", "supuesto", "natürlich", "конечно", "je", "j'ai", "j’ai", "moi", "nous", "vous",
    "votre", "tu", "ton", "merci", "voici",
    "yo",
    "puedo", "nosotros", "usted", "ustedes", "te", "gracias", "aquí", "eu", "posso", "nós", "você",
    "vocês", "obrigado", "claro", "aqui", "я", "мы", "вы", "ты", "вам", "вас", "тебе", "мне",
    "пожалуйста", "могу", "أنا", "أنت", "أنتم", "لك", "يمكنني", "أستطيع", "شما", "تو",
    "می‌توانم", "मैं", "हम", "आप", "आपको", "आपकी", "मुझे",
  ]

  private static let unspacedPeople = [
    "私は", "私が", "あなた", "お手伝い", "ください", "僕", "我可以", "我能", "我会", "我會", "您", "你好", "请问", "请提供",
  ]

  private static let nouns: Set<String> = [
    "message", "post", "text", "content", "comment", "user", "author", "sender", "poster", "review",
    "listing", "ad", "advert", "reply", "request", "entry", "item", "writer", "submission", "input",
    "rule", "rules", "policy", "nachricht", "beitrag", "text", "inhalt", "kommentar", "eintrag",
    "nutzer", "anzeige", "verfasser", "regel", "regeln", "message", "contenu", "texte",
    "commentaire", "auteur", "annonce", "règle", "règles", "mensaje", "contenido", "texto",
    "comentario", "autor", "anuncio", "publicación", "regla", "reglas", "norma", "normas",
    "mensagem",
    "conteúdo", "comentário", "anúncio", "publicação", "regra", "regras", "сообщение", "сообщении",
    "текст", "контент", "комментарий", "отзыв", "автор", "объявление", "правило", "правила",
    "الرسالة", "المحتوى", "النص", "التعليق", "المنشور", "القاعدة", "رسالة", "نص", "تعليق",
    "پیام", "متن", "محتوا", "نظر", "آگهی", "قاعده", "संदेश", "पाठ", "सामग्री", "टिप्पणी", "नियम",
  ]

  private static let unspacedNouns = [
    "投稿", "メッセージ", "内容", "本文", "テキスト", "コメント", "規則", "ルール", "消息", "文本", "评论", "评論", "帖子", "留言",
    "规则", "條款", "条款",
  ]

  private static let turns = [
    "actually", "wait", "however", "correction", "on second thought", "scratch that", "no, ",
    "rather", "instead", "sorry", "my mistake", "should be", "would be", "changed my mind",
    "eigentlich", "moment", "korrektur", "doch", "vielmehr", "sondern", "en fait", "finalement",
    "plutôt", "pardon", "correction", "en realidad", "mejor dicho", "corrección", "más bien",
    "perdón",
    "na verdade", "aliás", "correção", "melhor dizendo", "на самом деле", "вернее", "точнее",
    "поправка", "хотя нет", "いや", "やはり", "やっぱり", "訂正", "不对", "不對", "更正", "其实", "其實", "应该是", "بل",
    "تصحيح", "عفوا", "في الواقع", "در واقع", "اصلاح", "بلکه", "दरअसल", "बल्कि", "सुधार",
  ]
}
