import Harmony
import Policies
import Runs

/// Runs that look like real ones: contents of 50 to 2,000 bytes, chains of 500 to 4,000, a tenth in
/// Chinese, some with emoji; the same for the same number.
struct Words {
  private var generator = SplitMix64(state: 20)
  private static let common =
    "the a this that content message sells asks offers says user policy rule item deposit send now before seen price money link account promotes recruits it is was not and or but since because so matches violates safe label phone shop delivery code email address follow join free gift card bank transfer checkout bicycle chair lamp course channel doctor"
    .split(separator: " ").map(String.init)
  private static let chinese = ["免费赠送", "立即加入", "请联系", "礼品卡", "这条信息", "违反规则", "没有证据", "内容安全"]

  static func policy(_ number: Int) -> String {
    "# Policy \(number)\n\n## Rules\n"
      + (0..<20).map {
        "- P\(number).\($0) Rule \($0): \(common[($0 * 3 + number) % common.count]) and \(common[($0 * 7) % common.count]) before the item was seen\n"
      }
      .joined()
  }

  static func id(_ number: Int) -> Run.ID {
    Run.ID(milliseconds: 1_790_000_000_000 + UInt64(number) * 1000, high: 7, low: UInt64(number))
  }

  private mutating func text(bytes: Int, rare: String? = nil, isChinese: Bool = false) -> String {
    var text = ""
    text.reserveCapacity(bytes + 20)
    while text.utf8.count < bytes {
      if isChinese {
        text += Self.chinese.randomElement(using: &generator)!
      } else {
        text += Self.common.randomElement(using: &generator)!
        text += UInt8.random(in: 0..<12, using: &generator) == 0 ? ". " : " "
        if UInt16.random(in: 0..<40, using: &generator) == 0 {
          text += "w\(UInt32.random(in: 0..<200_000, using: &generator)) "
        }
      }
    }
    if let rare { text += rare }
    return text
  }

  mutating func run(_ number: Int, chainWords: Int?) -> RunRecord {
    let policy = number % 20
    let isChinese = number % 10 == 9
    let content = text(
      bytes: 50 + Int.random(in: 0..<1950, using: &generator)
        * Int.random(in: 0..<4, using: &generator) / 3,
      rare: number % 9973 == 5 ? " zeppelin 🎈" : number % 7 == 0 ? " send a deposit now" : nil,
      isChinese: isChinese)
    var record = RunRecord(
      RunRequest(
        id: Self.id(number), startedAt: 1_790_000_000_000 + Int64(number) * 1000,
        policy: .init(name: "policy-\(policy)", version: 1 + number / 20_000, basedOn: nil),
        conversation: Conversation(policy: Self.policy(policy), content: content),
        format: AnswerFormat(shape: .token, labels: [.init("P3.1", .violates)], source: .declared),
        parameters: RunParameters(seed: number, date: "2026-11-25"),
        caseReference: "set-\(policy)/case-\(number % 400)", isLive: false))
    record.engine = EngineIdentity(
      name: number % 50 == 0 ? "vllm" : "llama-server", kind: .llamaServer,
      url: "http://127.0.0.1:8080",
      model: "gpt-oss-safeguard-20b", build: "b1", context: 8192)
    record.reasoning = text(
      bytes: (chainWords ?? 0) * 5 + 500 + Int.random(in: 0..<3500, using: &generator),
      isChinese: isChinese)
    record.state = number % 1000 == 13 ? .unparsed : .ok
    record.answer = "P\(policy).1"
    if record.state == .ok {
      let decision: Decision = number % 997 == 3 ? .escalate : number % 3 == 0 ? .violates : .safe
      record.verdict = Verdict(
        decision: decision, labels: [.init(label: "P\(policy).\(number % 20)", decision: decision)])
    }
    record.citations = (0..<10).map { place in
      Citation(
        kind: .id, text: "P\(policy).\((place + number) % 20)",
        channel: place == 9 ? "final" : "analysis",
        range: place * 50..<place * 50 + 5, rule: "P\(policy).\((place + number) % 20)",
        line: 4 + place, known: true)
    }
    record.timing = .init(firstReasoning: 30, firstAnswer: 900, total: 1000 + number % 3000)
    record.usage = Usage(promptTokens: 700, completionTokens: 200)
    record.requestBody = "{\"number\":\(number)}"
    var offset = 0
    while offset < record.reasoning.utf8.count {
      record.deltas.append(.init(at: record.deltas.count * 8, channel: .analysis, offset: offset))
      offset += 5
    }
    return record
  }
}

/// The small generator of Steele, Lea and Flood (2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
