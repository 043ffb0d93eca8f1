/// The words with which policies of eleven languages name decisions, sections and fields.
///
/// Each cell lists words between spaces. `allow/s/ed` stands for `allow`, `allows` and `allowed`;
/// in `permitid_/o/a` the stem is no word itself. A dot joins the words of a phrase: `in.ordnung`.
/// Case does not matter. A word decides one thing in all languages, and a word and its inverse
/// never share a cell; `WordTableTests` holds the table to both.
struct WordTable: Sendable {
  let language: String
  /// Words that say what content is: they decide wherever they stand in a title or label.
  var violating = ""
  var safe = ""
  var escalating = ""
  /// Escalates where nothing else stands between two punctuation marks, as in `(human)`.
  var escalatingAlone = ""
  /// Words for kinds of content. They decide where no stronger word stands beside or above them.
  var unwelcome = ""
  var welcome = ""
  /// Safe where nothing else stands between two punctuation marks (`安全`, but not `儿童安全`).
  var safeAlone = ""
  /// Before the word that they turn round.
  var negating = ""
  /// Behind it.
  var negatingAfter = ""
  /// Small words that may stand between a negation and what it negates.
  var linking = ""
  var conditions = ""
  /// Labels that decide nothing by themselves.
  var answers = ""

  // Words of headings and lead-ins.
  var examples = ""
  var definitions = ""
  var instructions = ""
  var output = ""
  var rules = ""
  var precedence = ""
  /// Verbs that ask for an answer.
  var asking = ""

  // Names of fields and columns.
  var content = ""
  var label = ""
  var note = ""
  var identifier = ""
  var title = ""

  static let rows: [WordTable] = [
    english, german, french, spanish, portuguese, japanese, chinese, arabic, persian, hindi,
    russian,
  ]

  private static let english = WordTable(
    language: "en",
    violating: """
      violates violate violation/s violating violator/s invalid unsafe prohibited disallowed \
      disallow forbidden banned remove/d block/ed reject/ed unacceptable impermissible deny denied \
      noncompliant fail/s/ed flag flags flagged breach/es delete/d unpermitted ban bans hide hidden \
      breaks.a breaks.the breaks.any breaks.our breaks.one breaks.it
      """,
    safe: """
      safe allow/s/ed valid permitted permit/s acceptable compliant benign approve/d exempt \
      exceptions exception accept/ed nonviolating pass/es/ed keep permissible unflagged \
      ok okay nonviolation stays let.through
      """,
    escalating:
      "escalate/d escalation review needs.review human.review manual.review a.person.to.look",
    escalatingAlone: "human humans moderator",
    unwelcome: """
      toxic spam spammy harmful abusive hateful offensive inappropriate malicious nsfw bad unlawful \
      illegal problematic problem
      """,
    welcome:
      "ham harmless appropriate clean good fine innocuous legitimate normal neutral nontoxic",
    negating: """
      not no non never cannot isn't aren't doesn't don't didn't without can't mustn't won't \
      shouldn't nor neither
      """,
    linking: """
      a an any the be is are been considered in of to count counted as deemed ever clearly \
      policy rule rules actually
      """,
    conditions: "if when where unless",
    answers: "yes no true false none",
    examples: "example/s few.shot fewshot illustration/s demonstrations",
    definitions: "definition/s glossary terms terminology key.terms",
    instructions: """
      instruction/s goal/s task evaluation purpose scope framework process steps reminder overview \
      procedure role objective background introduction workflow persona
      """,
    output: "output format response answer answers output.format reply schema verdict",
    rules: """
      rule rules policy policies guideline/s criteria criterion category categories directives \
      standards violations prohibited.content
      """,
    precedence: """
      rules.of.thumb ambiguity ambiguous precedence conflict/s escalation edge.case edge.cases edge tie.breakers \
      priority tiebreakers borderline
      """,
    asking: """
      respond return output answer reply classify label print emit produce format json returns \
      responds write
      """,
    content: """
      content input text message user post comment example.content user.message user.input \
      user.content sentence question q prompt query statement tweet item sample body utterance \
      message.text snippet passage in submission example examples human case request listing
      """,
    label: """
      label labels answer a verdict output decision classification class expected result \
      expected.output response assistant expected.label action judgement judgment outcome ruling \
      status correct.answer rating action out expected.answer target flag violates gold completion
      """,
    note: """
      analysis reason rationale explanation note notes why reasoning category rule rules severity \
      confidence policy context violations violated.rules violated comment.on justification tags \
      language
      """,
    identifier: "id code rule number no nr key ref rule.id label category.id identifier section #",
    title: """
      title name rule description category meaning definition criterion policy summary what \
      criteria text details behavior behaviour content topic
      """)

  private static let german = WordTable(
    language: "de",
    violating: """
      verstoß/es/e/en verstöße/n verstösse/n verstoss verstößt verstösst verstoßen \
      unzulässig/e/er/es/en/em unzulaessig/e/er/es/en verboten/e/er/es/en/em \
      untersagt/e/er/es/en unerlaubt/e/er/es/en ablehnen abgelehnt/e/er/es/en \
      blockieren blockiert/e/er/es/en sperren gesperrt/e/er/es/en löschen gelöscht entfernen entfernt \
      regelverstoß regelverstöße regelwidrig/e/er/es/en inakzeptabel ungültig/e/er/es/en \
      nichtkonform ausblenden
      """,
    safe: """
      zulässig/e/er/es/en/em zulaessig/e/er/es/en erlaubt/e/er/es/en/em gestattet/e/er/es/en \
      freigeben freigegeben/e/er/es/en unbedenklich/e/er/es/en in.ordnung konform/e/er/es/en \
      regelkonform/e/er/es/en akzeptabel akzeptable/r/s/n zugelassen/e/er/es/en genehmigt/e/er/es/en \
      gültig/e/er/es/en ausnahme/n
      """,
    escalating: "prüfen pruefen eskalieren eskalation überprüfen nachprüfen",
    unwelcome:
      "schädlich/e/er/es/en beleidigend/e/er/es/en anstößig/e/er/es/en unangemessen/e/er/es/en",
    welcome: "harmlos/e/er/es/en sicher/e/er/es/en angemessen/e/er/es/en sachlich/e/er/es/en",
    negating: "nicht kein keine keinen keiner keinem keines nie niemals ohne weder",
    negatingAfter: "nicht nie",
    linking: "ein eine einen der die das den ist sind gegen als mehr wird werden",
    conditions: "wenn falls sofern",
    answers: "ja nein wahr falsch keine",
    examples: "beispiel/e/en/s fallbeispiele musterfälle",
    definitions: "definition/en begriff/e begriffe begriffsbestimmungen glossar",
    instructions: """
      anweisung/en aufgabe/n ziel/e zweck rolle auftrag vorgehen ablauf hinweise schritte \
      einleitung geltungsbereich
      """,
    output: "ausgabe ausgabeformat antwort antwortformat format rückgabe",
    rules: "regel/n richtlinie/n kriterium kriterien kategorie/n vorschrift/en grundsätze",
    precedence: "grenzfälle grenzfall vorrang zweifelsfälle konflikt/e zweifel priorität",
    asking: "antworte antworten antwortet gib ausgabe ausgeben liefere liefern",
    content: """
      inhalt eingabe text nachricht beitrag kommentar nutzer benutzer frage f anfrage beispiel/e satz \
      nutzerin post äußerung
      """,
    label: """
      antwort urteil ausgabe entscheidung ergebnis klassifikation klassifizierung bewertung \
      einstufung kennzeichnung etikett erwartet folge maßnahme
      """,
    note: "begründung grund hinweis erklärung erläuterung anmerkung kategorie regel warum",
    identifier: "nr nummer kürzel kennung regel kennzeichen code schlüssel",
    title: "regel beschreibung kategorie bedeutung titel bezeichnung inhalt")

  private static let french = WordTable(
    language: "fr",
    violating: """
      interdit/e/s/es violation/s viole enfreint enfreignent enfreindre infraction/s refuser \
      refusé/e/s/es rejeter rejeté/e/s/es rejet bloquer bloqué/e/s/es supprimer supprimé/e/s/es \
      inacceptable/s prohibé/e/s/es proscrit/e/s/es inadmissible/s illicite/s invalide/s masquer masqué/e/s/es
      """,
    safe: """
      autorisé/e/s/es autoriser autorise permis/e/es acceptable/s accepter accepté/e/s/es admis/e/es \
      valide/s approuver approuvé/e/s/es toléré/e/s/es licite/s respecte respectent sans.danger laisser
      """,
    escalating: "signaler escalader escalade vérifier examiner à.vérifier",
    unwelcome: "toxique/s nuisible/s haineux injurieux offensant/e/s/es inapproprié/e/s/es",
    welcome: "sûr/e/s conforme/s inoffensif inoffensive approprié/e/s/es anodin",
    negating: "ne n pas aucun aucune non sans jamais ni",
    linking: "est sont le la les un une de des d l toutes tous considéré été règle règles",
    conditions: "si quand lorsque lorsqu",
    answers: "oui non vrai faux aucune aucun",
    examples: "exemple/s échantillons",
    definitions: "définition/s glossaire termes lexique",
    instructions: """
      instruction/s consigne/s objectif/s tâche rôle mission étapes procédure portée
      """,
    output: "sortie format réponse format.de.sortie format.de.réponse",
    rules: "règle/s politique/s critère/s catégorie/s directives règlement charte",
    precedence: "ambiguïté conflit/s priorité cas.limites cas.limite priorités",
    asking: "répondez réponds répondre renvoie renvoyez retourne retournez donne donnez",
    content: """
      contenu entrée entree texte message commentaire utilisateur question publication exemple/s \
      phrase annonce
      """,
    label: """
      réponse reponse verdict sortie décision étiquette etiquette classification classement \
      résultat resultat issue attendu catégorie
      """,
    note: "raison explication justification motif analyse remarque pourquoi",
    identifier: "code identifiant numéro n° règle réf",
    title: "règle description catégorie signification titre intitulé sens libellé")

  private static let spanish = WordTable(
    language: "es",
    violating: """
      prohibid_/o/a/os/as viola violan violar violación violaciones violacion infracción infracciones \
      infraccion infringe infringen incumple incumplen incumplimiento bloquear bloquead_/o/a/os/as \
      rechazar rechazad_/o/a/os/as eliminar eliminad_/o/a/os/as inaceptable/s inválid_/o/a/os/as \
      inadmisible/s vetad_/o/a/os/as ocultar
      """,
    safe: """
      permitid_/o/a/os/as permite permiten admisible/s aceptable/s aceptar aceptad_/o/a/os/as \
      aprobar aprobad_/o/a/os/as cumple cumplen válid_/o/a/os/as autorizad_/o/a/os/as excepción \
      excepciones
      """,
    escalating: "escalar revisar revisión revision derivar",
    unwelcome:
      "tóxic_/o/a/os/as dañin_/o/a/os/as ofensiv_/o/a/os/as insegur_/o/a/os/as inapropiad_/o/a/os/as",
    welcome: "segur_/o/a/os/as apropiad_/o/a/os/as inofensiv_/o/a/os/as adecuad_/o/a/os/as",
    negating: "no sin nunca ningún ninguna ninguno tampoco jamás",
    linking: "es son está están se ha sido ser la las el los una lo",
    conditions: "si cuando",
    answers: "sí si no verdadero falso ninguna ninguno",
    examples: "ejemplo/s muestras",
    definitions: "definición definiciones definicion glosario términos",
    instructions: """
      instrucción instrucciones objetivo/s tarea propósito rol contexto pasos alcance misión
      """,
    output: "salida formato respuesta formato.de.salida formato.de.respuesta",
    rules: "regla/s política/s criterio/s categoría/s norma/s normativa directrices",
    precedence: "ambigüedad conflicto/s prioridad casos.límite casos.limite precedencia",
    asking: "responde responda responder devuelve devuelva contesta conteste",
    content: """
      contenido entrada texto mensaje comentario usuario pregunta publicación ejemplo/s frase anuncio p
      """,
    label: """
      etiqueta respuesta salida decisión veredicto resultado clasificación clasificacion esperado acción r
      """,
    note: "razón motivo explicación justificación nota análisis",
    identifier: "código codigo número regla clave",
    title: "regla descripción categoría significado título nombre norma")

  private static let portuguese = WordTable(
    language: "pt",
    violating: """
      proibid_/o/a/os/as viola violam violação violações violacao violacoes vedad_/o/a/os/as \
      rejeitar rejeitad_/o/a/os/as remover removid_/o/a/os/as recusar recusad_/o/a/os/as \
      infração infrações ocultar inaceitável inaceitáveis inadmissível descumpre descumprem
      """,
    safe: """
      permitid_/o/a/os/as permite aceitável aceitáveis aceitar aceit_/o/a/os/as aprovar \
      aprovad_/o/a/os/as liberar liberad_/o/a/os/as autorizad_/o/a/os/as cumpre cumprem \
      exceção exceções
      """,
    escalating: "escalar escalonar revisar revisão encaminhar",
    unwelcome:
      "nociv_/o/a/os/as tóxic_/o/a/os/as ofensiv_/o/a/os/as impróprio imprópria inadequad_/o/a/os/as",
    welcome: "segur_/o/a/os/as adequad_/o/a/os/as inofensiv_/o/a/os/as",
    negating: "não nao sem nunca nenhum nenhuma nem jamais",
    linking: "é são está estão foi ser se a o as os um uma",
    conditions: "se quando caso",
    answers: "sim não verdadeiro falso nenhuma nenhum",
    examples: "exemplo/s amostras",
    definitions: "definição definições definicoes glossário termos",
    instructions:
      "instrução instruções instrucoes objetivo/s tarefa propósito papel contexto etapas passos escopo",
    output: "saída formato resposta formato.de.saída formato.da.resposta formato.de.resposta",
    rules: "regra/s política/s critério/s categoria/s norma/s diretrizes",
    precedence: "ambiguidade conflito/s prioridade casos.limite casos.limítrofes precedência",
    asking: "responda responder retorne devolva responde",
    content: """
      conteúdo conteudo entrada texto mensagem comentário comentario usuário usuario pergunta \
      publicação postagem exemplo/s frase anúncio
      """,
    label: """
      rótulo rotulo etiqueta resposta saída saida decisão decisao veredito veredicto resultado \
      classificação classificacao esperado ação
      """,
    note: "razão motivo explicação justificativa nota análise",
    identifier: "código número regra chave",
    title: "regra descrição categoria significado título nome norma")

  private static let japanese = WordTable(
    language: "ja",
    violating: """
      違反 禁止 不可 不許可 ng 不適切 有害 却下 ブロック 削除 拒否 違法 認められない 許されない 不合格 アウト \
      てはならない てはいけない ではならない 許可されない 許容されない 許可できない 容認できない
      """,
    safe: """
      許可 許容 問題なし 問題ない 承認 合格 無害 セーフ 準拠 認められる 許される 安全な 安全です 適法 容認
      """,
    escalating: "要確認 要審査 エスカレーション エスカレート 保留 要レビュー",
    unwelcome: "危険 迷惑 悪質",
    welcome: "適切 健全 正常",
    safeAlone: "安全 可",
    negating: "非 不 無",
    negatingAfter: "ない なし ません ず 無し なかった なく",
    linking: "は が を に で も され れ て い いる し あり なら では には とは と な の さ る い",
    conditions: "場合 とき",
    answers: "はい いいえ なし 該当なし",
    examples: "例 例文 事例 サンプル 具体例 判定例 入出力例",
    definitions: "定義 用語 用語集",
    instructions: "指示 目的 タスク 手順 役割 概要 背景 はじめに 適用範囲",
    output: "出力 出力形式 回答形式 フォーマット 応答形式 形式 回答方法",
    rules: "ルール 規則 基準 方針 ポリシー 規約 カテゴリ カテゴリー ガイドライン 項目 判定基準 例外 条例",
    precedence: "優先順位 境界 曖昧 競合 優先",
    asking: "出力 回答 返答 答え 返して 返す",
    content: "内容 入力 テキスト メッセージ コメント 投稿 ユーザー 質問 コンテンツ 本文 文章 例 投稿文 発言 レビュー 問 口コミ",
    label: "ラベル 回答 判定 出力 結果 分類 決定 応答 答え 判断 答 処理 対応 措置",
    note: "理由 説明 備考 根拠 解説",
    identifier: "コード 番号 記号 規則番号 ルール番号",
    title: "ルール 規則 説明 カテゴリ 意味 名称 定義 項目 内容")

  private static let chinese = WordTable(
    language: "zh",
    violating: """
      违规 违反 违禁 禁止 不允许 不许可 不得 不可以 不通过 拒绝 屏蔽 删除 封禁 不安全 不合规 违法 拦截 违例 \
      不可接受 不准 严禁 驳回 不当 不适当 違規 不允許 不許 拒絕 封鎖 刪除 不合規 攔截 嚴禁 駁回 不當 不適當 不許可 \
      不通過 不能接受 不被允许 不被允許
      """,
    safe: """
      合规 允许 许可 可接受 准许 放行 批准 合法 不违规 不违反 未违规 未违反 无违规 没有违规 合規 允許 許可 准許 \
      可以发布 安全的 安全内容 安全示例 安全案例 安全例子 安全內容 安全示例 不違規 未違規 無違規 例外
      """,
    escalating: "人工审核 人工复审 复审 复核 升级 待审 上报 人工審核 複審 轉人工 转人工 人工复核 待定 升級",
    unwelcome: "有毒 垃圾 恶意 惡意",
    welcome: "正常 无害 無害 友善 适当 適當",
    safeAlone: "安全 通过 通過",
    negating: "不 未 无 没有 非 無 沒有 并非 並非 没 不会 不能 不应 不應",
    linking: "予以 被 会 應 应 应当 该 经 得到 是 构成 属于 存在 包含 任何 明显 的 規定 规定 其他 其 它 算 屬於 構成",
    conditions: "如果 若 当",
    answers: "是 否 真 假 无 無",
    examples: "示例 例子 样例 案例 范例 举例 範例 樣例 例",
    definitions: "定义 术语 名词解释 定義 術語",
    instructions: "说明 指令 任务 目标 目的 角色 步骤 流程 背景 說明 任務 目標 步驟 概述",
    output: "输出 输出格式 回答格式 格式 返回格式 輸出 輸出格式 回覆格式 输出要求",
    rules: "规则 准则 标准 政策 类别 分类 规范 条例 例外 條例 比例 規則 準則 標準 類別 規範 条款 條款",
    precedence: "优先级 冲突 边界情况 歧义 优先 優先級 衝突 邊界 模糊",
    asking: "输出 返回 回答 回复 回覆 輸出 答复",
    content: "内容 输入 文本 消息 评论 用户 问题 帖子 弹幕 留言 內容 輸入 訊息 評論 用戶 貼文 例子 示例 文字 问 問",
    label: "标签 答案 判定 输出 结果 分类 结论 决定 回答 裁定 判断 標籤 輸出 結果 分類 結論 決定 判斷 判定结果 审核结果 答 处理 处置 操作 動作 动作 處理",
    note: "理由 原因 解释 说明 分析 解釋 說明 备注 備註",
    identifier: "编号 代码 序号 規則編號 編號 代碼 规则编号 规则",
    title: "规则 说明 描述 类别 含义 名称 規則 說明 類別 含義 名稱 内容 內容")

  private static let arabic = WordTable(
    language: "ar",
    violating: """
      محظور/ة/ات ممنوع/ة/ات مخالف/ة مخالفات انتهاك/ات ينتهك تنتهك يخالف تخالف مرفوض/ة رفض حظر حذف \
      محذوف محظورات ممنوعات يحظر يمنع
      """,
    safe:
      "مسموح/ة مقبول/ة آمن/ة مباح/ة جائز متوافق/ة السماح يسمح تسمح مصرح قبول استثناء استثناءات سماح",
    escalating: "تصعيد مراجعة إحالة يراجع",
    unwelcome: "ضار/ة مسيء/ة سام",
    welcome: "سليم/ة عادي مناسب",
    negating: "غير لا ليس ليست بدون دون عدم لم لن بلا",
    linking: "به بها هو هي أي يعد تعد فيه",
    conditions: "إذا عندما حين",
    answers: "نعم لا لايوجد",
    examples: "مثال أمثلة نماذج",
    definitions: "تعريف تعريفات تعاريف مصطلحات",
    instructions: "تعليمات هدف أهداف مهمة الغرض دور خطوات مقدمة نطاق",
    output: "الإخراج المخرجات الناتج صيغة تنسيق الإجابة مخرجات الجواب",
    rules: "قاعدة قواعد سياسة سياسات معايير معيار فئات فئة إرشادات ضوابط",
    precedence: "غموض تعارض أولوية حدية",
    asking: "أجب أعد أرجع اكتب أخرج",
    content: "محتوى مدخل مدخلات إدخال نص رسالة تعليق مستخدم سؤال منشور مثال أمثلة س",
    label: "تصنيف إجابة جواب حكم مخرج ناتج قرار نتيجة تسمية وسم إخراج رد ج إجراء",
    note: "سبب شرح تفسير تعليل ملاحظة تحليل",
    identifier: "رمز رقم معرف قاعدة",
    title: "قاعدة وصف فئة معنى عنوان اسم")

  private static let persian = WordTable(
    language: "fa",
    violating: "ممنوع/ه غیرمجاز نامجاز تخلف تخلفات نقض ناقض مسدود رد حذف ناامن مغایر تخلفی",
    safe: "مجاز ایمن امن قابل.قبول پذیرفته تأیید تایید بلامانع بی.خطر بی.مورد استثنا",
    escalating: "ارجاع بررسی بازبینی",
    unwelcome: "نامناسب توهین.آمیز مضر",
    welcome: "مناسب عادی بی.ضرر",
    negating: "غیر بدون بی نه هیچ فاقد",
    negatingAfter: "نیست نیستند ندارد نمی نمیشود نشده",
    linking: "محسوب است به شمار یک هیچ",
    conditions: "اگر وقتی هرگاه",
    answers: "بله خیر هیچ هیچ‌کدام",
    examples: "مثال مثال‌ها نمونه نمونه‌ها",
    definitions: "تعریف تعاریف واژه‌نامه اصطلاحات",
    instructions: "دستورالعمل دستورات هدف وظیفه نقش مراحل مقدمه دستور راهنما",
    output: "خروجی قالب پاسخ فرمت",
    rules: "قانون قوانین قاعده قواعد سیاست معیار معیارها مقررات دسته‌ها",
    precedence: "ابهام تعارض اولویت",
    asking: "پاسخ بازگردان بنویس برگردان",
    content: "محتوا ورودی متن پیام نظر کاربر پرسش سؤال سوال نمونه مثال نوشته",
    label: "برچسب پاسخ حکم خروجی تصمیم نتیجه دسته جواب رأی اقدام",
    note: "دلیل توضیح علت یادداشت تحلیل",
    identifier: "کد شناسه شماره قاعده",
    title: "قاعده شرح توضیح دسته معنی عنوان نام")

  private static let hindi = WordTable(
    language: "hi",
    violating: """
      उल्लंघन निषिद्ध वर्जित प्रतिबंधित अस्वीकार्य असुरक्षित अवैध अमान्य अस्वीकृत हटाएँ हटाएं हटाना ब्लॉक अस्वीकार मना तोड़ता तोड़ती तोड़ते
      """,
    safe: "अनुमत अनुमति अनुमेय स्वीकार्य स्वीकृत सुरक्षित वैध मान्य स्वीकार अनुमोदित अपवाद",
    escalating: "समीक्षा एस्केलेट",
    unwelcome: "हानिकारक अपमानजनक अनुचित",
    welcome: "उचित हानिरहित सामान्य",
    negating: "गैर बिना न ग़ैर",
    negatingAfter: "नहीं नही मत",
    linking: "की का के है हैं में कोई करता करती किया",
    conditions: "यदि अगर जब",
    answers: "हाँ हां नहीं",
    examples: "उदाहरण उदाहरणों नमूने",
    definitions: "परिभाषा परिभाषाएँ परिभाषाएं शब्दावली",
    instructions: "निर्देश उद्देश्य कार्य लक्ष्य भूमिका चरण परिचय",
    output: "आउटपुट प्रारूप उत्तर जवाब",
    rules: "नियम नियमों नीति नीतियाँ मानदंड श्रेणी श्रेणियाँ दिशानिर्देश दिशा.निर्देश",
    precedence: "अस्पष्टता प्राथमिकता टकराव",
    asking: "उत्तर जवाब लौटाएँ लिखें दें",
    content: "सामग्री इनपुट पाठ संदेश टिप्पणी उपयोगकर्ता प्रश्न पोस्ट उदाहरण",
    label: "लेबल उत्तर निर्णय आउटपुट परिणाम वर्गीकरण फैसला फ़ैसला जवाब कार्रवाई",
    note: "कारण व्याख्या टिप्पणी.कारण विश्लेषण",
    identifier: "कोड क्रमांक संख्या नियम",
    title: "नियम विवरण श्रेणी अर्थ शीर्षक नाम")

  private static let russian = WordTable(
    language: "ru",
    violating: """
      нарушает нарушают нарушение нарушения нарушений нарушением нарушить нарушающ_/ий/ая/ее/ие/его/их \
      запрещено запрещен/о/а/ы запрещён/ный/ная/ное/ные/ного/ных запрещенн_/ый/ая/ое/ые/ого/ых \
      недопустим/о/ый/ая/ое/ые/ого/ых небезопасно небезопасн_/ый/ая/ое/ые блокировать заблокировать блок \
      удалить удалено отклонить отклонено отклонён нельзя неприемлемо неприемлем_/ый/ая/ое/ые
      """,
    safe: """
      разрешено разрешен/о/а/ы разрешён/ный/ная/ное/ные/ного/ных разрешенн_/ый/ая/ое/ые/ого/ых \
      допустим/о/ый/ая/ое/ые/ого/ых безопасно безопасн_/ый/ая/ое/ые/ого/ых пропустить одобрить одобрено \
      можно соответствует соответствуют приемлемо приемлем_/ый/ая/ое/ые исключение исключения разрешить
      """,
    escalating: "эскалация эскалировать на.проверку проверить ручная.проверка",
    unwelcome:
      "токсично токсичн_/ый/ая/ое/ые вредно вредн_/ый/ая/ое/ые спам оскорбительн_/ый/ая/ое/ые",
    welcome: "норма нормально безвредно уместно",
    negating: "не нет без ни никогда",
    negatingAfter: "нет",
    linking: "является никаких каких либо правил",
    conditions: "если когда",
    answers: "да нет ничего",
    examples: "пример примеры примеров образцы",
    definitions: "определение определения термины глоссарий",
    instructions: "инструкция инструкции задача цель роль шаги введение порядок область",
    output: "вывод формат ответ формат.вывода формат.ответа",
    rules: "правило правила политика критерии критерий категории категория нормы",
    precedence: "неоднозначность приоритет конфликт пограничные спорные",
    asking: "ответь ответьте верни верните отвечай отвечайте выведи выведите",
    content: """
      содержание ввод вход текст сообщение комментарий пользователь вопрос контент пост входные.данные \
      пример примеры фраза отзыв в
      """,
    label: "о действие метка ответ вердикт вывод выход решение результат классификация оценка",
    note: "причина пояснение объяснение обоснование примечание",
    identifier: "код номер правило ид",
    title: "правило описание категория значение название")
}
