import Inference
import Policies
import Runs
import Workspace

/// How many tokens a policy has, in all and section by section.
struct PolicyTokens {
  var total: Int
  /// In the order of the outline's sections.
  var sections: [Int]
  /// Whether an engine's own tokenizer counted them.
  var isExact: Bool

  func words(_ count: Int) -> String { isExact ? "\(count)" : "≈\(count)" }

  /// - Parameter outline: The one whose sections were counted.
  func document(_ outline: PolicyOutline) -> JSON {
    [
      "total": .int(total), "exact": .bool(isExact),
      "sections": .array(
        zip(outline.sections, sections).map { section, count in
          ["title": .string(section.title), "tokens": .int(count)]
        }),
    ]
  }
}

extension CommandContext {
  /// Counted by the engine that is named or configured, where it has a tokenizer and answers; else
  /// estimated.
  func tokens(of text: String, _ outline: PolicyOutline) async throws -> PolicyTokens {
    let texts = [text] + outline.sectionTexts(of: text)
    if let counts = try await counted(texts), counts.count == texts.count {
      return PolicyTokens(total: counts[0], sections: Array(counts.dropFirst()), isExact: true)
    }
    let counts = texts.map(TokenEstimate.of)
    return PolicyTokens(total: counts[0], sections: Array(counts.dropFirst()), isExact: false)
  }

  private func counted(_ texts: [String]) async throws -> [Int]? {
    if options.engine == nil, let offer, offer.defaultEngine != nil {
      console.note(
        "precept: \(offer.file) names an engine that you have not accepted; tokens are estimated.")
      return nil
    }
    guard let name = options.engine ?? configuration.defaultEngine,
      name != EngineIdentity.ruleMatcherName
    else {
      return nil
    }
    let client = EngineClient()
    do {
      let configuration = tuned(try await engineConfiguration(name, client: client))
      let counts = await HTTPEngine(configuration: configuration, client: client)
        .countTokens(texts)
      await client.close()
      if counts == nil {
        console.note("precept: \(name) counts no tokens here; they are estimated.")
      }
      return counts
    } catch {
      await client.close()
      throw error
    }
  }
}
