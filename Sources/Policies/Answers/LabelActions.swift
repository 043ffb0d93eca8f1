/// Words that decide only as a whole label, such as `PUBLISH` or `vorlegen`: inside of a sentence they
/// may mean anything, as a label they say what becomes of the content.
enum LabelActions {
  static func decision(of label: some StringProtocol) -> Decision? {
    table[
      String(label.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
        .trimmingPunctuation]
  }

  /// Without words that two languages use for two things, such as 保留.
  private static let table: [String: Decision] = {
    var meanings: [String: Set<Decision>] = [:]
    for row in rows {
      for word in row.safe { meanings[word, default: []].insert(.safe) }
      for word in row.violating { meanings[word, default: []].insert(.violates) }
      for word in row.escalating { meanings[word, default: []].insert(.escalate) }
    }
    return meanings.compactMapValues { $0.count == 1 ? $0.first : nil }
  }()

  struct Row: Sendable {
    var safe: [String]
    var violating: [String]
    var escalating: [String]

    fileprivate init(safe: String, violating: String, escalating: String) {
      func words(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map {
          String($0.map { character in character == "." ? " " : character })
        }
      }
      self.safe = words(safe)
      self.violating = words(violating)
      self.escalating = words(escalating)
    }
  }

  /// One row a language; Italian, Dutch, Polish, Turkish and Korean are known here only. A dot joins the words of a phrase.
  static let rows = [
    Row(
      safe: """
        publish published release released clear cleared proceed leave leave.up retain deliver show \
        visible air admit legit legitimate genuine no.action good.to.go let.through let.it.through \
        post.it fine harmless clean pass run.it served shown live goes.live goes.out posted kept
        """,
      violating: """
        withhold withheld suppress suppressed nuke takedown take.down warn warned mute muted kick ban \
        suspend suspended strike restrict quarantine trash bin drop discard refuse refused decline \
        declined rejected removed deleted hidden banned not.published not.shown pulled scam fraud remove hide
        """,
      escalating: """
        refer referred referral escalate human unsure unclear uncertain borderline maybe pending defer \
        deferred forward handover hand.over ask.a.human second.opinion review needs.review queue held on.hold escalated
        """),
    Row(
      safe: """
        freigeben freigabe veröffentlichen zulassen behalten durchlassen durchgelassen passt stehenlassen \
        annehmen stehen.lassen belassen senden
        """,
      violating: """
        sperren ablehnen ablehnung zurückweisen verweigern entfernen löschen verwarnen verwerfen raus \
        zurückhalten nicht.freigeben sperre
        """,
      escalating: """
        vorlegen vorlage weiterleiten weitergeben prüfen prüfung nachfragen rückfrage unklar melden \
        manuelle.prüfung mensch
        """),
    Row(
      safe:
        "publier garder conserver laisser accepter valider autoriser approuver afficher diffuser",
      violating:
        "refuser refus rejeter rejet retirer bloquer masquer supprimer censurer bannir avertir écarter",
      escalating:
        "transmettre vérifier escalader à.vérifier relire revoir doute soumettre à.revoir incertain"
    ),
    Row(
      safe:
        "publicar mantener conservar aprobar aceptar permitir dejar pasar emitir mostrar apto limpio",
      violating: """
        rechazar retirar bloquear ocultar eliminar borrar suspender advertir vetar descartar denegar \
        no.publicar
        """,
      escalating: "revisar escalar derivar consultar remitir dudoso duda revisión"),
    Row(
      safe: "manter aprovar aceitar liberar exibir apto",
      violating: """
        reprovar rejeitar remover ocultar apagar excluir banir barrar recusar advertir não.publicar
        """,
      escalating: "encaminhar escalonar dúvida analisar revisão"),
    Row(
      safe:
        "опубликовать оставить пропустить одобрить разрешить принять показать чисто ок норма публиковать",
      violating: """
        удалить скрыть отклонить заблокировать бан забанить снять запретить предупредить отказ отказать \
        не.публиковать
        """,
      escalating: "передать проверить эскалация модератору человеку спорно уточнить на.проверку"),
    Row(
      safe: "公開 掲載 掲載可 公開可 許可 承認 合格 通過 採用 問題なし 可 適正 セーフ",
      violating: "非公開 削除 却下 拒否 不許可 不可 不合格 警告 停止 掲載不可 非掲載 アウト",
      escalating: "保留 要確認 確認 要審査 審査 エスカレーション 要検討 人が確認"),
    Row(
      safe: "通过 放行 发布 保留 合规 正常 展示 批准 可发布 通過 發布",
      violating: "拦截 删除 屏蔽 驳回 拒绝 封禁 下架 隐藏 禁言 警告 违规 不通过 不予发布 不发布 刪除 拒絕 攔截",
      escalating: "人工 复核 转人工 待审 存疑 上报 待定 人工复核 人工审核 複核 轉人工"),
    Row(
      safe: "نشر قبول إبقاء سماح مقبول سليم يُنشر ينشر اعتماد يبقى مسموح",
      violating: "رفض حذف حجب حظر إزالة منع مرفوض إخفاء محجوب يُحذف يحذف يُرفض لا.يُنشر",
      escalating: "إحالة مراجعة تصعيد يُراجع تحويل محال للمراجعة"),
    Row(
      safe: "انتشار تأیید تایید پذیرش مجاز منتشر.شود",
      violating: "حذف مسدود غیرمجاز مخفی اخطار رد.شود حذف.شود منتشر.نشود",
      escalating: "ارجاع بررسی بازبینی نامشخص مشکوک"),
    Row(
      safe: "प्रकाशित स्वीकार स्वीकृत मंज़ूर मंजूर रखें अनुमति ठीक साफ़ पास",
      violating: "हटाएँ हटाएं हटाओ हटाना अस्वीकार अस्वीकृत रोकें रोको ब्लॉक प्रतिबंध नामंज़ूर नामंजूर",
      escalating: "समीक्षा जाँच जांच भेजें संदिग्ध मानव"),
    Row(
      safe:
        "consentito consentita permesso ammesso accettabile approvare approvato pubblicare conforme lecito",
      violating:
        "vietato vietata proibito bloccare bloccato rifiutare rifiutato rimuovere non.conforme respingere",
      escalating: "verificare revisione incerto segnalare"),
    Row(
      safe: "toegestaan goedgekeurd toelaten plaatsen veilig doorlaten",
      violating: "geweigerd verboden weigeren verwijderen blokkeren geblokkeerd afgekeurd onveilig",
      escalating: "twijfel voorleggen doorsturen"),
    Row(
      safe: "dozwolone dozwolony zatwierdź zaakceptowane przepuść bezpieczne opublikuj",
      violating: "zabronione zabroniony odrzuć odrzucone usuń zablokuj niedozwolone ukryj",
      escalating: "sprawdź eskaluj niejasne"),
    Row(
      safe: "uygun onayla onaylandı izinli güvenli yayınla",
      violating: "uygunsuz reddet yasak engelle sil kaldır ihlal güvensiz",
      escalating: "incele belirsiz yönlendir"),
    Row(
      safe: "허용 승인 통과 안전 게시 적합 정상",
      violating: "차단 거부 삭제 위반 금지 부적합 반려 숨김",
      escalating: "검토 보류 확인.필요 이관"),
  ]
}

extension String {
  fileprivate var trimmingPunctuation: String {
    String(Substring(self).trimmingEnds("*_`.,;:!\"' ()[]"))
  }
}
