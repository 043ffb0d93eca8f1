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

  static let english = WordTable(
    language: "en",
    violating: """
      violates violate violation/s violating violator/s invalid unsafe prohibited disallowed \
      disallow forbidden banned remove/d block/ed reject/ed unacceptable impermissible deny denied \
      noncompliant fail/s/ed flag flags flagged breach/es delete/d unpermitted ban bans hide hidden \
      withhold withheld withholding breaks.a breaks.the breaks.any breaks.our breaks.one breaks.it
      """,
    safe: """
      safe allow/s/ed valid permitted permit/s acceptable compliant benign approve/d exempt \
      exceptions exception accept/ed nonviolating pass/es/ed keep permissible unflagged \
      ok okay nonviolation stays let.through
      """,
    escalating:
      "escalate/d escalation for.referral review needs.review human.review manual.review a.person.to.look",
    escalatingAlone: "refer referred human humans moderator",
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
    examples: """
      example/s few.shot fewshot illustration/s demonstrations sample samples calibration.items real.ones worked.cases near.misses hard.cases test.cases
      past.cases
      """,
    definitions: "definition/s glossary terms terminology key.terms",
    instructions: """
      instruction/s goal/s task evaluation purpose scope framework process steps reminder overview \
      procedure role objective background introduction workflow persona
      """,
    output:
      "outcome outcomes output format response answer answers output.format reply schema verdict",
    rules: """
      rule rules policy policies guideline/s criteria criterion category categories directives \
      standards violations prohibited.content
      """,
    precedence: """
      avoidance.of.doubt rules.of.thumb ambiguity ambiguous precedence conflict/s escalation edge.case edge.cases edge tie.breakers \
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
      language criterion criteria basis ground grounds clause citation
      """,
    identifier: "id code rule number no nr key ref rule.id label category.id identifier section #",
    title: """
      title name rule description category meaning definition criterion policy summary what \
      criteria text details behavior behaviour content topic
      """)

  static let german = WordTable(
    language: "de",
    violating: """
      verstoß/es/e/en verstöße/n verstösse/n verstoss verstößt verstösst verstoßen \
      unzulässig/e/er/es/en/em unzulaessig/e/er/es/en verboten/e/er/es/en/em \
      untersagt/e/er/es/en unerlaubt/e/er/es/en ablehnen abgelehnt/e/er/es/en \
      blockieren blockiert/e/er/es/en sperren gesperrt/e/er/es/en löschen gelöscht entfernen entfernt \
      regelverstoß regelverstöße regelwidrig/e/er/es/en inakzeptabel ungültig/e/er/es/en \
      nichtkonform ausblenden gesperrtes unterbinden zurückweisen zurückgewiesen zurückgehalten
      """,
    safe: """
      zulässig/e/er/es/en/em zulaessig/e/er/es/en erlaubt/e/er/es/en/em gestattet/e/er/es/en \
      freigeben freigegeben/e/er/es/en unbedenklich/e/er/es/en in.ordnung konform/e/er/es/en \
      regelkonform/e/er/es/en akzeptabel akzeptable/r/s/n zugelassen/e/er/es/en genehmigt/e/er/es/en \
      gültig/e/er/es/en ausnahme/n veröffentlichen freigabe durchlassen
      """,
    escalating:
      "vorlegen vorgelegt vorzulegen weiterleiten weitergeleitet prüfen pruefen eskalieren eskalation überprüfen nachprüfen",
    unwelcome:
      "schädlich/e/er/es/en beleidigend/e/er/es/en anstößig/e/er/es/en unangemessen/e/er/es/en",
    welcome: "harmlos/e/er/es/en sicher/e/er/es/en angemessen/e/er/es/en sachlich/e/er/es/en",
    negating: "nicht kein keine keinen keiner keinem keines nie niemals ohne weder",
    negatingAfter: "nicht nie",
    linking: "ein eine einen der die das den ist sind gegen als mehr wird werden",
    conditions: "wenn falls sofern",
    answers: "ja nein wahr falsch keine",
    examples:
      "beispiel/e/en/s muster mustereinträge testfälle übungsfälle anwendungsbeispiele fallbeispiele musterfälle",
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
    note:
      "begründung grund grundlage rechtsgrundlage hinweis erklärung erläuterung anmerkung kategorie regel warum",
    identifier:
      "nr nummer kürzel kennung kennbuchstabe kennziffer ziffer regel kennzeichen code schlüssel",
    title: "regel beschreibung kategorie bedeutung titel bezeichnung inhalt")

  static let french = WordTable(
    language: "fr",
    violating: """
      interdit/e/s/es violation/s viole enfreint enfreignent enfreindre infraction/s refuser \
      refusé/e/s/es rejeter rejeté/e/s/es rejet bloquer bloqué/e/s/es supprimer supprimé/e/s/es \
      inacceptable/s prohibé/e/s/es proscrit/e/s/es inadmissible/s irrecevabilité illicite/s invalide/s masquer masqué/e/s/es
      """,
    safe: """
      autorisé/e/s/es autoriser autorise permis/e/es acceptable/s accepter accepté/e/s/es admis/e/es \
      valide/s approuver approuvé/e/s/es toléré/e/s/es licite/s respecte respectent sans.danger laisser
      """,
    escalating:
      "transmettre transmis à.transmettre signaler escalader escalade vérifier examiner à.vérifier",
    unwelcome: "toxique/s nuisible/s haineux injurieux offensant/e/s/es inapproprié/e/s/es",
    welcome: "sûr/e/s conforme/s inoffensif inoffensive approprié/e/s/es anodin",
    negating: "ne n pas aucun aucune non sans jamais ni",
    linking: "est sont le la les un une de des d l toutes tous considéré été règle règles",
    conditions: "si quand lorsque lorsqu",
    answers: "oui non vrai faux aucune aucun",
    examples: "exemple/s illustrations cas.types cas.concrets cas.pratiques échantillons",
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

  static let spanish = WordTable(
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
    escalating: "escalar revisar revisión revision derivar derivad_/o/a/os/as elevar",
    unwelcome:
      "tóxic_/o/a/os/as dañin_/o/a/os/as ofensiv_/o/a/os/as insegur_/o/a/os/as inapropiad_/o/a/os/as",
    welcome: "segur_/o/a/os/as apropiad_/o/a/os/as inofensiv_/o/a/os/as adecuad_/o/a/os/as",
    negating: "no sin nunca ningún ninguna ninguno tampoco jamás",
    linking: "es son está están se ha sido ser la las el los una lo",
    conditions: "si cuando",
    answers: "sí si no verdadero falso ninguna ninguno",
    examples: "ejemplo/s casos.de.muestra casos.prácticos ilustraciones muestras",
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

  static let portuguese = WordTable(
    language: "pt",
    violating: """
      proibid_/o/a/os/as viola violam violação violações violacao violacoes vedad_/o/a/os/as \
      rejeitar rejeitad_/o/a/os/as reprovar reprovad_/o/a/os/as remover removid_/o/a/os/as recusar recusad_/o/a/os/as \
      infração infrações ocultar inaceitável inaceitáveis inadmissível descumpre descumprem quebra quebram quebrad_/o/a/os/as infringe infringem
      """,
    safe: """
      permitid_/o/a/os/as permite aceitável aceitáveis aceitar aceit_/o/a/os/as aprovar \
      aprovad_/o/a/os/as liberar liberad_/o/a/os/as autorizad_/o/a/os/as cumpre cumprem \
      exceção exceções
      """,
    escalating: "escalar escalonar revisar revisão encaminhar encaminhad_/o/a/os/as",
    unwelcome:
      "nociv_/o/a/os/as tóxic_/o/a/os/as ofensiv_/o/a/os/as impróprio imprópria inadequad_/o/a/os/as",
    welcome: "segur_/o/a/os/as adequad_/o/a/os/as inofensiv_/o/a/os/as",
    negating: "não nao sem nunca nenhum nenhuma nem jamais",
    linking: "é são está estão foi ser se a o as os um uma",
    conditions: "se quando caso",
    answers: "sim não verdadeiro falso nenhuma nenhum",
    examples: "exemplo/s casos.práticos casos.de.exemplo ilustrações amostras",
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
}
