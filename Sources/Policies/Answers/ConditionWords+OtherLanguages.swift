// Languages of which only words about answers are known.
extension ConditionWords {
  static let italian = Row(
    harm: [
      "viola", "violano", "infrange", "offensiv*", "tossic*", "odio", "insult*", "minacc*",
      "vietat*",
      "proibit*", "truff*", "inaccettabil*",
    ],
    fine: ["consentit*", "ammess*", "accettabil*", "rispetta", "conform*"],
    uncertain: ["dubbi*", "incert*", "uman*"],
    negations: ["non", "nessun*", "senza"],
    conditions: ["se", "quando", "qualora"],
    otherwise: ["altrimenti", "in caso contrario", "negli altri casi"],
    or: ["oppure"],
    requests: [
      "rispondi", "rispondere", "risposta", "restituisci", "scrivi", "indica", "classifica", "usa",
      "etichetta",
    ],
    leads: ["risposta", "verdetto", "decisione", "risultato", "etichetta", "esito"])

  static let polish = Row(
    harm: ["narusza*", "łamie", "obraźliw*", "toksyczn*", "nienawi*", "groź*", "zabronion*"],
    fine: ["dozwolon*", "zgodn*", "bezpieczn*"],
    uncertain: ["niejasn*", "wątpliw*", "człowiek*"],
    negations: ["nie", "bez", "żadn*"],
    conditions: ["jeśli", "jeżeli", "gdy", "kiedy"],
    otherwise: ["w przeciwnym razie", "inaczej", "w innych przypadkach"],
    or: ["lub", "albo"],
    requests: ["odpowiedz", "odpowiedź", "zwróć", "napisz", "podaj", "sklasyfikuj", "wybierz"],
    leads: ["odpowiedź", "werdykt", "decyzja", "wynik", "etykieta"])

  static let turkish = Row(
    harm: ["ihlal*", "hakaret*", "tehdit*", "nefret*", "zararlı", "toksik", "yasak*", "uygunsuz*"],
    fine: ["uygun", "güvenli", "zararsız"],
    uncertain: ["belirsiz*", "emin değil*", "insan*"],
    negations: ["değil*", "etmiyor*", "hiçbir", "yok"],
    conditions: ["eğer", "ise"],
    otherwise: ["aksi halde", "aksi takdirde", "değilse", "diğer durumlarda"],
    or: ["veya", "ya da"],
    requests: ["yanıt*", "yaz", "yazın", "cevap*", "döndür", "çıktı", "yalnızca", "seç", "seçin"],
    leads: ["yanıt", "cevap", "karar", "sonuç", "etiket"])

  static let korean = Row(
    harm: ["위반*", "혐오*", "욕설*", "위협*", "유해*", "부적절*", "사기*", "비방*"],
    fine: ["문제가", "안전*", "적절*", "적합*"],
    uncertain: ["애매*", "불확실*", "판단하기", "사람이"],
    negations: ["않*", "없*", "아닌", "아니*"],
    conditions: ["경우"],
    otherwise: ["아니면", "그렇지", "그 외"],
    or: ["또는", "혹은"],
    requests: ["출력*", "답*", "응답*", "대답*", "반환*", "작성*", "선택*", "분류*"],
    leads: ["답", "답변", "판정", "결과", "결정", "분류", "출력"])
}
